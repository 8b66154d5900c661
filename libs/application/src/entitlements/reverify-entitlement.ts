import { EntitlementEvent, entitlementDecider, factSheetOf } from '@zhibu/domain';
import { CommandContext } from '../execute/context';
import { execute } from '../execute/execute';
import { Outcome } from '../execute/outcome';
import { todayOf } from '../execute/today';
import { loadPerson } from '../people/load-person';
import { ServiceDeps } from '../service-deps';
import { EntitlementRef } from './entitlements-service';
import { loadEntitlement } from './exit-entitlement';

/** Yearly check (年审): the facts known today, as they stood today or, for a year that is over, on its last day. */
export const reverifyEntitlement =
  (deps: ServiceDeps) =>
  async (context: CommandContext, { entitlementId, year }: EntitlementRef & { readonly year: number }): Promise<Outcome<EntitlementEvent>> => {
    const entitlement = await loadEntitlement(deps, entitlementId);
    if (!entitlement.ok) return entitlement;
    const { scheme, branches, areaCode, personKey } = entitlement.value.state;
    const branch = branches.at(-1)?.branch ?? null;
    const person = await loadPerson(deps, personKey);
    if (!person.ok) return person;
    const [today, lastDay] = [todayOf(context), `${year}-12-31`];
    const decision = deps.policies.evaluate({ scheme, branch, areaCode, on: lastDay < today ? lastDay : today, facts: factSheetOf(person.value.state) });
    if (!decision.ok) return decision;
    return execute(deps, entitlementDecider, context, {
      stream: entitlement.value.stream,
      ask: { type: 'ReverifyEntitlement', data: { year, decision: decision.value } },
      content: { type: 'ReverifyEntitlement', data: { entitlementId, year } },
    });
  };
