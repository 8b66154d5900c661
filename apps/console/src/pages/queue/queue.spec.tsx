import '../../../test/text-coding';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, configure, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { standInForBrowser } from '../../../test/browser-parts';
import { useApi } from '../../api/api';
import { ApiProblem } from '../../api/problem';
import { CaseItem } from '../../shared/case-table';
import Queue from './queue';

jest.mock('../../api/api', () => ({ useApi: jest.fn() }));

const item = (applicationId: string): CaseItem => ({
  applicationId, personKey: 'p', scheme: 'rural-reward', branch: null, areaCode: '990101100001', status: 'in-review', stage: 'village-review', stageLevel: 'village',
  appliedOn: '2016-01-04', dueOn: null, dueProvisional: false, waitingRoles: ['village-reviewer'], version: 3, simulated: true,
});
const ids = ['a', 'b', 'c'];
const refusal = (code: string, status: number, title: string) => new ApiProblem({ type: `urn:zhibu:problem:${code}`, title, status, detail: title, code, expected: '甲', actual: '乙', requestId: '1' });

interface Sent {
  readonly id: string;
  readonly key: string;
}

/** `answer`: what becomes of the case sent as the first, the second and so on. `more`: of the page after the first. */
const open = async (answer: (turn: number) => unknown, more?: () => unknown) => {
  const sent: Sent[] = [];
  jest.mocked(useApi).mockReturnValue({
    GET: async (path: string, given?: { readonly params: { readonly query: { readonly cursor?: string } } }) => {
      if (path !== '/api/v1/tasks') return { data: [] };
      return given?.params.query.cursor === undefined ? { data: { items: ids.map(item), nextCursor: more === undefined ? null : 'next' } } : more?.();
    },
    POST: async (_: string, { params }: { readonly params: { readonly path: { readonly applicationId: string }; readonly header: Readonly<Record<string, string>> } }) => {
      sent.push({ id: params.path.applicationId, key: params.header['Idempotency-Key'] ?? '' });
      return answer(sent.length - 1);
    },
  } as never);
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  queries.setQueryData(['session'], 'who');
  render(<QueryClientProvider client={queries}><MemoryRouter><Queue /></MemoryRouter></QueryClientProvider>);
  await screen.findByRole('region', { name: '待审核' });
  return { sent, queries };
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

beforeAll(() => {
  configure({ asyncUtilTimeout: 15_000 });
  standInForBrowser();
});
beforeEach(() => {
  let made = 0;
  Object.defineProperty(globalThis.crypto, 'randomUUID', { value: () => `key-${(made += 1)}`, configurable: true });
});

it.each([
  ['the session ended', refusal('identity.required', 401, '请先登录'), '登录已到期，还有 2 件未办'],
  ['too much was asked', refusal('request.too-many', 429, '请求过于频繁'), '服务繁忙或暂时不可用，还有 2 件未办'],
  ['the service is away', refusal('engine.away', 503, '数据库没有应答'), '服务繁忙或暂时不可用，还有 2 件未办'],
])('a run stops where %s, says how many are left, and goes on with them under the same keys', async (_, error, words) => {
  const { sent } = await open((turn) => (turn === 1 ? throwing(error) : {}));
  handleAll();
  await sure();
  expect(await screen.findByText(new RegExp(words))).toBeTruthy();
  expect(screen.getByText('已办 1/3 件，其中 0 件未获准')).toBeTruthy();
  expect(sent.map(({ id }) => id)).toEqual(['a', 'b']);
  fireEvent.click(screen.getByRole('button', { name: /继\s*续/ }));
  expect(await screen.findByText('已办 3/3 件，其中 0 件未获准')).toBeTruthy();
  expect(sent.map(({ id }) => id)).toEqual(['a', 'b', 'b', 'c']);
  expect(sent[2]?.key).toBe(sent[1]?.key);
});

it('what a run left undone stays chosen when it is closed, and who is signed in is not asked by it', async () => {
  const { queries } = await open((turn) => (turn === 1 ? throwing(refusal('engine.away', 503, '数据库没有应答')) : {}));
  handleAll();
  await sure();
  fireEvent.click(await screen.findByRole('button', { name: /关\s*闭/ }));
  expect(await screen.findByText('已选 2 件')).toBeTruthy();
  expect(queries.getQueryState(['session'])?.isInvalidated).toBe(false);
});

it('asks before the page is left while a run is going on, and not afterwards', async () => {
  const isAsked = (): boolean => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  let answered = (): void => undefined;
  await open((turn) => (turn === 2 ? new Promise<void>((resolve) => { answered = resolve; }) : {}));
  handleAll();
  expect(isAsked()).toBe(false);
  await sure();
  await screen.findByText('已办 2/3 件，其中 0 件未获准');
  expect(isAsked()).toBe(true);
  await act(async () => answered());
  await screen.findByText('已办 3/3 件，其中 0 件未获准');
  await waitFor(() => expect(isAsked()).toBe(false));
});

it('says beside the list why more of it did not come, and asks again', async () => {
  let tries = 0;
  await open(() => ({}), () => ((tries += 1) === 1 ? throwing(refusal('engine.away', 503, '数据库没有应答')) : { data: { items: [item('d')], nextCursor: null } }));
  fireEvent.click(screen.getByRole('button', { name: /已显示 3 条/ }));
  const told = (await screen.findByText('数据库没有应答')).closest('[role=alert]') as HTMLElement;
  expect(screen.getAllByRole('row')).toHaveLength(4);
  fireEvent.click(within(told).getByRole('button', { name: '重试' }));
  await waitFor(() => expect(screen.getAllByRole('row')).toHaveLength(5));
  expect(screen.queryByText('数据库没有应答')).toBeNull();
});
