import { canonicalJson, fold, text } from '@zhibu/kernel';
import { EntitlementEvent, EntitlementState, entitlementDecider, entitlementStream, firstMonthPaid, lastMonthPaid } from '@zhibu/domain';
import { PolicySet } from '@zhibu/policy';
import { endQuestionOf } from '../entitlements/end-of-right';
import { Loaded, loadStreams } from '../execute/stream-loader';
import { ServiceDeps } from '../service-deps';
import { Executed, KnownOf } from './executed';

type Turn = KnownOf<'EntitlementGranted' | 'EntitlementExited'>;
type Rights = ReadonlyMap<string, Loaded<EntitlementState, EntitlementEvent>>;

export const rightsTurned = (deps: ServiceDeps, events: readonly Turn[]): Promise<Rights> =>
  loadStreams(deps, entitlementDecider, events.map((event) => entitlementStream(event.data.entitlementId)));

/** The first and the last month of a right, from the rule and the facts kept with them. Null where none were kept: the first version did not. */
export const executeTurn = (policies: PolicySet, event: Turn, rights: Rights): Executed | null => {
  const before = fold(entitlementDecider, (rights.get(event.meta.stream)?.events ?? []).filter(({ meta }) => meta.version < event.meta.version) as unknown as readonly EntitlementEvent[]);
  return event.type === 'EntitlementGranted' ? executeGrant(policies, event, before) : executeExit(policies, event, before);
};

const executeGrant = (policies: PolicySet, event: KnownOf<'EntitlementGranted'>, before: EntitlementState): Executed | null => {
  const { start, startMonth } = event.data;
  if (start === undefined) return null;
  if (start === null) return { kind: 'grant', event, outcome: 'erased' };
  const again = policies.executeStartAgain(start);
  if (!again.same) {
    const gone = again.actual.startsWith(`${start.basis.ruleId}@`);
    return { kind: 'grant', event, outcome: gone ? 'rules-gone' : 'differs', what: gone ? ruleGone : firstDiffers, expected: again.expected, actual: again.actual };
  }
  return compared('grant', event, firstMonthPaid(before, start.month), startMonth);
};

const executeExit = (policies: PolicySet, event: KnownOf<'EntitlementExited'>, before: EntitlementState): Executed | null => {
  const { end, reason, happenedOn, lastMonth } = event.data;
  if (end === undefined) return null;
  const again = policies.executeEndAgain(end, endQuestionOf(before, reason, happenedOn));
  if (!again.same) return { kind: 'exit', event, outcome: 'differs', what: lastDiffers, expected: again.expected, actual: again.actual };
  return compared('exit', event, lastMonthPaid(before, end, reason), lastMonth);
};

const compared = (kind: 'grant' | 'exit', event: Turn, again: string | null, kept: string | null): Executed => {
  if (again === kept) return { kind, event, outcome: 'same' };
  return { kind, event, outcome: 'differs', what: kind === 'grant' ? firstDiffers : lastDiffers, expected: canonicalJson(again), actual: canonicalJson(kept) };
};

const firstDiffers = text('起发月份与重算不一致', 'The first month paid differs from the one worked out again');
const lastDiffers = text('停发月份与重算不一致', 'The last month paid differs from the one worked out again');
const ruleGone = text('确定起发月份的规则版本已不在本机', 'The version of the rule that set the first month is not on this machine');
