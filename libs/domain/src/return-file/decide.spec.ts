import { Actor, scenario } from '@zhibu/kernel';
import { ReturnFileCommand } from './commands';
import { returnFileDecider, returnRowsPerCommandMax, returnRowsProblem } from './decide';
import { ReturnFileEvent, ReturnFileRow } from './events';
import { noReturnFile, returnFileComplete } from './state';

const by: Actor = { userId: 'auto', kind: 'automation', roles: [] };
const at = '2016-07-01T00:00:00.000Z';
const rows = (count: number): ReturnFileRow[] => Array.from({ length: count }, (_, index) => ({ lineNo: index + 1, attempt: 1, status: 'credited', reason: null, amountFen: 110_000 }));
type Receive = Extract<ReturnFileCommand, { type: 'ReceiveReturnFile' }>;
const receive = (change: Partial<Receive['data']> = {}): Receive => {
  const given = change.rows ?? rows(1_201);
  const data = { returnFileId: 'f'.repeat(64), batchId: 'rural-reward.990101000000.2016.1', fileNo: 1, statedRows: given.length, statedTotalFen: given.length * 110_000, layout: 'demo', today: '2016-07-01' };
  return { type: 'ReceiveReturnFile', by, at, data: { ...data, ...change, rows: given } };
};
const eventsOf = (command: ReturnFileCommand, past: readonly ReturnFileEvent[] = []): readonly ReturnFileEvent[] => {
  const outcome = returnFileDecider.decide(past.reduce(returnFileDecider.evolve, noReturnFile), command);
  if (!outcome.ok) throw new Error(outcome.rejection.code);
  return outcome.events;
};
const file = scenario(returnFileDecider);

