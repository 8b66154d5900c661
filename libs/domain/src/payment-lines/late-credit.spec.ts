import fc from 'fast-check';
import { Actor } from '@zhibu/kernel';
import { PaymentLinesCommand, ReturnRow } from './commands';
import { paymentLinesDecider } from './decide';
import { PaymentLinesEvent } from './events';
import { PaymentLinesState, noLines } from './state';

const by: Actor = { userId: 'auto', kind: 'automation', roles: [] };
const batchId = 'rural-reward.990101000000.2016.1';
const ask = (type: PaymentLinesCommand['type'], data: unknown): PaymentLinesCommand => ({ type, data, by, at: '2016-07-01T00:00:00.000Z' }) as PaymentLinesCommand;
const line = { lineNo: 1, personKey: 'p1', entitlementId: 'rural-reward.p1', accountKey: 'a', amountFen: 1_000 };
const row = (attempt: number, status: ReturnRow['status']): ReturnRow => ({ lineNo: 1, attempt, status, reason: status === 'returned' ? 'account-closed' : null, amountFen: 1_000 });

/** A command, or what a clerk or the bank does next as things stand. */
type Move = PaymentLinesCommand | ((state: PaymentLinesState) => PaymentLinesCommand);

/** Runs what is accepted of the moves, as clerks and the bank would meet it. */
const live = (moves: readonly Move[]): { state: PaymentLinesState; events: PaymentLinesEvent[] } => {
  const start = [ask('PlanLines', { batchId, chunk: 1, entitlementIds: ['rural-reward.p1'] }), ask('BuildLines', { batchId, chunk: 1, lines: [line], exceptions: [] })];
  let state = noLines;
  const events: PaymentLinesEvent[] = [];
  for (const move of [...start, ...moves]) {
    const outcome = paymentLinesDecider.decide(state, typeof move === 'function' ? move(state) : move);
    if (!outcome.ok) continue;
    events.push(...outcome.events);
    state = outcome.events.reduce(paymentLinesDecider.evolve, state);
  }
  return { state, events };
};

const sent = (fileNo: number) => ask('MarkSent', { fileNo, sentOn: '2016-07-01' });
const settle = (id: string, fileNo: number, ...rows: ReturnRow[]) => ask('SettleLines', { returnFileId: id, fileNo, settledOn: '2016-07-05', rows });
const reissue = (account: string, fileNo: number) => ask('ReissueLine', { lineNo: 1, accountKey: account, reason: 'new account', fileNo });

describe('a credit that the bank reports late', () => {
  it('stops the line from going out again, also after its later instruction came back', () => {
    const { state } = live([sent(1), settle('r1', 1, row(1, 'returned')), reissue('b', 2), sent(2), settle('r2', 2, row(1, 'credited')), settle('r3', 2, row(2, 'returned')), reissue('c', 3)]);
    expect(state.lines[1]).toMatchObject({ attempt: 2, status: 'unknown', lateCredit: true });
  });

  it('counts in the same file as the return of the later instruction', () => {
    const { state } = live([sent(1), settle('r1', 1, row(1, 'returned')), reissue('b', 2), sent(2), settle('r2', 2, row(1, 'credited'), row(2, 'returned')), reissue('c', 3)]);
    expect(state.lines[1]).toMatchObject({ attempt: 2, status: 'unknown' });
  });

  it('is followed by no new instruction in any history', () => {
    const fileOf = (state: PaymentLinesState): number => state.lines[1]?.fileNo ?? 1;
    const attemptOf = (state: PaymentLinesState): number => state.lines[1]?.attempt ?? 1;
    const answers = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 1 }), fc.constantFrom('credited' as const, 'returned' as const, 'returned' as const, 'unknown' as const));
    const step: fc.Arbitrary<Move> = fc.oneof(
      fc.constant((state: PaymentLinesState) => sent(fileOf(state))),
      answers.map(([id, back, status]) => (state: PaymentLinesState) => settle(`r${id}`, fileOf(state), row(Math.max(1, attemptOf(state) - back), status))),
      fc.constant((state: PaymentLinesState) => reissue(`account-${attemptOf(state)}`, fileOf(state) + 1)),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (moves) => {
        const { events } = live(moves);
        const late = events.findIndex((event) => event.type === 'LineExceptionRaised' && event.data.kind === 'late');
        const reissued = events.findLastIndex((event) => event.type === 'LineReissued');
        expect(late !== -1 && reissued > late).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});
