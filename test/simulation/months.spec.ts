import fc from 'fast-check';
import { instantOf } from '@zhibu/kernel';
import { loadStream } from '@zhibu/application';
import { LineState, batchStream, entitlementDecider, entitlementIdOf, entitlementStream, fundDecider, fundIdOf, fundStream, heldOf, linesOf, linesStream, paymentBatchDecider, paymentLinesDecider } from '@zhibu/domain';
import { demoCounty } from '@zhibu/demo';
import { County, must, officers, scheme, value } from './county';

type Verdict = 'credited' | 'returned' | 'unknown' | 'silent';
interface MonthPlan {
  /** What the bank says first, line by line; then everything open is answered `after`. */
  readonly verdicts: readonly Verdict[];
  readonly after: 'credited' | 'returned';
  readonly cancelled: boolean;
  readonly reissued: boolean;
  readonly event: 'none' | 'death' | 'suspension' | 'return-twice' | 'move' | 'taken-back';
  readonly who: number;
}

const verdict = fc.oneof({ weight: 6, arbitrary: fc.constant<Verdict>('credited') }, { weight: 1, arbitrary: fc.constantFrom<Verdict>('returned', 'unknown', 'silent') });
const plans = fc.array(
  fc.record<MonthPlan>({
    verdicts: fc.array(verdict, { minLength: 6, maxLength: 6 }),
    after: fc.constantFrom('credited', 'returned'),
    cancelled: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    reissued: fc.boolean(),
    event: fc.constantFrom('none', 'none', 'death', 'suspension', 'return-twice', 'move', 'taken-back'),
    who: fc.nat(5),
  }),
  { minLength: 2, maxLength: 5 },
);

const linesNow = async (county: County, batchId: string): Promise<readonly LineState[]> => {
  const batch = await loadStream(county.runtime.deps, paymentBatchDecider, batchStream(batchId));
  const chunks = await Promise.all(batch.state.chunksPlanned.map((chunk) => loadStream(county.runtime.deps, paymentLinesDecider, linesStream(batchId, chunk))));
  return chunks.flatMap(({ state }) => linesOf(state));
};

const villages = ['990101112007', '990101101003', '990101105002'];

/** A death recorded wrongly: taken back by one officer, and the right goes on when another approves. */
const takeBack = async (county: County, month: string, personKey: string): Promise<void> => {
  const { people, entitlements } = county.runtime.services;
  const source = { kind: 'certificate', reference: '证明' } as const;
  const died = await people.recordDeath(county.as(officers.caseworker, `${month}/wrong-death`), { personKey, diedOn: `${month}-02`, source });
  if (!died.ok) return;
  await county.runtime.settle();
  must(await people.retractDeath(county.as(officers.caseworker, `${month}/retract`), { personKey, reason: 'mistaken', source }));
  await county.runtime.settle();
  const entitlementId = entitlementIdOf(scheme, personKey);
  const { state } = await loadStream(county.runtime.deps, entitlementDecider, entitlementStream(entitlementId));
  const waiting = state.pending.find(({ change }) => change.kind === 'reverse-exit');
  if (waiting !== undefined) must(await entitlements.approve(county.as(officers.county, `${month}/goes-on`), { entitlementId, changeId: waiting.changeId }));
};

