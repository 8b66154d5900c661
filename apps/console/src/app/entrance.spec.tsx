import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { Answers, Service } from '../../test/service';
import { ApiProblem } from '../api/problem';
import { Entrance } from './entrance';
import type { Me } from './me';

const caseworker: Me = { userId: 'caseworker-01', kind: 'officer', roles: [{ role: 'caseworker', areaCode: '990101100000' }], mustChangePassword: false };
const refusal = (code: string, status: number, title: string) => new ApiProblem({ type: `urn:zhibu:problem:${code}`, title, status, detail: title, code, expected: '甲', actual: '乙', requestId: '1' });
const signedOut = refusal('identity.required', 401, '请先登录');
const column = { id: 'name', zh: '姓名', en: 'name', required: true };
const preview = { kind: 'csv', encoding: 'utf-8', columns: [{ header: '姓名', field: 'name' }], missing: [], rows: [{ rowNo: 2, cells: ['王秀英'] }, { rowNo: 3, cells: ['李桂芳'] }], problems: [] };

const streamOf = (events: readonly (readonly [string, object])[]) => {
  const parts = events.map(([event, data]) => new TextEncoder().encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
  return { getReader: () => ({ read: () => Promise.resolve(parts.length === 0 ? { done: true } : { done: false, value: parts.shift() }) }) };
};

interface Asked {
  readonly path: string;
  readonly given: { readonly body?: unknown; readonly params?: { readonly header?: Readonly<Record<string, string>> } };
}

/** A service whose session may end, and what was asked of it. `load`: what becomes of an import. */
const open = async (me: Me, load: (turn: number) => unknown) => {
  const asked: Asked[] = [];
  let loads = 0;
  const service = { isEnded: false, signIn: (): unknown => ({}) };
  let told = (): void => undefined;
  const answered = (answer: () => unknown): unknown => {
    if (!service.isEnded) return answer();
    told();
    throw signedOut;
  };
  const answers: Record<string, unknown> = { '/api/v1/session': me, '/api/v1/imports/applications/columns': [column], '/api/v1/imports/applications': { items: [], nextCursor: null }, '/api/v1/policies/areas': [] };
  const posts: Record<string, () => unknown> = {
    '/api/v1/imports/applications/preview': () => answered(() => ({ data: preview })),
    '/api/v1/imports/applications': () => answered(() => load((loads += 1) - 1)),
    '/api/v1/session': () => {
      const answer = service.signIn();
      service.isEnded = false;
      return answer;
    },
  };
  const over: Answers = {
    GET: async (path: string) => answered(() => ({ data: answers[path] })),
    POST: async (path: string, given: Asked['given']) => {
      asked.push({ path, given });
      return posts[path]?.();
    },
  };
  history.replaceState(null, '', '/import');
  const Whole = () => {
    const [endings, setEndings] = useState(0);
    told = () => setEndings((count) => count + 1);
    return <Entrance endings={endings} />;
  };
  render(<Service answers={over}><Whole /></Service>);
  await screen.findByText(/将 CSV 或 XLSX 文件拖到这里/);
  return { asked, service };
};

const chooseFile = async (): Promise<void> => {
  fireEvent.change(document.querySelector('input[type=file]') as HTMLElement, { target: { files: [new File(['姓名'], '名册.csv', { type: 'text/csv' })] } });
  await screen.findByText('名册.csv：2 行');
};
const signInAgain = async () => {
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('登录已到期');
  fireEvent.change(dialog.querySelector('input[name=password]') as HTMLElement, { target: { value: 'secret' } });
  fireEvent.click(within(dialog).getByRole('button', { name: '登录' }));
  return dialog;
};
const of = (asked: readonly Asked[], path: string) => asked.filter((each) => each.path === path).map(({ given }) => given);
const signIns = (asked: readonly Asked[]) => of(asked, '/api/v1/session').map(({ body }) => body);
const keysOfLoads = (asked: readonly Asked[]) => of(asked, '/api/v1/imports/applications').map(({ params }) => params?.header?.['Idempotency-Key']);

beforeEach(() => {
  let made = 0;
  Object.defineProperty(globalThis.crypto, 'randomUUID', { value: () => `key-${(made += 1)}`, configurable: true });
});

const started = ['started', { runId: 'i', kind: 'import', total: 2 }] as const;
const done = ['done', { rows: 2, accepted: 2, unchanged: 0, rejected: 0 }] as const;

it('a session that ends in the middle of an import keeps the sheet, and the import is followed again after signing in over it', async () => {
  const streams = [[started, ['problem', signedOut.problem]], [started, done]] as const;
  const { asked, service } = await open(caseworker, (turn) => {
    service.isEnded = turn === 0;
    return { data: streamOf(streams[turn] ?? []) };
  });
  await chooseFile();
  fireEvent.click(screen.getByRole('button', { name: /载入 2 行/ }));
  await signInAgain();
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(signIns(asked)).toEqual([{ userId: 'caseworker-01', password: 'secret' }]);
  expect(screen.getByText('名册.csv：2 行')).toBeTruthy();
  expect(screen.getByText('李桂芳')).toBeTruthy();
  expect(screen.queryByText(/服务器继续载入/)).toBeNull();
  const refused = screen.getByText('请先登录').closest('[role=alert]') as HTMLElement;
  fireEvent.click(within(refused).getByRole('button', { name: '重试' }));
  expect(await screen.findByText(/新受理 2 份/)).toBeTruthy();
  expect(keysOfLoads(asked)).toEqual(['key-1', 'key-1']);
});

it('only a cut line is told as one; a refusal of the file is told in its own words', async () => {
  await open(caseworker, (turn) => {
    if (turn === 0) throw refusal('import.too-many', 422, '行数过多');
    return { data: streamOf([started, ...(turn === 1 ? [] : [done])]) };
  });
  await chooseFile();
  fireEvent.click(screen.getByRole('button', { name: /载入 2 行/ }));
  const refused = (await screen.findByText('行数过多')).closest('[role=alert]') as HTMLElement;
  expect(within(refused).queryByRole('button')).toBeNull();
  expect(screen.queryByText(/服务器继续载入/)).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: /载入 2 行/ }));
  expect(await screen.findByText(/服务器继续载入/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /载入 2 行/ }));
  expect(await screen.findByText(/新受理 2 份/)).toBeTruthy();
});

it('rows that went in at the first try are gone from the sheet', async () => {
  await open(caseworker, () => ({ data: streamOf([started, done]) }));
  await chooseFile();
  fireEvent.click(screen.getByRole('button', { name: /载入 2 行/ }));
  expect(await screen.findByText('没有剩下的行')).toBeTruthy();
});

it('whoever stands in for somebody does so again after signing in over the page', async () => {
  const { asked, service } = await open({ ...caseworker, onBehalfOf: 'caseworker-02' }, (turn) => {
    service.isEnded = turn === 0;
    return { data: streamOf([]) };
  });
  await chooseFile();
  fireEvent.click(screen.getByRole('button', { name: /载入 2 行/ }));
  const dialog = await signInAgain();
  expect(within(dialog).getByText(/继续代 caseworker-02 行事/)).toBeTruthy();
  await waitFor(() => expect(signIns(asked)).toEqual([{ userId: 'caseworker-01', password: 'secret', onBehalfOf: 'caseworker-02' }]));
});