describe('return file', () => {
  it('keeps its rows in parts of 500 with a hash each', () => {
    const events = eventsOf(receive());
    expect(events.map((event) => (event.type === 'ReturnRowsRead' ? event.data.rows.length : event.type))).toEqual(['ReturnFileReceived', 500, 500, 201]);
    expect(new Set(events.flatMap((event) => (event.type === 'ReturnRowsRead' ? event.data.hash : []))).size).toBe(3);
    expect(returnFileComplete(events.reduce(returnFileDecider.evolve, noReturnFile))).toBe(true);
  });

  it.each([
    ['a total off by 0.01', receive({ statedTotalFen: 1_201 * 110_000 + 1 }), 'return-file.total-differs'],
    ['a total off by -0.01', receive({ statedTotalFen: 1_201 * 110_000 - 1 }), 'return-file.total-differs'],
    ['a row that is missing', receive({ statedRows: 1_202 }), 'return-file.rows-differ'],
    ['an empty file', receive({ rows: [] }), 'return-file.too-many-rows'],
    ['a credit of tomorrow', receive({ rows: [{ ...rows(1)[0]!, creditedOn: '2016-07-02' }] }), 'return-file.credited-on'],
    ['a credit of no day', receive({ rows: [{ ...rows(1)[0]!, creditedOn: '2016-06-31' }] }), 'return-file.credited-on'],
    ['an answer of tomorrow', receive({ answeredOn: '2016-07-02' }), 'date.in-the-future'],
    ['a return with the day of a credit', receive({ rows: [{ ...rows(1)[0]!, status: 'returned', reason: 'other', creditedOn: '2016-06-30' }] }), 'return-file.row-not-usable'],
    ['a return without a reason', receive({ rows: [{ lineNo: 1, attempt: 1, status: 'returned', reason: null, amountFen: 110_000 }] }), 'return-file.row-not-usable'],
  ])('refuses %s whole', (_, command, code) => file.given().when(command).thenRefused(code));

  it('keeps the days that the bank names', () =>
    expect(eventsOf(receive({ answeredOn: '2016-06-30', rows: [{ ...rows(1)[0]!, creditedOn: '2016-06-29' }] }))).toMatchObject([{ data: { answeredOn: '2016-06-30' } }, { data: { rows: [{ creditedOn: '2016-06-29' }] } }]));

  it('changes nothing the second time', () => file.given(...eventsOf(receive())).when(receive()).thenRefused('return-file.already-received'));

  it('takes a long file in several commands, each part once', () => {
    const [all, stated] = [rows(1_500), { statedRows: 1_500, statedTotalFen: 1_500 * 110_000 }];
    const first = eventsOf(receive({ rows: all.slice(0, 1_000), ...stated, moreRowsFollow: true }));
    const rest: ReturnFileCommand = { type: 'AddReturnRows', by, at, data: { returnFileId: 'f'.repeat(64), firstPart: 3, rows: all.slice(1_000) } };
    const second = eventsOf(rest, first);
    expect(second.map((event) => event.type)).toEqual(['ReturnRowsRead']);
    expect(returnFileComplete(first.reduce(returnFileDecider.evolve, noReturnFile))).toBe(false);
    expect(returnFileComplete([...first, ...second].reduce(returnFileDecider.evolve, noReturnFile))).toBe(true);
    file.given(...first, ...second).when(rest).then();
    file.given(...first).when({ ...rest, data: { ...rest.data, firstPart: 4 } }).thenRefused('return-file.part-out-of-order');
    const short = [...all.slice(1_000, 1_499), { ...rows(1)[0]!, lineNo: 1_500, amountFen: 109_999 }];
    file.given(...first).when({ ...rest, data: { ...rest.data, rows: short } }).thenRefused('return-file.total-differs');
  });

  it('is applied once, and only when complete', () => {
    const mark = (credited: number): ReturnFileCommand => ({ type: 'MarkReturnFileApplied', by, at, data: { credited, returned: 0, unknown: 0, exceptions: 0, today: '2016-07-01' } });
    const past = eventsOf(receive());
    const applied = eventsOf(mark(1_201), past);
    file.given(...past, ...applied).when(mark(1_201)).then();
    file.given(...past, ...applied).when(mark(1_200)).thenRefused('return-file.already-applied');
    file.given(past[0]!).when(mark(0)).thenRefused('return-file.rows-differ');
    file.given().when(mark(0)).thenRefused('return-file.not-received');
  });

  const row = rows(1)[0]!;
  it.each<[string, Partial<ReturnFileRow>]>([
    ...[0, -1, 0.5].flatMap((n): [string, Partial<ReturnFileRow>][] => [[`line ${n}`, { lineNo: n }], [`attempt ${n}`, { attempt: n }]]),
    ...[-1, 0.5, Number.NaN].map((fen): [string, Partial<ReturnFileRow>] => [`${fen} fen`, { amountFen: fen }]),
    ['a credit with a reason to return it', { reason: 'other' }],
  ])('refuses %s, and says which row it is', (_, wrong) => {
    const command = receive({ rows: [row, { ...row, lineNo: 2, ...wrong }] });
    expect(file.given().when(command).outcome).toMatchObject({ rejection: { code: 'return-file.row-not-usable', message: returnRowsProblem([{ ...row, ...wrong }], '2016-07-01', 1)?.message } });
    expect(returnRowsProblem([{ ...row, ...wrong }], '2016-07-01', 6)).not.toEqual(returnRowsProblem([{ ...row, ...wrong }], '2016-07-01', 7));
  });

  it('may name a row of nothing', () => expect(eventsOf(receive({ rows: [{ ...row, amountFen: 0 }], statedTotalFen: 0 }))).toHaveLength(2));

  it('comes in commands of up to 7,000 rows, and holds a million at most', () => {
    expect(eventsOf(receive({ rows: rows(returnRowsPerCommandMax) }))).toHaveLength(15);
    file.given().when(receive({ rows: rows(7_001) })).thenRefused('return-file.too-many-rows');
    const whole = (statedRows: number) => receive({ rows: rows(1), moreRowsFollow: true, statedRows, statedTotalFen: statedRows });
    file.given().when(whole(1_000_001)).thenRefused('return-file.too-many-rows');
    file.given().when(whole(Number.NaN)).thenRefused('return-file.too-many-rows');
    expect(eventsOf(receive({ rows: rows(1), moreRowsFollow: true, statedRows: 1_000_000, statedTotalFen: 110_000 }))).toHaveLength(2);
  });

  it('never holds more than it states, also while rows are to come', () => {
    const open = { rows: rows(3), moreRowsFollow: true };
    file.given().when(receive({ ...open, statedRows: 2, statedTotalFen: 330_000 })).thenRefused('return-file.rows-differ');
    file.given().when(receive({ ...open, statedRows: 4, statedTotalFen: 329_999 })).thenRefused('return-file.total-differs');
    expect(eventsOf(receive({ ...open, statedRows: 4, statedTotalFen: 330_000 }))).toHaveLength(2);
  });

  it('keeps what it is, who handed it in and for whom', () => {
    const officer: Actor = { userId: 'prep-1', kind: 'officer', onBehalfOf: 'prep-2', roles: [{ role: 'finance-preparer', areaCode: '990101000000' }] };
    expect(eventsOf({ ...receive({ rows: rows(1) }), by: officer })).toMatchObject([
      { type: 'ReturnFileReceived', data: { batchId: 'rural-reward.990101000000.2016.1', fileNo: 1, layout: 'demo', rows: 1, totalFen: 110_000, receivedOn: '2016-07-01', receivedBy: ['prep-1', 'prep-2'] } },
      { type: 'ReturnRowsRead', data: { part: 1 } },
    ]);
    file.given().when(receive({ today: '2016-02-30' })).thenRefused('date.not-a-day');
  });

  const roleIn = (role: 'finance-preparer' | 'finance-approver' | 'caseworker', areaCode = '990101000000'): Actor => ({ userId: 'x', kind: 'officer', roles: [{ role, areaCode }] });
  const first = eventsOf(receive({ rows: rows(500), statedRows: 600, statedTotalFen: 600 * 110_000, moreRowsFollow: true }));
  const rest: ReturnFileCommand = { type: 'AddReturnRows', by, at, data: { returnFileId: 'f'.repeat(64), firstPart: 2, rows: rows(100) } };
  const mark: ReturnFileCommand = { type: 'MarkReturnFileApplied', by, at, data: { credited: 600, returned: 0, unknown: 0, exceptions: 0, today: '2016-07-01' } };

  it.each<[string, readonly ReturnFileEvent[], ReturnFileCommand]>([
    ['received', [], receive()],
    ['read on', first, rest],
    ['marked as applied', [...first, ...eventsOf(rest, first)], mark],
  ])('is %s by a preparer of its area, or a program', (_, past, command) => {
    for (const someone of [by, roleIn('finance-preparer')]) expect(eventsOf({ ...command, by: someone }, past).length).toBeGreaterThan(0);
    for (const someone of [roleIn('finance-approver'), roleIn('caseworker')]) file.given(...past).when({ ...command, by: someone }).thenRefused('authority.role');
    file.given(...past).when({ ...command, by: roleIn('finance-preparer', '990102000000') }).thenRefused('authority.area');
  });

  it('is read on when it was received, and is itself', () => {
    file.given().when(rest).thenRefused('return-file.not-received');
    file.given(...first).when({ ...rest, data: { ...rest.data, returnFileId: 'e'.repeat(64) } }).thenRefused('return-file.not-received');
    file.given(...first).when({ ...rest, data: { ...rest.data, rows: [] } }).thenRefused('return-file.too-many-rows');
    file.given(...first).when({ ...rest, data: { ...rest.data, rows: rows(101) } }).thenRefused('return-file.rows-differ');
  });

  it('is complete with all its rows and all its money', () => {
    const complete = { ...noReturnFile, returnFileId: 'f', rows: 2, totalFen: 5, rowsRead: 2, readFen: 5 };
    expect([complete, { ...complete, returnFileId: null }, { ...complete, rowsRead: 1 }, { ...complete, readFen: 4 }].map(returnFileComplete)).toEqual([true, false, false, false]);
    expect([...first, ...eventsOf(rest, first)].reduce(returnFileDecider.evolve, noReturnFile)).toEqual({ returnFileId: 'f'.repeat(64), batchId: 'rural-reward.990101000000.2016.1', fileNo: 1, rows: 600, totalFen: 66_000_000, partsRead: 2, rowsRead: 600, readFen: 66_000_000, applied: null });
  });
});