/** Lives one month; after every step the money has to add up over all batches so far. */
const liveMonth = async (county: County, month: string, plan: MonthPlan, batches: string[]): Promise<void> => {
  const { payments, people, entitlements } = county.runtime.services;
  const by = (step: string) => county.as(officers.preparer, `${month}/${step}`);
  county.clock.advanceTo(instantOf(`${month}-05`, 9));
  const person = { personKey: county.personKey(plan.who) };
  if (plan.event === 'death') await people.recordDeath(county.as(officers.caseworker, `${month}/death`), { ...person, diedOn: `${month}-02`, source: { kind: 'certificate', reference: '证明' } });
  if (plan.event === 'suspension') await entitlements.suspend(county.as(officers.caseworker, `${month}/suspend`), { entitlementId: entitlementIdOf(scheme, person.personKey), fromMonth: month, reason: 'check' });
  if (plan.event === 'move') await people.move(county.as(officers.caseworker, `${month}/move`), { ...person, toArea: villages[plan.who % villages.length] ?? '', movedOn: `${month}-03`, source: { kind: 'certificate', reference: '证明' } });
  if (plan.event === 'taken-back') await takeBack(county, month, person.personKey);
  await county.runtime.settle();
  const batchId = await county.list(month);
  if (batchId === null) return;
  batches.push(batchId);
  await county.checkMoney(batches);
  if (plan.cancelled) {
    must(await payments.cancel(by('cancel'), { batchId, reason: 'mistake' }));
    await county.checkMoney(batches);
    return;
  }
  await county.approve(month, batchId);
  value(await payments.writeFile(by('file'), { batchId }));
  must(await payments.send(by('send'), { batchId, fileNo: 1, bankReference: month }));
  await county.checkMoney(batches);
  const first = county.answer(batchId, 1, (lineNo) => plan.verdicts[(lineNo - 1) % plan.verdicts.length] ?? 'credited');
  if (first.rows.length > 0) {
    value(await payments.receiveReturns(by('answer'), first));
    if (plan.event === 'return-twice') value(await payments.receiveReturns(by('answer-again'), first));
    await county.checkMoney(batches);
  }
  await finish(county, batchId, month, plan, batches);
};

const finish = async (county: County, batchId: string, month: string, plan: MonthPlan, batches: readonly string[]): Promise<void> => {
  const { payments } = county.runtime.services;
  const by = (step: string) => county.as(officers.preparer, `${month}/${step}`);
  const open = new Set((await linesNow(county, batchId)).filter((line) => line.status === 'unknown' || line.status === 'sent').map((line) => line.lineNo));
  if (open.size > 0) {
    value(await payments.receiveReturns(by('answer-open'), county.answer(batchId, 1, (lineNo) => (open.has(lineNo) ? plan.after : 'silent'))));
    await county.checkMoney(batches);
  }
  const returned = (await linesNow(county, batchId)).filter((line) => line.status === 'returned').map((line) => line.lineNo);
  if (plan.reissued && returned.length > 0) {
    value(await payments.reissue(by('reissue'), { batchId, lines: returned, reason: 'mended' }));
    value(await payments.writeFile(by('file-2'), { batchId }));
    must(await payments.send(by('send-2'), { batchId, fileNo: 2, bankReference: `${month}/2` }));
    value(await payments.receiveReturns(by('answer-2'), county.answer(batchId, 2, () => plan.after)));
    await county.checkMoney(batches);
  }
  must(await payments.close(by('close'), { batchId }));
  await county.checkMoney(batches);
};

describe('random months of a county', () => {
  it('never credit a month twice, and the money adds up after every step', async () => {
    await fc.assert(
      fc.asyncProperty(plans, async (months) => {
        const county = new County({ people: 6, chunkSize: 4 });
        await county.settleIn();
        const batches: string[] = [];
        for (const [index, plan] of months.entries()) await liveMonth(county, `2016-${String(index + 1).padStart(2, '0')}`, plan, batches);
        const creditedFen = await county.checkMoney(batches);
        // Every fen that left the account reached somebody: nothing stays reserved when all batches are closed.
        const fund = await loadStream(county.runtime.deps, fundDecider, fundStream(fundIdOf(scheme, demoCounty, 2016)));
        const received = Object.values(fund.state.received).reduce((sum, fen) => sum + fen, 0);
        expect(received - Object.values(heldOf(fund.state)).reduce((sum, fen) => sum + fen, 0)).toBe(creditedFen);
        expect((await county.runtime.services.verify.verify()).differences).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});
