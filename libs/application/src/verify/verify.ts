import { RecordedEvent, Text, canonicalJson, text } from '@zhibu/kernel';
import { EntitlementState, ZhibuEvent, branchIn, entitlementDecider, entitlementStream } from '@zhibu/domain';
import { StoredEvent } from '@zhibu/event-store';
import { RuleDecision } from '@zhibu/policy';
import { loadStreams } from '../execute/stream-loader';
import { dueAmounts } from '../payments/due-amounts';
import { ServiceDeps } from '../service-deps';
import { VerifyDifference, VerifyReport, VerifyService } from './verify-service';

/** Events that hold something worked out from facts and rules. */
const types = ['EligibilityChecked', 'EntitlementCarriedOver', 'EntitlementReverified', 'DuesClaimed'];
const eventsPerPage = 500;
const sampleMax = 100;

type Known = ZhibuEvent & Pick<RecordedEvent, 'meta'>;

export const createVerify = (deps: ServiceDeps): VerifyService => ({
  verify: async ({ readModels = true, onProgress, signal } = {}) => {
    const count = { eventsRead: 0, decisionsExecuted: 0, amountsExecuted: 0, erased: 0, differences: 0 };
    const sample: VerifyDifference[] = [];
    const note = (event: Known, what: Text, expected: string, actual: string): void => {
      count.differences += 1;
      if (sample.length < sampleMax) sample.push({ stream: event.meta.stream, version: event.meta.version, what, expected, actual });
    };
    const check = async (page: readonly StoredEvent[]): Promise<void> => {
      const events = (await deps.codec.open(page)) as unknown as readonly Known[];
      const rights = await entitlementsOf(deps, events);
      for (const event of events) {
        if (event.type === 'DuesClaimed') {
          const right = rights.get(entitlementStream(event.data.entitlementId));
          if (right === undefined || right.state.rateFacts === null) count.erased += 1;
          else {
            count.amountsExecuted += 1;
            checkAmounts(deps, event, right.state, note);
          }
          continue;
        }
        const decision = decisionIn(event);
        if (decision === undefined) continue;
        if (decision === null) count.erased += 1;
        else {
          count.decisionsExecuted += 1;
          const again = deps.policies.executeAgain(decision);
          if (!again.same) note(event, again.reason, decision.answer, again.decision?.answer ?? again.code);
        }
      }
      count.eventsRead += page.length;
      onProgress?.(count.eventsRead);
    };
    let page: StoredEvent[] = [];
    for await (const event of deps.store.readAll({ filter: { types } })) {
      signal?.throwIfAborted();
      page.push(event);
      if (page.length < eventsPerPage) continue;
      await check(page);
      page = [];
    }
    if (page.length > 0) await check(page);
    const report: VerifyReport = { ...count, sample, readModels: readModels ? await deps.readModels.compare() : [] };
    return report;
  },
});

/** `undefined` when the event holds none, `null` when it was erased. */
const decisionIn = (event: Known): RuleDecision | null | undefined => {
  switch (event.type) {
    case 'EligibilityChecked':
    case 'EntitlementCarriedOver':
    case 'EntitlementReverified':
      return event.data.decision;
    default:
      return undefined;
  }
};

const entitlementsOf = (deps: ServiceDeps, events: readonly Known[]) =>
  loadStreams(
    deps,
    entitlementDecider,
    events.flatMap((event) => (event.type === 'DuesClaimed' ? [entitlementStream(event.data.entitlementId)] : [])),
  );

/** The months that were claimed, at the rates and by the funders of the rules, to the fen. */
const checkAmounts = (
  deps: ServiceDeps,
  event: Extract<Known, { type: 'DuesClaimed' }>,
  right: EntitlementState,
  note: (event: Known, what: Text, expected: string, actual: string) => void,
): void => {
  const { months, components } = event.data;
  const again = dueAmounts(deps.policies, right, months.map(({ month }) => month));
  const stored = canonicalJson({ months, components });
  const now = again.ok ? canonicalJson(again.value) : again.rejection.code;
  if (stored !== now) note(event, text(`发放金额与重算不一致（类别 ${branchIn(right, months[0]?.month ?? '') ?? '—'}）`, 'The amount paid differs from the one worked out again'), now, stored);
};
