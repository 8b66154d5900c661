import { Actor, RoleGrant, scenario } from '@zhibu/kernel';
import { PaymentLinesCommand, ReturnRow } from './commands';
import { paymentLinesDecider } from './decide';
import { PaymentLinesEvent } from './events';
import { noLines, paymentLinesTotals } from './state';

const county = '990101000000';
const batchId = `rural-reward.${county}.2016.1`;
const machine: Actor = { userId: 'auto', kind: 'automation', roles: [] };
const officer = (userId: string, role: RoleGrant['role'], onBehalfOf?: string, areaCode = county): Actor => ({ userId, kind: 'officer', roles: [{ role, areaCode }], ...(onBehalfOf === undefined ? {} : { onBehalfOf }) });
const [preparer, approver] = [officer('prep', 'finance-preparer'), officer('appr', 'finance-approver')];
const duties = { confirmers: ['county-1'], preparers: ['prep'], approvers: ['appr'] };
type Data<Type extends PaymentLinesCommand['type']> = Extract<PaymentLinesCommand, { type: Type }>['data'];
const ask = <Type extends PaymentLinesCommand['type']>(type: Type, data: Data<Type>, by: Actor = machine): PaymentLinesCommand => ({ type, data, by, at: '2016-09-01T00:00:00.000Z' }) as unknown as PaymentLinesCommand;

const line = { lineNo: 1, personKey: 'p1', entitlementId: 'rural-reward.p1', accountKey: 'a', amountFen: 1_000 };
const row = (status: ReturnRow['status'], change: Partial<ReturnRow> = {}): ReturnRow => ({ lineNo: 1, attempt: 1, status, reason: status === 'returned' ? 'account-frozen' : null, amountFen: 1_000, ...change });
const settle = (id: string, ...rows: ReturnRow[]) => ask('SettleLines', { returnFileId: id, fileNo: 1, settledOn: '2016-07-05', rows });
const reissue = ask('ReissueLine', { lineNo: 1, accountKey: 'b', reason: 'r', fileNo: 2 });
const propose = (outcome: 'credited' | 'returned', change: Partial<Data<'ProposeReconciliation'>> = {}, by: Actor = preparer) =>
  ask('ProposeReconciliation', { lineNo: 1, outcome, creditedOn: outcome === 'credited' ? '2016-07-08' : null, evidence: '对账单 2016-08 第 12 页', today: '2016-09-01', context: duties, ...change }, by);
const approve = (reconciliation = 1, by: Actor = approver) => ask('ApproveReconciliation', { lineNo: 1, reconciliation, today: '2016-09-01', context: duties }, by);
const decline = (reconciliation = 1, by: Actor = approver) => ask('DeclineReconciliation', { lineNo: 1, reconciliation, reason: '对账单不符', today: '2016-09-01' }, by);
const sent = [
  ask('PlanLines', { batchId, chunk: 1, entitlementIds: [line.entitlementId] }), ask('BuildLines', { batchId, chunk: 1, lines: [line], exceptions: [] }), ask('MarkSent', { fileNo: 1, sentOn: '2016-07-01' }),
];

const after = (...commands: PaymentLinesCommand[]): PaymentLinesEvent[] => {
  const events: PaymentLinesEvent[] = [];
  for (const command of [...sent, ...commands]) {
    const outcome = paymentLinesDecider.decide(events.reduce(paymentLinesDecider.evolve, noLines), command);
    if (!outcome.ok) throw new Error(`${command.type}: ${outcome.rejection.code}`);
    events.push(...outcome.events);
  }
  return events;
};
const stateAfter = (...commands: PaymentLinesCommand[]) => after(...commands).reduce(paymentLinesDecider.evolve, noLines);
const refused = (past: PaymentLinesCommand[], command: PaymentLinesCommand, code: string) => scenario(paymentLinesDecider).given(...after(...past)).when(command).thenRefused(code);

/** How a line came to be open, by what the bank said. */
const late = [settle('r1', row('returned')), settle('r2', row('credited'))];
const reversed = [settle('r1', row('credited')), settle('r2', row('returned'))];
const short = [settle('r1', row('credited', { amountFen: 999 }))];
const missing = [settle('r1')];
const doubled = [settle('r1', row('credited'), row('credited'))];

