import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { StandInEventSource } from '../../../test/stand-in-event-source';
import { Answers, Service as Over, plainQueries } from '../../../test/service';
import { ApiProblem, NoLine } from '../../api/problem';
import { CaseItem } from '../../shared/case-table';
import Queue from './queue';

const item = (applicationId: string): CaseItem => ({
  applicationId, personKey: 'p', scheme: 'rural-reward', branch: null, areaCode: '990101100001', status: 'in-review', stage: 'village-review', stageLevel: 'village',
  appliedOn: '2016-01-04', dueOn: null, dueProvisional: false, waitingRoles: ['village-reviewer'], version: 3, simulated: true,
});
const ids = ['a', 'b', 'c'];
const refusal = (code: string, status: number, title: string) => new ApiProblem({ type: `urn:zhibu:problem:${code}`, title, status, detail: title, code, expected: '甲', actual: '乙', requestId: '1' });

interface Sent {
  readonly path: string;
  readonly key: string;
  readonly body: object | undefined;
}

const runOf = (more: object = {}) => ({ runId: `run-${runs}`, state: 'running', startedAt: '2016-03-01T01:00:00.000Z', total: 3, done: 0, handled: null, refused: null, left: null, ...more });
let runs = 0;

interface Service {
  /** What is answered to the first, the second and so on that is sent. */
  readonly answer?: (turn: number) => unknown;
  /** Runs that are under way, or just ended. */
  readonly mine?: readonly object[];
  /** Of the page after the first. */
  readonly more?: () => unknown;
}

const open = async ({ answer = () => ({ data: runOf() }), mine = [], more }: Service = {}) => {
  const sent: Sent[] = [];
  const gone = new Set<string>();
  const service: Answers = {
    GET: async (path: string, given?: { readonly params: { readonly query: { readonly cursor?: string } } }) => {
      if (path === '/api/v1/tasks/several') return { data: mine };
      if (path !== '/api/v1/tasks') return { data: [] };
      return given?.params.query.cursor === undefined ? { data: { items: ids.filter((id) => !gone.has(id)).map(item), nextCursor: more === undefined ? null : 'next' } } : more?.();
    },
    POST: async (path: string, { params, body }: { readonly params: { readonly header?: Readonly<Record<string, string>> }; readonly body?: object }) => {
      sent.push({ path, key: params.header?.['Idempotency-Key'] ?? '', body });
      return answer(sent.length - 1);
    },
  };
  const queries = plainQueries();
  queries.setQueryData(['session'], 'who');
  render(<Over answers={service} queries={queries}><MemoryRouter><Queue /></MemoryRouter></Over>);
  await screen.findByRole('region', { name: '待审核' });
  return { sent, queries, gone };
};

const handleAll = (): void => {
  fireEvent.click(screen.getAllByRole('checkbox')[0] as HTMLElement);
  fireEvent.click(screen.getByLabelText('通过'));
  fireEvent.click(screen.getByRole('button', { name: '逐件办理 3 件' }));
};
const sure = async (): Promise<void> => {
  const button = within(await screen.findByRole('dialog')).getByRole('button', { name: '逐件办理 3 件' });
  await act(async () => void fireEvent.click(button));
};
const throwing = (error: Error): never => { throw error; };
const told = StandInEventSource;

beforeEach(() => {
  let made = 0;
  runs += 1;
  told.install();
  Object.defineProperty(globalThis.crypto, 'randomUUID', { value: () => `key-${(made += 1)}`, configurable: true });
});

it('sends the chosen cases with the versions that were looked at, and tells each refusal with its case', async () => {
  const { sent, gone } = await open();
  handleAll();
  await sure();
  expect(sent).toEqual([{ path: '/api/v1/tasks/several', key: 'key-1', body: { stage: 'village-review', what: 'approved', reasons: [], note: '', reviewers: [], cases: ids.map((applicationId) => ({ applicationId, version: 3 })) } }]);
  expect(await screen.findByText('已办 0/3 件，其中 0 件未获准')).toBeTruthy();
  expect(told.last.path).toBe(`/api/v1/tasks/several/run-${runs}/progress`);
  await told.last.tell('case', { applicationId: 'a', problem: null });
  await told.last.tell('case', { applicationId: 'b', problem: refusal('duty.signed-before', 403, '您已办理过').problem });
  expect(screen.getByText('已办 2/3 件，其中 1 件未获准')).toBeTruthy();
  expect(within(screen.getByRole('region', { name: '未获准的案件' })).getByRole('link').getAttribute('href')).toContain('b');
  // Gone at once, before the list is read anew.
  expect(within(screen.getByRole('region', { name: '待审核' })).getAllByRole('row')).toHaveLength(3);
  await told.last.tell('case', { applicationId: 'c', problem: null });
  gone.add('a').add('c');
  await told.last.tell('done', { handled: 2, refused: 1, left: 0 });
  fireEvent.click(screen.getByRole('button', { name: /关\s*闭/ }));
  await waitFor(() => expect(screen.queryByText(/已办 3\/3/)).toBeNull());
  expect(screen.queryByText(/已选/)).toBeNull();
  expect(within(screen.getByRole('region', { name: '待审核' })).getAllByRole('row')).toHaveLength(2);
});

it('sends again under the same key when nobody answered', async () => {
  const { sent } = await open({ answer: (turn) => (turn === 0 ? throwing(new NoLine('cut')) : { data: runOf() }) });
  handleAll();
  await sure();
  expect(await screen.findByText(/连不上服务器|网络|没有应答/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '逐件办理 3 件' }));
  await sure();
  expect(await screen.findByText('已办 0/3 件，其中 0 件未获准')).toBeTruthy();
  expect(sent.map(({ key }) => key)).toEqual(['key-1', 'key-1']);
});

