import { Actor } from '@zhibu/kernel';
import { PaymentLinesCommand } from './commands';
import { paymentLinesDecider } from './decide';
import { PaymentLinesEvent } from './events';
import { carriedBy, instructionNameOf, noLines } from './state';

const by: Actor = { userId: 'auto', kind: 'automation', roles: [] };
const batchId = 'rural-reward.990101000000.2016.1';
const ask = (type: PaymentLinesCommand['type'], data: object): PaymentLinesCommand => ({ type, data, by, at: '2016-07-01T00:00:00.000Z' }) as unknown as PaymentLinesCommand;
const entitlementIds = [1, 2, 3].map((no) => `rural-reward.p${no}`);
const lines = entitlementIds.map((entitlementId, index) => ({ lineNo: index + 1, personKey: `p${index + 1}`, entitlementId, accountKey: 'a', amountFen: 1_000 }));
const settle = (id: string, status: string, lineNo: number) => ask('SettleLines', { returnFileId: id, fileNo: 1, settledOn: '2016-07-05', rows: [{ lineNo, attempt: 1, status, reason: null, amountFen: 1_000 }] });
const markSent = (fileNo: number, instructions: readonly string[]) => ask('MarkSent', { fileNo, sentOn: '2016-07-06', instructions });
const reissue = (lineNo: number) => ask('ReissueLine', { lineNo, accountKey: 'b', reason: 'r', fileNo: 2 });

const run = (...commands: PaymentLinesCommand[]) => {
  const events: PaymentLinesEvent[] = [];
  let code = '';
  for (const command of [ask('PlanLines', { batchId, chunk: 1, entitlementIds }), ask('BuildLines', { batchId, chunk: 1, lines, exceptions: [] }), ...commands]) {
    const outcome = paymentLinesDecider.decide(events.reduce(paymentLinesDecider.evolve, noLines), command);
    if (outcome.ok) events.push(...outcome.events);
    else code = outcome.rejection.code;
  }
  return { events, code, state: events.reduce(paymentLinesDecider.evolve, noLines) };
};
const all = markSent(1, ['1/1', '2/1', '3/1']);
const reissued = [all, settle('r1', 'returned', 1), settle('r2', 'returned', 2), reissue(1), reissue(2)];

describe('marking what a file carries', () => {
  it('marks exactly what was written into the file', () => {
    expect(run(...reissued, markSent(2, ['1/2', '2/2'])).events.at(-1)).toMatchObject({ type: 'LinesSent', data: { fileNo: 2, lines: [{ lineNo: 1, attempt: 2 }, { lineNo: 2, attempt: 2 }] } });
    expect(run(...reissued, markSent(2, ['1/2'])).code).toBe('batch.file-stale');
    expect(run(...reissued, markSent(2, ['1/2', '2/2', '3/2'])).code).toBe('batch.file-stale');
  });

  it('marks nothing of a file when a line of it was held in between', () => {
    const held = run(...reissued, settle('late', 'credited', 1));
    expect(carriedBy(held.state, 2).map(instructionNameOf)).toEqual(['2/2']);
    const after = run(...reissued, settle('late', 'credited', 1), markSent(2, ['1/2', '2/2']));
    expect([after.code, after.events.length]).toEqual(['batch.file-stale', held.events.length]);
  });

  it('carries what an interrupted sending has marked, but not what was held since', () => {
    const sent = [...reissued, markSent(2, ['1/2', '2/2'])];
    expect(carriedBy(run(...sent).state, 2).map(instructionNameOf)).toEqual(['1/2', '2/2']);
    expect(carriedBy(run(...sent, settle('late', 'credited', 1)).state, 2).map(instructionNameOf)).toEqual(['2/2']);
  });

  it('bars the lines of a cancelled batch before they are built', () => {
    const plan = ask('PlanLines', { batchId, chunk: 1, entitlementIds });
    const planned = paymentLinesDecider.decide(noLines, plan);
    if (!planned.ok) throw new Error(planned.rejection.code);
    const state = planned.events.reduce(paymentLinesDecider.evolve, noLines);
    const cancelled = paymentLinesDecider.decide(state, ask('CancelLines', { reason: 'r' }));
    if (!cancelled.ok) throw new Error(cancelled.rejection.code);
    const barred = cancelled.events.reduce(paymentLinesDecider.evolve, state);
    expect(paymentLinesDecider.decide(barred, ask('BuildLines', { batchId, chunk: 1, lines, exceptions: [] }))).toMatchObject({ ok: false, rejection: { code: 'lines.wrong-status' } });
  });
});
