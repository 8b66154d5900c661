import { Result, accept } from '@zhibu/kernel';
import { EntitlementEvent, EntitlementState, PersonState, entitlementDecider, entitlementIdOf, entitlementStream } from '@zhibu/domain';
import { exitsDue, recordDueExit } from '../entitlements/due-exits';
import { exitEntitlement, exitKey, loadEntitlement } from '../entitlements/exit-entitlement';
import { leftOn, movesToFollow } from '../entitlements/follow-moves';
import { CommandContext, keyed } from '../execute/context';
import { execute } from '../execute/execute';
import { Loaded, loadStreams } from '../execute/stream-loader';
import { todayOf } from '../execute/today';
import { loadPerson } from '../people/load-person';
import { ServiceDeps } from '../service-deps';
import { Worked } from './case-work';

interface OpenRight extends Loaded<EntitlementState, EntitlementEvent> {
  readonly person: PersonState;
}

/** Rights of a person that have not ended. */
const openRights = async (deps: ServiceDeps, personKey: string): Promise<Result<readonly OpenRight[]>> => {
  const person = await loadPerson(deps, personKey);
  if (!person.ok) return person;
  const streams = deps.policies.schemes.map(({ id }) => entitlementStream(entitlementIdOf(id, personKey)));
  const rights = await loadStreams<EntitlementState, EntitlementEvent>(deps, entitlementDecider, streams);
  return accept([...rights.values()].filter(({ state }) => state.status === 'active' || state.status === 'suspended').map((right) => ({ ...right, person: person.value.state })));
};

/** Rights in the county that was left end there; the new place opens its own. Whoever came back keeps theirs. */
export const exitOnMove = async (deps: ServiceDeps, context: CommandContext, { personKey }: { readonly personKey: string }): Promise<Worked> => {
  const rights = await openRights(deps, personKey);
  if (!rights.ok) return rights;
  let worked: Worked = null;
  for (const { state, version, person } of rights.value) {
    const { entitlementId } = state;
    const happenedOn = leftOn(person, state.areaCode);
    if (happenedOn === null) continue;
    worked = await exitEntitlement(deps)(keyed(context, exitKey('moved-out', entitlementId, version)), { entitlementId, reason: 'moved-out', happenedOn });
    if (!worked.ok) return worked;
  }
  return worked;
};

/** Rights go with a person who moved within the county: rates and keepers of the new area, from the month after. */
export const followMove = async (deps: ServiceDeps, context: CommandContext, { personKey }: { readonly personKey: string }): Promise<Worked> => {
  const rights = await openRights(deps, personKey);
  if (!rights.ok) return rights;
  let worked: Worked = null;
  for (const { stream, version, person } of rights.value) {
    worked = await execute(deps, entitlementDecider, { ...keyed(context, `follow-move/${version}`), actor: deps.automation }, {
      stream,
      content: { type: 'MoveEntitlementArea', data: { personKey } },
      asks: (state) => (state.status === 'exited' ? [] : movesToFollow(state, person)),
    });
    if (!worked.ok) return worked;
  }
  return worked;
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