describe('a line that the bank leaves open', () => {
  it.each<[string, PaymentLinesCommand[], 'credited' | 'returned', number, number]>([
    ['late', late, 'credited', 1_000, -1_000],
    ['late', late, 'returned', 0, 0],
    ['reversed', reversed, 'returned', -1_000, 1_000],
    ['reversed', reversed, 'credited', 0, 0],
    ['short', short, 'returned', 0, 1_000],
    ['short', short, 'credited', 1_000, 0],
    ['missing', missing, 'returned', 0, 1_000],
    ['doubled', doubled, 'credited', 0, 0],
    ['doubled', doubled, 'returned', -1_000, 1_000],
  ])('%s: two officers settle it, and nothing of it stays open', (_, past, outcome, creditedFen, returnedFen) => {
    const events = after(...past, propose(outcome), approve());
    expect(events.at(-1)).toMatchObject({ type: 'LineReconciled', data: { outcome, creditedFen, returnedFen, decidedBy: ['prep'], approvedBy: ['appr'], creditedOn: outcome === 'credited' ? '2016-07-08' : null } });
    const state = events.reduce(paymentLinesDecider.evolve, noLines);
    expect(state.lines[1]).toMatchObject({ status: outcome, openExceptions: [], lateCredit: false, proposal: null });
    const { approvedFen, ...parts } = paymentLinesTotals(state);
    expect([approvedFen, parts.creditedFen + parts.returnedFen]).toEqual([1_000, 1_000]);
  });

  it('can be paid again once it is known that the money came back, and is held again when the bank repeats itself', () => {
    refused(late, reissue, 'line.unknown-not-reconciled');
    const returned = [...late, propose('returned'), approve()];
    expect(stateAfter(...returned, reissue).lines[1]).toMatchObject({ attempt: 2, status: 'pending' });
    const again = [...returned, reissue, settle('r3', row('credited'))];
    expect(stateAfter(...again).lines[1]).toMatchObject({ status: 'unknown', lateCredit: true });
    refused([...late, propose('credited'), approve()], reissue, 'line.already-credited');
  });

  it('needs two people, each with a role of their own, and nobody who confirmed', () => {
    refused(late, propose('credited', {}, officer('x', 'finance-approver')), 'authority.role');
    refused(late, propose('credited', {}, machine), 'authority.automation');
    refused(late, propose('credited', {}, officer('county-1', 'finance-preparer')), 'duty.confirmed-and-pays');
    refused(late, propose('credited', {}, officer('z', 'finance-preparer', 'county-1')), 'duty.confirmed-and-pays');
    refused(late, propose('credited', {}, officer('appr', 'finance-preparer')), 'duty.approved-and-pays');
    refused(late, propose('credited', {}, officer('x', 'finance-preparer', undefined, '990102000000')), 'authority.area');
    const proposed = [...late, propose('credited', {}, officer('other', 'finance-preparer'))];
    refused(proposed, approve(1, officer('other', 'finance-approver')), 'duty.prepared-and-approves');
    refused(proposed, approve(1, officer('appr-2', 'finance-approver', 'other')), 'duty.prepared-and-approves');
    refused(proposed, approve(1, officer('prep', 'finance-approver')), 'duty.prepared-and-approves');
    refused(proposed, approve(1, officer('county-1', 'finance-approver')), 'duty.confirmed-and-pays');
    refused(proposed, approve(1, preparer), 'authority.role');
    refused(proposed, approve(1, { ...approver, kind: 'automation' }), 'authority.automation');
    expect(after(...proposed, approve()).at(-1)?.type).toBe('LineReconciled');
  });

  it('is settled by exactly what the approver saw', () => {
    const proposed = [...late, propose('credited')];
    refused(proposed, approve(2), 'line.no-open-reconciliation');
    refused(proposed, propose('returned'), 'line.reconciliation-open');
    refused([...proposed, decline()], approve(), 'line.no-open-reconciliation');
    refused([...proposed, decline(), propose('returned')], approve(1), 'line.no-open-reconciliation');
    expect(stateAfter(...proposed, decline(), propose('returned'), approve(2)).lines[1]?.status).toBe('returned');
    // What the bank said in between makes the proposal void.
    refused([...late, propose('returned'), settle('r3', row('credited'))], approve(), 'line.no-open-reconciliation');
  });

  it('wants evidence, and a day on which the money can have arrived', () => {
    refused(late, propose('credited', { evidence: ' ' }), 'text.length');
    refused(late, propose('credited', { creditedOn: null }), 'line.credited-on-missing');
    refused(late, propose('credited', { creditedOn: '2016-06-30' }), 'line.credited-on');
    refused(late, propose('credited', { creditedOn: '2016-09-02' }), 'date.in-the-future');
    refused(late, propose('credited', { creditedOn: '2016-02-30' }), 'date.not-a-day');
    refused([settle('r1', row('credited'))], propose('returned'), 'line.nothing-to-reconcile');
    refused([], propose('credited'), 'line.nothing-to-reconcile');
    refused(late, propose('credited', { lineNo: 9 }), 'line.not-found');
  });

  it('stays open as paid twice until a further decision', () => {
    const twice = [...late, ask('NotePaidTwice', { lineNo: 1, returnFileId: 'r2' })];
    expect(after(...twice, ask('NotePaidTwice', { lineNo: 1, returnFileId: 'r2' }))).toHaveLength(after(...twice).length);
    expect(stateAfter(...twice).returnFiles['r2']).toMatchObject({ exceptions: 1 });
    const credited = [...twice, propose('credited'), approve()];
    expect(stateAfter(...credited).lines[1]).toMatchObject({ status: 'credited', openExceptions: ['paid-twice'] });
    // The other batch was stopped, or its money came back.
    expect(stateAfter(...credited, propose('credited'), approve(2)).lines[1]).toMatchObject({ status: 'credited', openExceptions: [] });
    expect(stateAfter(...credited, propose('returned'), approve(2)).lines[1]).toMatchObject({ status: 'returned', openExceptions: [] });
  });
});

