import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useApi } from '../../api/api';
import { ApiProblem, NoLine } from '../../api/problem';
import { newKey } from '../../shared/new-key';
import { refreshAll } from '../../shared/refresh-all';
import { Step, endOfRun } from '../../shared/runs/end-of-run';
import type { CellProblem } from '../../shared/sheet/sheet';

type Refusal = Omit<CellProblem, 'column'>;

export interface Report {
  readonly rows: number;
  readonly accepted: number;
  readonly unchanged: number;
  readonly rejected: number;
}

export type Load =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading'; readonly step: Step }
  | { readonly kind: 'cut'; readonly error: NoLine }
  | { readonly kind: 'refused'; readonly error: ApiProblem }
  | { readonly kind: 'over'; readonly report: Report };

export interface Wanted {
  readonly name: string;
  readonly areaCode: string;
  readonly file: Blob;
  /** Those in the file, by their numbers in the file of the people. */
  readonly rowNos: readonly number[];
}

interface Asked {
  readonly onOver: (report: Report, refusals: readonly Refusal[], sent: readonly number[]) => void;
}

/**
 * Sends the good rows and follows them. The key is made once for the file: after a cut line the same file under it joins what is under
 * way on the server, which goes on in any case.
 */
export const useLoad = ({ onOver }: Asked) => {
  const api = useApi();
  const queries = useQueryClient();
  const [load, setLoad] = useState<Load>({ kind: 'idle' });
  const kept = useRef<{ readonly wanted: Wanted; readonly key: string } | null>(null);

  const follow = async (): Promise<void> => {
    if (kept.current === null) return;
    const { wanted: { name, areaCode, file, rowNos }, key } = kept.current;
    setLoad({ kind: 'loading', step: { done: 0, total: rowNos.length } });
    try {
      const { data } = await api.POST('/api/v1/imports/applications', {
        params: { query: { areaCode }, header: { 'Idempotency-Key': key, 'X-Zhibu-Source-Name': encodeURIComponent(name) } }, headers: { 'Content-Type': 'text/csv', Accept: 'text/event-stream' },
        body: file as unknown as string, bodySerializer: (body) => body, parseAs: 'stream',
      });
      const refusals: Refusal[] = [];
      const report = await endOfRun<Report>(data, { onStep: (step) => setLoad({ kind: 'loading', step }), onItem: (event, row) => { if (event === 'rejected') refusals.push(row as Refusal); } });
      kept.current = null;
      setLoad({ kind: 'over', report });
      onOver(report, refusals, rowNos);
    } catch (error) {
      setLoad(error instanceof ApiProblem ? { kind: 'refused', error } : { kind: 'cut', error: error instanceof NoLine ? error : new NoLine(String(error)) });
    }
    await refreshAll(queries);
  };

  return {
    load,
    start: (wanted: Wanted) => {
      kept.current = { wanted, key: newKey() };
      void follow();
    },
    goOn: () => void follow(),
    forget: () => setLoad({ kind: 'idle' }),
  };
};
