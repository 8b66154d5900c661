import { LocalDate, Month, Result, accept } from '@zhibu/kernel';
import { EntitlementEvent, EntitlementState, ExitReason, PersonState, entitlementDecider, factSheetOf } from '@zhibu/domain';
import { ExitDue, PolicySet } from '@zhibu/policy';
import { CommandContext, keyed } from '../execute/context';
import { execute } from '../execute/execute';
import { Outcome } from '../execute/outcome';
import { ServiceDeps } from '../service-deps';
import { endOf } from './end-of-right';
import { exitKey, loadEntitlement } from './exit-entitlement';

const exitReasons: readonly ExitReason[] = ['death', 'moved-out', 'child-added', 'child-recovered', 'wrongly-confirmed', 'child-age-reached', 'withdrawn'];
const isExitReason = (reason: string): reason is ExitReason => exitReasons.some((known) => known === reason);

/** What ends the right by the rules on a day, from the facts known now; the earliest first. */
export const exitsDue = (policies: PolicySet, entitlement: EntitlementState, person: PersonState, on: LocalDate): Result<readonly ExitDue[]> => {
  if (entitlement.status !== 'active' && entitlement.status !== 'suspended') return accept([]);
  const { scheme, areaCode, branches } = entitlement;
  const found = policies.exits({ scheme, areaCode, branch: branches.at(-1)?.branch ?? null, on, facts: factSheetOf(person) });
  if (!found.ok) return found;
  const exits: ExitDue[] = [];
  for (const { reason, happenedOn } of found.value) {
    const end = endOf(policies, entitlement, reason, happenedOn);
    if (!end.ok) return end;
    exits.push({ reason, happenedOn, lastMonth: end.value.lastMonth });
  }
  return accept(exits);
};

/** Last month paid when these exits are recorded, or `undefined` when nothing ends it. */
export const lastMonthOf = (exits: readonly ExitDue[]): Month | null | undefined => {
  if (exits.length === 0) return undefined;
  return exits.reduce<Month | null>((least, { lastMonth }) => (lastMonth === null || least === null ? null : lastMonth < least ? lastMonth : least), '9999-12');
};

/** Records that a right ended by the rules, such as a child that reached the age. Repeating it changes nothing. */
export const recordDueExit = async (deps: ServiceDeps, context: CommandContext, entitlement: EntitlementState, due: ExitDue): Promise<Outcome<EntitlementEvent> | null> => {
  const { reason, happenedOn } = due;
  if (!isExitReason(reason)) return null;
  const { entitlementId } = entitlement;
  const loaded = await loadEntitlement(deps, entitlementId);
  if (!loaded.ok) return loaded;
  const end = endOf(deps.policies, loaded.value.state, reason, happenedOn);
  if (!end.ok) return end;
  return execute(deps, entitlementDecider, { ...keyed(context, exitKey(reason, entitlementId, loaded.value.version)), actor: deps.automation }, {
    stream: loaded.value.stream,
    ask: { type: 'ExitEntitlement', data: { reason, happenedOn, end: end.value } },
    content: { type: 'ExitEntitlement', data: { reason, happenedOn } },
  });
};