describe('what is kept of a line', () => {
  const lineAfter = (...commands: PaymentLinesCommand[]) => stateAfter(...commands).lines[1];

  it('one failure for each attempt that came back, with the reason of the bank', () => {
    expect(lineAfter(...late, settle('r3', row('returned')))).toMatchObject({ status: 'unknown', failures: [] });
    expect(lineAfter(...late, propose('returned'), approve())).toMatchObject({ status: 'returned', returnedAttempt: 1, failures: [{ attempt: 1 }] });
    const second = [settle('r1', row('returned')), reissue, ask('MarkSent', { fileNo: 2, sentOn: '2016-08-01' }), ask('SettleLines', { returnFileId: 'r2', fileNo: 2, settledOn: '2016-08-05', rows: [row('returned', { attempt: 2, reason: 'account-closed' })] })];
    expect(lineAfter(...second)?.failures).toEqual([{ attempt: 1, reason: 'account-frozen' }, { attempt: 2, reason: 'account-closed' }]);
    const doubted = [...second, ask('SettleLines', { returnFileId: 'r3', fileNo: 2, settledOn: '2016-08-06', rows: [row('credited', { attempt: 2 })] })];
    expect(lineAfter(...doubted, propose('returned'), approve())?.failures.map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(lineAfter(...doubted, propose('credited', { creditedOn: '2016-08-03' }), approve())?.failures.map(({ attempt }) => attempt)).toEqual([1]);
  });

  it.each<[string, PaymentLinesCommand[]]>([['short', short], ['missing', missing]])('nothing of what a final answer settles: %s', (kind, past) => {
    expect(lineAfter(...past)).toMatchObject({ status: 'unknown', openExceptions: [kind] });
    expect(lineAfter(...past, settle('r9', row('credited')))).toMatchObject({ status: 'credited', openExceptions: [] });
  });

  it('that money moved twice, until people say otherwise, counted once', () => {
    expect(lineAfter(...late)?.openExceptions).toEqual(['late']);
    const twice = [...late, ask('NotePaidTwice', { lineNo: 1, returnFileId: 'r2' })];
    expect(lineAfter(...twice, propose('returned'), approve())?.openExceptions).toEqual([]);
    const turned = [...twice, propose('credited'), approve(), propose('returned'), approve(2)];
    expect(after(...turned).at(-1)).toMatchObject({ data: { from: 'credited', creditedFen: -1_000, returnedFen: 1_000 } });
  });

  it('a new instruction that was never sent leaves its file to the next one', () => {
    const held = [settle('r1', row('returned')), reissue, settle('r2', row('credited'))];
    const back = [...held, propose('returned'), approve()];
    expect(lineAfter(...back)).toMatchObject({ status: 'returned', attempt: 2 });
    expect(lineAfter(...back, reissue)).toMatchObject({ attempt: 3, fileNo: 2 });
  });

  it('that it was sent once, also when it waits to go out again', () => refused([settle('r1', row('returned')), reissue], ask('CancelLines', { reason: 'x' }), 'lines.already-sent'));
});

describe('the day of a credit', () => {
  it('is the one that the bank names', () =>
    expect(after(settle('r1', row('credited', { creditedOn: '2016-07-02' }))).at(-1)).toMatchObject({ data: { outcomes: [{ status: 'credited', creditedOn: '2016-07-02' }] } }));

  it.each([
    ['before the instruction was sent', '2016-06-30', 'line.credited-on'],
    ['after today', '2016-07-06', 'line.credited-on'],
    ['not in the calendar', '2016-07-32', 'date.not-a-day'],
  ])('is refused with the whole file when it is %s', (_, creditedOn, code) => refused([], settle('r1', row('credited', { creditedOn })), code));
});
