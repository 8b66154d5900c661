import { Actor, scenario } from '@zhibu/kernel';
import { ReturnFileCommand } from './commands';
import { returnFileDecider } from './decide';
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
});
