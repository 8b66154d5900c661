import { Actor, scenario } from '@zhibu/kernel';
import { PaymentLinesCommand, ReturnRow } from './commands';
import { linesPerChunkMax, paymentLinesDecider } from './decide';
import { PaymentLine, PaymentLinesEvent } from './events';
import { instructionsOfFile, noLines, paymentLinesTotals, returnFileTotalsOf } from './state';

const by: Actor = { userId: 'auto', kind: 'automation', roles: [] };
const batchId = 'rural-reward.990101000000.2016.1';
type Data<Type extends PaymentLinesCommand['type']> = Extract<PaymentLinesCommand, { type: Type }>['data'];
const ask = <Type extends PaymentLinesCommand['type']>(type: Type, data: Data<Type>, actor: Actor = by): PaymentLinesCommand =>
  ({ type, data, by: actor, at: '2016-07-01T00:00:00.000Z' }) as unknown as PaymentLinesCommand;
const line = (lineNo: number): PaymentLine => ({ lineNo, personKey: `p${lineNo}`, entitlementId: `rural-reward.p${lineNo}`, accountKey: `a${lineNo}`, amountFen: 1_000 });
const ids = Array.from({ length: linesPerChunkMax }, (_, index) => line(index + 1).entitlementId).sort();
const plan = ask('PlanLines', { batchId, chunk: 1, entitlementIds: ids });
const build = ask('BuildLines', { batchId, chunk: 1, lines: [line(1), line(2), line(3)], exceptions: [] });
const markSent = (fileNo = 1) => ask('MarkSent', { fileNo, sentOn: '2016-07-01' });
const row = (lineNo: number, status: ReturnRow['status'] = 'credited', change: Partial<ReturnRow> = {}): ReturnRow =>
  ({ lineNo, attempt: 1, status, reason: status === 'returned' ? 'account-closed' : null, amountFen: 1_000, ...change });
const settle = (returnFileId: string, rows: ReturnRow[], fileNo = 1) => ask('SettleLines', { returnFileId, fileNo, settledOn: '2016-07-05', rows });
const reissue = (lineNo: number, accountKey = 'new', fileNo = 2, actor: Actor = by) => ask('ReissueLine', { lineNo, accountKey, reason: 'new account', fileNo }, actor);

const after = (...commands: PaymentLinesCommand[]): PaymentLinesEvent[] => {
  const events: PaymentLinesEvent[] = [];
  for (const command of [plan, ...commands]) {
    const outcome = paymentLinesDecider.decide(events.reduce(paymentLinesDecider.evolve, noLines), command);
    if (!outcome.ok) throw new Error(`${command.type}: ${outcome.rejection.code}`);
    events.push(...outcome.events);
  }
  return events;
};
const stateAfter = (...commands: PaymentLinesCommand[]) => after(...commands).reduce(paymentLinesDecider.evolve, noLines);
const statuses = (...commands: PaymentLinesCommand[]) => Object.values(stateAfter(...commands).lines).map((entry) => entry.status);
const exceptions = (...commands: PaymentLinesCommand[]) => after(...commands).flatMap((event) => (event.type === 'LineExceptionRaised' ? `${event.data.lineNo} ${event.data.kind}` : []));
const lines = scenario(paymentLinesDecider);
const refused = (past: PaymentLinesCommand[], command: PaymentLinesCommand, code: string) => lines.given(...after(...past)).when(command).thenRefused(code);
const good = [row(1), row(2), row(3)];

