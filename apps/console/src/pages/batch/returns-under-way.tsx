import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../api/api';
import { ApiProblem, isNoAnswer } from '../../api/problem';
import type { components } from '../../generated/openapi';
import { byTimer } from '../../shared/by-timer';
import { refreshAll } from '../../shared/refresh-all';
import type { Step } from '../../shared/runs/end-of-run';
import { RunEnd, useRun } from '../../shared/runs/use-run';
import { Trouble } from '../../shared/trouble';
import { useTexts } from '../../texts/language';
import { texts } from './file-texts';
import { Posted, Posting, Refused, Stopped, Totals } from './returns-told';
import type { Batch } from './use-batch';

type ReturnRun = components['schemas']['ReturnRunView'];

const followMs = 3_000;
export const returnRunsKey = (batchId: string): readonly string[] => ['return-runs', batchId];

/** Answers of the bank that are being posted, whoever handed them in, also after a reload. How they end is told here. */
export const ReturnsUnderWay = ({ batch: { batchId, files } }: { readonly batch: Pick<Batch, 'batchId' | 'files'> }) => {
  const api = useApi();
  const queries = useQueryClient();
  const said = useTexts(texts);
  /** Those whose end was told here: the list leaves them out. */
  const [ended, setEnded] = useState<readonly ReturnRun[]>([]);
  const [isCut, setCut] = useState(false);
  const runs = useQuery({
    queryKey: returnRunsKey(batchId),
    queryFn: async (asked) => (await api.GET('/api/v1/returns', { params: { query: { batchId } }, headers: byTimer(asked) })).data ?? [],
    enabled: files.some(({ sentOn }) => sentOn !== null),
    // Where the reader was sent away from the stream the list tells the same, a little later.
    refetchInterval: ({ state: { data } }) => (isCut && data?.some(({ state }) => state === 'running') === true ? followMs : false),
  });
  if (runs.isError && runs.data === undefined) return <Trouble error={runs.error} again={() => void runs.refetch()} />;
  const left = (runs.data ?? []).filter(({ runId }) => !ended.some((run) => run.runId === runId));
  const shown = [...ended, ...left];
  if (shown.length === 0) return null;
  return (
    <section aria-label={said.underWay}>
      {shown.map((run) => (run.state === 'running' ? <Followed key={run.runId} run={run} onEnd={(isOver) => {
        if (isOver) setEnded((before) => [...before, run]);
        else setCut(true);
        void refreshAll(queries);
      }} /> : <Stopped key={run.runId} step={stepOf(run)} />))}
    </section>
  );
};

/** The end of a session, or too much at once, is not the end of the posting. */
const isOverWith = (end: RunEnd): boolean => end.kind !== 'problem' || !isNoAnswer(new ApiProblem(end.problem));
const stepOf = ({ rows, rowsDone }: ReturnRun): Step => ({ done: rowsDone, total: rows });

const Followed = ({ run, onEnd }: { readonly run: ReturnRun; readonly onEnd: (isOver: boolean) => void }) => {
  const [end, setEnd] = useState<RunEnd | null>(null);
  const { step } = useRun(`/api/v1/returns/${encodeURIComponent(run.runId)}/progress`, { onEnd: (how) => {
    if (isOverWith(how)) setEnd(how);
    onEnd(isOverWith(how));
  } });
  const now = { done: Math.max(step.done, run.rowsDone), total: run.rows };
  switch (end?.kind) {
    case 'done':
      return <Posted totals={end.report as Totals} />;
    case 'problem':
      return <Refused error={new ApiProblem(end.problem)} />;
    case 'stopped':
      return <Stopped step={now} />;
    default:
      return <Posting step={now} />;
  }
};
