import { PersonState, areaAtLevel, entitlementDecider, entitlementIdOf, entitlementStream } from '@zhibu/domain';
import { exitsDue, recordDueExit } from '../entitlements/due-exits';
import { exitEntitlement, exitKey, loadEntitlement } from '../entitlements/exit-entitlement';
import { CommandContext, keyed } from '../execute/context';
import { loadStreams } from '../execute/stream-loader';
import { todayOf } from '../execute/today';
import { loadPerson } from '../people/load-person';
import { ServiceDeps } from '../service-deps';
import { Worked } from './case-work';

/** Rights in the county that was left end there; the new place opens its own. */
export const exitOnMove = async (deps: ServiceDeps, context: CommandContext, { personKey }: { readonly personKey: string }): Promise<Worked> => {
  const person = await loadPerson(deps, personKey);
  if (!person.ok) return person;
  const { state } = person.value;
  const county = areaAtLevel(state.areaCode, 'county');
  const ids = deps.policies.schemes.map(({ id }) => entitlementIdOf(id, personKey));
  const rights = await loadStreams(deps, entitlementDecider, ids.map(entitlementStream));
  let worked: Worked = null;
  for (const entitlementId of ids) {
    const loaded = rights.get(entitlementStream(entitlementId));
    const right = loaded?.state;
    if (right === undefined || (right.status !== 'active' && right.status !== 'suspended')) continue;
    // Somebody who moved back before this was worked off keeps the right.
    if (areaAtLevel(right.areaCode, 'county') === county) continue;
    const happenedOn = leftOn(state, areaAtLevel(right.areaCode, 'county'));
    if (happenedOn === null) continue;
    worked = await exitEntitlement(deps)(keyed(context, exitKey('moved-out', entitlementId, loaded?.version ?? 0)), { entitlementId, reason: 'moved-out', happenedOn });
    if (!worked.ok) return worked;
  }
  return worked;
};

/** First day since which somebody lives outside a county; later moves out there do not change it. */
const leftOn = ({ residences }: PersonState, county: string): string | null => {
  const within = residences.findLastIndex(({ areaCode }) => areaAtLevel(areaCode, 'county') === county);
  return (within < 0 ? residences.at(-1) : residences[within + 1])?.validFrom ?? null;
};

/** A yearly check said no: the right ends for the reason and day that the rules name; without one, an officer decides. */
export const exitAfterCheck = async (deps: ServiceDeps, context: CommandContext, entitlementId: string): Promise<Worked> => {
  const entitlement = await loadEntitlement(deps, entitlementId);
  if (!entitlement.ok) return entitlement;
  const { state } = entitlement.value;
  const person = await loadPerson(deps, state.personKey);
  if (!person.ok) return person;
  const exits = exitsDue(deps.policies, state, person.value.state, todayOf(context));
  if (!exits.ok) return exits;
  const [first] = exits.value;
  return first === undefined ? null : recordDueExit(deps, context, state, first);
};
