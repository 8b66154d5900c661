import { render, screen, waitFor } from '@testing-library/react';
import { Service } from '../../../test/service';
import { StandInEventSource } from '../../../test/stand-in-event-source';
import { ReturnsUnderWay } from './returns-under-way';

const run = { runId: 'returns-1', state: 'running', startedBy: 'finance-1', startedAt: '2016-07-11T01:00:00.000Z', rows: 4_000, rowsDone: 500 };
const totals = { credited: 3_999, returned: 1, unknown: 0, exceptions: 0, creditedFen: 100, returnedFen: 200, unknownFen: 0, version: 9 };
const files = [{ sentOn: '2016-07-11' }] as never;

/** A batch page of a service that answers with these lists, one after the other. */
const open = (...lists: readonly (readonly object[])[]) => {
  let asked = 0;
  const GET = () => Promise.resolve({ data: lists[Math.min(asked++, lists.length - 1)] });
  render(<Service answers={{ GET }}><ReturnsUnderWay batch={{ batchId: 'b', files }} /></Service>);
  return { times: () => asked };
};

beforeEach(() => StandInEventSource.install());

const stream = async (): Promise<StandInEventSource> => {
  await waitFor(() => expect(StandInEventSource.opened).toHaveLength(1));
  return StandInEventSource.last;
};

it('follows what is posted, as the list and then the stream tell, and says what came of it', async () => {
  const page = open([run], []);
  await screen.findByText('已入账 500 / 4000 行');
  const told = await stream();
  expect(told.path).toBe('/api/v1/returns/returns-1/progress');
  await told.tell('started', { total: 4_000 });
  await told.tell('progress', { done: 3_600, total: 4_000 });
  await screen.findByText('已入账 3600 / 4000 行');
  await told.tell('done', { runId: 'returns-1', ...totals });
  await screen.findByText(/到账 3999 笔/);
  await waitFor(() => expect(page.times()).toBe(2));
  expect([screen.queryByText(/已入账 3600/), told.readyState]).toEqual([null, StandInEventSource.CLOSED]);
});

it('says of a refused file which rows are wrong', async () => {
  open([{ ...run, rowsDone: 0 }], []);
  await screen.findByText(/正在整份核对并保存 4000 行/);
  await (await stream()).tell('problem', { type: 't', title: '状态不认识', status: 422, detail: '', code: 'return-file.status', expected: '', actual: '', requestId: '1', errors: [{ field: '3 / 状态', code: 'return-file.status', expected: '成功', actual: '“也许”' }] });
  await screen.findByText('3 / 状态');
  expect(screen.getByText('“也许”')).toBeTruthy();
});

it('says that one stopped, and that the same file goes on', async () => {
  open([run, { ...run, runId: 'returns-0', state: 'stopped', rowsDone: 20 }], []);
  await screen.findByText(/入账中止于 20 \/ 4000 行.*请再次提交同一回盘文件/);
  await (await stream()).tell('stopped', { runId: 'returns-1', done: 700, total: 4_000 });
  await screen.findByText(/入账中止于 700 \/ 4000 行/);
});

it('reads the list where the stream is refused, and takes no end of a session for the end of the posting', async () => {
  const page = open([run], [{ ...run, rowsDone: 900 }], []);
  const told = await stream();
  await told.tell('problem', { type: 't', title: '请先登录', status: 401, detail: '', code: 'identity.required', expected: '', actual: '', requestId: '1' });
  await screen.findByText('已入账 900 / 4000 行');
  expect(screen.queryByText('请先登录')).toBeNull();
  await waitFor(() => expect(page.times()).toBe(3), { timeout: 5_000 });
  await waitFor(() => expect(screen.queryByText(/已入账/)).toBeNull());
}, 10_000);