describe('payment lines', () => {
  it('is built once', () => {
    expect(after(build, build)).toHaveLength(2);
    refused([build], ask('BuildLines', { batchId, chunk: 1, lines: [line(1)], exceptions: [] }), 'lines.built-otherwise');
    refused([], ask('BuildLines', { batchId, chunk: 1, lines: [line(2), line(1)], exceptions: [] }), 'lines.number');
    refused([], ask('BuildLines', { batchId, chunk: 1, lines: [{ ...line(1), amountFen: 0 }], exceptions: [] }), 'lines.amount');
    refused([], ask('BuildLines', { batchId, chunk: 1, lines: [line(1), { ...line(2), entitlementId: line(1).entitlementId }], exceptions: [] }), 'lines.entitlement-twice');
  });

  it('is for those who were listed with the plan, and for nobody who joined since', () => {
    refused([], plan, 'lines.wrong-status');
    lines.given().when(ask('PlanLines', { batchId, chunk: 1, entitlementIds: ['b', 'a'] })).thenRefused('lines.plan');
    lines.given().when(ask('PlanLines', { batchId, chunk: 1, entitlementIds: [] })).thenRefused('lines.plan');
    lines.given().when(build).thenRefused('lines.wrong-status');
    const newcomer = { ...line(1), entitlementId: 'rural-reward.newcomer' };
    refused([], ask('BuildLines', { batchId, chunk: 1, lines: [newcomer], exceptions: [] }), 'lines.not-planned');
    refused([], ask('BuildLines', { batchId, chunk: 1, lines: [], exceptions: [{ ...newcomer, code: 'payee.no-account' }] }), 'lines.not-planned');
  });

  it('fits one append at its limits', () => {
    const many = ask('BuildLines', { batchId, chunk: 1, lines: Array.from({ length: linesPerChunkMax }, (_, index) => line(index + 1)), exceptions: [] });
    const strangers = Array.from({ length: 49 }, (_, index) => row(10_000 + index));
    expect(after(many, markSent(), settle('r', strangers)).slice(3)).toHaveLength(500);
    refused([many, markSent()], settle('r', [...strangers, row(20_000)]), 'lines.too-many-unknown-lines');
  });

  it('posts good lines and settles nothing twice', () => {
    const settled = [build, markSent(), settle('r1', good)];
    expect(statuses(...settled)).toEqual(['credited', 'credited', 'credited']);
    lines.given(...after(...settled)).when(settle('r1', good)).then();
    expect(returnFileTotalsOf(stateAfter(...settled), 'r1')).toMatchObject({ credited: 3, creditedFen: 3_000, exceptions: 0 });
  });

  it('waits for the file to be marked as sent', () => refused([build], settle('r1', good), 'lines.file-not-sent'));

  it.each([
    ['missing', [row(1), row(2)], 'unknown', '3 missing'],
    ['short by a fen', [row(1), row(2), row(3, 'credited', { amountFen: 999 })], 'unknown', '3 short'],
    ['doubled', [...good, row(3)], 'credited', '3 duplicated'],
    ['doubled with two answers', [...good, row(3, 'returned')], 'unknown', '3 duplicated'],
  ])('makes an exception of a line that is %s; the others still post', (_, rows, status, exception) => {
    expect(statuses(build, markSent(), settle('r1', rows))).toEqual(['credited', 'credited', status]);
    expect(exceptions(build, markSent(), settle('r1', rows))).toEqual([exception]);
  });

  it('makes an exception of a line nobody knows', () => {
    expect(exceptions(build, markSent(), settle('r1', [...good, row(9)]))).toEqual(['9 unknown-line']);
    expect(exceptions(build, markSent(), settle('r1', [...good, row(2, 'credited', { attempt: 7 })]))).toEqual(['2 unknown-line']);
  });

  it('keeps a credit when it is later called returned', () => {
    const past = [build, markSent(), settle('r1', good), settle('r2', [row(2, 'returned')])];
    expect(statuses(...past)).toEqual(['credited', 'credited', 'credited']);
    expect(exceptions(...past)).toEqual(['2 reversed']);
    refused(past, reissue(2), 'line.already-credited');
  });

  it('holds a return that is later called credited until it is reconciled', () => {
    const past = [build, markSent(), settle('r1', [row(1), row(3), row(2, 'returned')]), settle('r2', [row(2)])];
    expect([statuses(...past)[1], exceptions(...past)]).toEqual(['unknown', ['2 late']]);
    refused(past, reissue(2), 'line.unknown-not-reconciled');
    expect(statuses(...past, settle('r3', [row(2)]))[1]).toBe('credited');
  });

  it('issues a returned line again as a new instruction and keeps its failure', () => {
    const past = [build, markSent(), settle('r1', [row(1), row(3), row(2, 'returned')]), reissue(2)];
    expect(stateAfter(...past).lines[2]).toMatchObject({ attempt: 2, accountKey: 'new', status: 'pending', fileNo: 2, failures: [{ attempt: 1, reason: 'account-closed' }] });
    expect(instructionsOfFile(stateAfter(...past), 2).map((entry) => entry.lineNo)).toEqual([2]);
    expect(statuses(...past, markSent(2), settle('r2', [row(2, 'credited', { attempt: 2 })], 2))).toEqual(['credited', 'credited', 'credited']);
  });

  it('holds a new instruction when the old one turns out to be credited', () => {
    const past = [build, markSent(), settle('r1', [row(1), row(3), row(2, 'returned')]), reissue(2)];
    const held = [...past, settle('r2', [row(2)])];
    expect([statuses(...held)[1], exceptions(...held)]).toEqual(['unknown', ['2 late']]);
    expect(instructionsOfFile(stateAfter(...held), 2)).toEqual([]);
    const both = [...past, markSent(2), settle('r2', [row(2), row(2, 'credited', { attempt: 2 })], 2)];
    expect(exceptions(...both)).toEqual(['2 late']);
  });

  it('does not mark a line of a later file as sent', () => {
    const past = [build, markSent(), settle('r1', [row(1), row(2, 'returned'), row(3, 'returned')]), reissue(2, 'new', 2), reissue(3, 'new', 3), markSent(2)];
    expect(statuses(...past)).toEqual(['credited', 'sent', 'pending']);
  });

  it.each<[string, PaymentLinesCommand[], string]>([
    ['pending', [build], 'line.not-returned'],
    ['sent', [build, markSent()], 'line.not-returned'],
    ['credited', [build, markSent(), settle('r1', [row(2)])], 'line.already-credited'],
    ['unknown', [build, markSent(), settle('r1', [])], 'line.unknown-not-reconciled'],
  ])('never issues a %s line again', (_, past, code) => refused(past, reissue(2), code));

  it('asks for another account when the old one is gone, and for the right officer', () => {
    const past = [build, markSent(), settle('r1', [row(1), row(3), row(2, 'returned')])];
    refused(past, reissue(2, 'a2'), 'line.same-account');
    refused(past, reissue(2, 'new', 1), 'line.file-number');
    refused(past, reissue(2, 'new', 2, { userId: 'x', kind: 'officer', roles: [{ role: 'administrator', areaCode: '000000' }] }), 'authority.role');
  });

  it('is cancelled only while nothing was sent', () => {
    expect(paymentLinesTotals(stateAfter(build, ask('CancelLines', { reason: 'x' })))).toMatchObject({ approvedFen: 0, pendingFen: 0 });
    refused([build, markSent()], ask('CancelLines', { reason: 'x' }), 'lines.already-sent');
  });

  it('is of one chunk, and its days are of the calendar', () => {
    for (const other of [{ chunk: 2 }, { batchId: 'rural-reward.990101000000.2016.2' }]) {
      for (const past of [[], [build]]) refused(past, ask('BuildLines', { batchId, chunk: 1, lines: [line(1), line(2), line(3)], exceptions: [], ...other }), 'lines.wrong-status');
    }
    refused([build], ask('MarkSent', { fileNo: 1, sentOn: '2016-02-30' }), 'date.not-a-day');
    refused([build, markSent()], ask('SettleLines', { returnFileId: 'r1', fileNo: 1, settledOn: '2016-13-01', rows: good }), 'date.not-a-day');
    expect(stateAfter(build)).toMatchObject({ batchId, chunk: 1, status: 'built' });
  });

  it.each([['account-closed', false], ['no-such-account', false], ['account-frozen', true], ['name-mismatch', true]] as const)('returned for %s may go to the same account again: %s', (reason, again) => {
    const past = [build, markSent(), settle('r1', [row(1), row(3), row(2, 'returned', { reason })])];
    if (again) expect(stateAfter(...past, reissue(2, 'a2')).lines[2]).toMatchObject({ attempt: 2, accountKey: 'a2' });
    else refused(past, reissue(2, 'a2'), 'line.same-account');
  });

  it('is issued again by finance or a program, of its area', () => {
    const past = [build, markSent(), settle('r1', [row(1), row(3), row(2, 'returned')])];
    const officer = (role: 'finance-preparer' | 'finance-approver' | 'caseworker' | 'county-reviewer', areaCode = '990101000000'): Actor => ({ userId: 'x', kind: 'officer', roles: [{ role, areaCode }] });
    for (const actor of [by, officer('finance-preparer'), officer('finance-approver')]) expect(stateAfter(...past, reissue(2, 'new', 2, actor)).lines[2]?.attempt).toBe(2);
    for (const role of ['caseworker', 'county-reviewer'] as const) refused(past, reissue(2, 'new', 2, officer(role)), 'authority.role');
    refused(past, reissue(2, 'new', 2, officer('finance-preparer', '990102000000')), 'authority.area');
  });

  it('is issued twenty times at most, each in a later file, and remembers every failure', () => {
    const past = [build, markSent(), settle('r1', [row(1), row(3), row(2, 'returned')])];
    for (let attempt = 2; attempt <= 20; attempt += 1) past.push(reissue(2, `a-${attempt}`, attempt), markSent(attempt), settle(`r${attempt}`, [row(2, 'returned', { attempt })], attempt));
    expect(stateAfter(...past).lines[2]?.failures.map(({ attempt }) => attempt)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    refused(past, reissue(2, 'a-21', 21), 'line.too-many-attempts');
  });

  it('goes into no file that another line was sent with', () => {
    const past = [build, markSent(), settle('r1', [row(1), row(2, 'returned'), row(3, 'returned')]), reissue(2, 'new', 2), markSent(2)];
    refused(past, reissue(3, 'new', 2), 'line.file-number');
    expect(stateAfter(...past, reissue(3, 'new', 3)).lines[3]).toMatchObject({ attempt: 2, fileNo: 3 });
  });

  it('may be cancelled while it is planned, once, and not before', () => {
    const stop = ask('CancelLines', { reason: 'x' });
    expect(after(stop, stop).map((event) => event.type)).toEqual(['LinesPlanned', 'LinesCancelled']);
    lines.given().when(stop).thenRefused('lines.wrong-status');
    refused([stop], build, 'lines.wrong-status');
  });
});
