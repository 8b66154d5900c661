import { fireEvent, render, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { Answers, Service } from '../../../test/service';
import { Difference, Differences } from './differences';
import { Reason, reasonInWords } from './reason-words';
import { TicksContext } from './ticks';
import type { Batch } from './use-batch';

const asked: unknown[] = [];
const why = (code: Reason['code'], more: Partial<Reason> = {}): Reason => ({ code, month: null, day: null, detail: null, title: null, source: null, before: null, after: null, ...more });
const item = (kind: Difference['kind'], lineNo: number | null, reasons: Reason[], nowFen: number | null, thenFen: number | null): Difference =>
  ({ kind, entitlementId: `s.${kind}`, personKey: kind, areaCode: '990101100001', lineNo, previousLineNo: lineNo === null ? 9 : lineNo, nowFen, thenFen, otherAccount: kind === 'account', reasons });
const items = [
  item('new', 1, [why('right-began', { month: '2016-03' })], 27_000, null),
  item('ended', null, [why('right-ended', { detail: 'death', day: '2016-02-10', month: '2016-02' })], null, 27_000),
  item('changed', 2, [why('months', { before: 1, after: 3 })], 81_000, 27_000),
  item('account', 3, [why('other-account')], 27_000, 27_000),
];

const service: Answers = {
  GET: (path, given) => {
    asked.push([path, given]);
    return Promise.resolve({ data: path.endsWith('/differences') ? { items, nextCursor: null } : path.endsWith('/areas') ? [] : undefined });
  },
};

const Page = () => {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const set = (keys: readonly string[], isTicked: boolean) => setTicked((before) => new Set(isTicked ? [...before, ...keys] : [...before].filter((key) => !keys.includes(key))));
  return <TicksContext value={{ has: (key) => ticked.has(key), set }}><Differences batch={{ batchId: 'b2', version: 1, scheme: 'special-hardship' } as Batch} previousBatchId="b1" /></TicksContext>;
};

it('lists each person with what was paid before, now, the difference and why; and counts what was ticked off', async () => {
  render(<Service answers={service}><Page /></Service>);
  const ended = (await screen.findByText(/资格退出：死亡，2016年2月10日，发至2016年2月/)).closest('tr');
  if (ended === null) throw new Error('expected a row');
  expect(within(ended).getByText('上期 9')).toBeTruthy();
  expect(within(ended).getByText('-¥270.00')).toBeTruthy();
  expect(screen.getByText('上期 1 个月，本期 3 个月')).toBeTruthy();
  fireEvent.click(screen.getByLabelText('已核对第 2 行'));
  expect(screen.getByText('已核对 1 / 4')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '将列出的全部标为已核对' }));
  expect(screen.getByText('已核对 4 / 4')).toBeTruthy();
});

it('opens whoever is gone on the list before, and asks the server for one kind only', async () => {
  render(<Service answers={service}><Page /></Service>);
  fireEvent.click(await screen.findByText('上期 9'));
  expect(asked.at(-1)).toMatchObject(['/api/v1/batches/{batchId}/lines/{lineNo}/amount', { params: { path: { batchId: 'b1', lineNo: 9 } } }]);
  fireEvent.click(screen.getByText('退出', { selector: '.ant-segmented-item-label' }));
  await screen.findAllByText('上期 9');
  expect(asked).toContainEqual(['/api/v1/batches/{batchId}/differences', { params: { path: { batchId: 'b2' }, query: { limit: 100, kind: 'ended' } } }]);
});

it('every reason has words in both languages', () => {
  const codes: readonly Reason['code'][] = ['first-list', 'was-not-listed', 'right-began', 'resumed', 'first-payment', 'listed-again', 'not-listed', 'right-ended', 'suspended', 'on-hold', 'lower-scheme', 'listed-elsewhere', 'nothing-due', 'months', 'rate', 'layer-began', 'layer-ended', 'branch', 'other-account'];
  for (const code of codes) {
    const { zh, en } = reasonInWords(why(code, { title: { zh: '提标', en: 'Top-up' }, before: 1_000, after: 2_000, source: '文号' }), (scheme) => scheme, 's');
    expect([code, /\p{Script=Han}/u.test(zh), /[a-z]{2}/.test(en)]).toEqual([code, true, true]);
  }
});