it('shows after a reload the run that goes on, and stops it', async () => {
  const { sent, queries } = await open({ mine: [runOf({ done: 1 })] });
  expect(await screen.findByText('已办 0/3 件，其中 0 件未获准')).toBeTruthy();
  await told.last.tell('started', { total: 3 });
  await told.last.tell('case', { applicationId: 'gone-meanwhile', problem: refusal('a.b', 409, '不可以').problem });
  await told.last.tell('progress', { done: 1, total: 3 });
  expect(screen.getByRole('link', { name: '打开案件' }).getAttribute('href')).toContain('gone-meanwhile');
  await act(async () => void fireEvent.click(screen.getByRole('button', { name: /停\s*止/ })));
  expect(sent.map(({ path }) => path)).toEqual(['/api/v1/tasks/several/{runId}/stop']);
  await told.last.tell('done', { handled: 0, refused: 1, left: 2 });
  expect(screen.getByText('已停止，还有 2 件未办，仍在待审核中')).toBeTruthy();
  expect(queries.getQueryState(['session'])?.isInvalidated).toBe(false);
});

it('says that what was not done still waits when the process that did it has ended', async () => {
  await open({ mine: [runOf()] });
  await screen.findByText('已办 0/3 件，其中 0 件未获准');
  await told.last.tell('stopped', { done: 1, total: 3 });
  expect(screen.getByText(/已停止，还有 \d 件未办/)).toBeTruthy();
  expect(screen.getByRole('button', { name: /关\s*闭/ })).toBeTruthy();
});

it('says how many were not accepted also where it is not known any more which', async () => {
  await open({ mine: [runOf({ state: 'over', done: 3, handled: 2, refused: 1, left: 0 })] });
  await screen.findByText(/已办/);
  await told.last.tell('progress', { done: 3, total: 3 });
  await told.last.tell('done', { handled: 2, refused: 1, left: 0 });
  expect(screen.getByText('已办 3/3 件，其中 1 件未获准')).toBeTruthy();
  expect(screen.getByText(/有 1 件未获准，服务重启后不再知道是哪些/)).toBeTruthy();
});

it('follows once more when somebody asks for it where the session ended meanwhile', async () => {
  await open({ mine: [runOf()] });
  await screen.findByText('已办 0/3 件，其中 0 件未获准');
  await told.last.tell('problem', refusal('identity.required', 401, '请先登录').problem);
  fireEvent.click(within(screen.getByText('请先登录').closest('[role=alert]') as HTMLElement).getByRole('button', { name: '重试' }));
  expect(told.opened).toHaveLength(2);
  await told.last.tell('progress', { done: 2, total: 3 });
  expect(screen.getByText('已办 2/3 件，其中 0 件未获准')).toBeTruthy();
  expect(screen.queryByText('请先登录')).toBeNull();
});

it('says nothing of a run that ended as it was asked for', async () => {
  await open({ mine: [runOf({ state: 'over', done: 3, handled: 3, refused: 0, left: 0 })] });
  expect(screen.queryByText(/已办/)).toBeNull();
  expect(told.opened).toEqual([]);
});

it('tries again where the service refused to tell more, such as at the end of a session, and says so', async () => {
  await open({ mine: [runOf()] });
  await screen.findByText('已办 0/3 件，其中 0 件未获准');
  jest.useFakeTimers();
  try {
    await told.last.refuse();
    expect(screen.getByText(/正在重连/)).toBeTruthy();
    await act(async () => jest.advanceTimersByTime(5_000));
  } finally {
    jest.useRealTimers();
  }
  expect(told.opened).toHaveLength(2);
  await told.last.tell('case', { applicationId: 'a', problem: null });
  await told.last.tell('case', { applicationId: 'a', problem: null });
  expect(screen.getByText('已办 1/3 件，其中 0 件未获准')).toBeTruthy();
  expect(screen.queryByText(/正在重连/)).toBeNull();
});

it('says beside the list why more of it did not come, and asks again', async () => {
  let tries = 0;
  await open({ more: () => ((tries += 1) === 1 ? throwing(refusal('engine.away', 503, '数据库没有应答')) : { data: { items: [item('d')], nextCursor: null } }) });
  fireEvent.click(screen.getByRole('button', { name: /已显示 3 条/ }));
  const told = (await screen.findByText('数据库没有应答')).closest('[role=alert]') as HTMLElement;
  expect(screen.getAllByRole('row')).toHaveLength(4);
  fireEvent.click(within(told).getByRole('button', { name: '重试' }));
  await waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(5));
  expect(screen.queryByText('数据库没有应答')).toBeNull();
});

it('on a narrow screen each case is a card with its box, and one box chooses all of them', async () => {
  const wide = window.matchMedia;
  Object.defineProperty(window, 'matchMedia', { value: (asked: string) => ({ ...wide(asked), matches: asked.includes('575') }), configurable: true });
  try {
    await open();
    const cards = screen.getAllByRole('listitem');
    expect(cards).toHaveLength(3);
    expect(within(cards[1] as HTMLElement).getByRole('link').getAttribute('href')).toContain('b');
    const boxOf = (no: number) => within(cards[no] as HTMLElement).getByRole<HTMLInputElement>('checkbox');
    fireEvent.click(boxOf(1));
    expect(screen.getByText('已选 1 件')).toBeTruthy();
    fireEvent.click(screen.getByLabelText('全选 3 项'));
    expect([boxOf(0).checked, boxOf(1).checked, boxOf(2).checked]).toEqual([true, true, true]);
    fireEvent.click(boxOf(0));
    expect(screen.getByText('已选 2 件')).toBeTruthy();
  } finally {
    Object.defineProperty(window, 'matchMedia', { value: wide, configurable: true });
  }
});
