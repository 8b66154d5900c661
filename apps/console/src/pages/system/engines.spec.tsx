import { render, screen, within } from '@testing-library/react';
import { Engines, Models, Queues } from './engines';
import { SystemState } from '../../shared/use-system';

const words = (zh: string, en = zh) => ({ zh, en });
const model = { name: 'cases', version: 3, role: 'live' as const, behind: true, lagEvents: 312, lagMs: 4_200, stopped: false, stoppedAt: null, title: words('案件'), lag: words('落后 312 条事件，约 4 秒') };
const state: SystemState = {
  askedAt: '2026-11-22T14:00:00.000Z',
  engines: [{ engine: 'database', ok: true, forMs: 1, title: words('PostgreSQL（数据库）') }, { engine: 'queue', ok: false, forMs: 1, title: words('Redis（队列）') }],
  readModels: [model, { ...model, name: 'rates', title: words('五率'), stopped: true, stoppedAt: { stream: 'batch-1', version: 7, type: 'BatchFrozen', reason: '读不懂' } }],
  followUps: { behind: false, events: 0, lag: words('已跟上') },
  queues: [{ queue: 'timers', title: words('定时'), waiting: 2, active: 1, delayed: 0, failed: 3, oldestWaitingMs: 61_000 }],
  processes: [], leases: [],
  findings: [{ check: 'read-model rates', title: words('x'), ok: false, found: words('x'), expected: words('x'), todo: null }],
};

const rowOf = (text: string) => within(screen.getByText(text).closest('tr') as HTMLElement);

it('says how far each reader of the log is, and where one stands still', () => {
  render(<Models state={state} />);
  expect(rowOf('案件 (cases)').getByText('落后 312 条事件，约 4 秒')).toBeTruthy();
  expect(rowOf('案件 (cases)').getByText(/正常/).textContent).toBe('✓ 正常');
  expect(rowOf('五率 (rates)').getByText(/停在事件 BatchFrozen（batch-1 第 7 条）: 读不懂/)).toBeTruthy();
  expect(rowOf('五率 (rates)').getByText(/不正常/)).toBeTruthy();
});

it('says what is inside the database, and which engine is away', () => {
  render(<Engines state={state} />);
  expect(screen.getByText('✓ 应答')).toBeTruthy();
  expect(screen.getByText('✗ 不应答')).toBeTruthy();
  expect(screen.getByText('在 PostgreSQL 中')).toBeTruthy();
});

it('says what waits and for how long, and that nothing is known when nobody answered', () => {
  const { unmount } = render(<Queues state={state} />);
  expect(rowOf('定时').getByText('61 秒')).toBeTruthy();
  expect(rowOf('定时').getByText('✗ 3')).toBeTruthy();
  unmount();
  render(<Queues state={{ ...state, queues: null }} />);
  expect(screen.getByText('现在问不到')).toBeTruthy();
});
