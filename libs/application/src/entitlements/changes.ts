import { LocalDate, Rejection, Result, accept, refuse, text } from '@zhibu/kernel';
import { EntitlementChange, EntitlementEvent, EntitlementState, PersonState, areaAtLevel, entitlementDecider, factSheetOf } from '@zhibu/domain';
import { PolicySet } from '@zhibu/policy';
import { CommandContext } from '../execute/context';
import { execute } from '../execute/execute';
import { Done, Outcome } from '../execute/outcome';
import { todayOf } from '../execute/today';
import { loadPerson } from '../people/load-person';
import { ServiceDeps } from '../service-deps';
import { EntitlementRef } from './entitlements-service';
import { loadEntitlement } from './exit-entitlement';
import { movesToFollow } from './follow-moves';

interface Proposed extends EntitlementRef {
  readonly changeId: string;
}

export const proposeChange =
  (deps: ServiceDeps) =>
  async (context: CommandContext, { entitlementId, change, reason }: EntitlementRef & { readonly change: EntitlementChange; readonly reason: string }): Promise<Done<Proposed>> => {
    const checked = await checkedRight(deps, context, entitlementId, () => change);
    if (!checked.ok) return checked;
    const outcome = await execute(deps, entitlementDecider, context, { stream: checked.value.stream, ask: { type: 'ProposeChange', data: { change, reason } } });
    if (!outcome.ok) return outcome;
    const changeId = outcome.events.flatMap((event) => (event.type === 'EntitlementChangeProposed' ? [event.data.changeId] : []))[0] ?? '';
    return { ok: true, value: { entitlementId, changeId }, version: outcome.version, duplicate: outcome.duplicate };
  };

export const approveChange =
  (deps: ServiceDeps) =>
  async (context: CommandContext, { entitlementId, changeId }: Proposed): Promise<Outcome<EntitlementEvent>> => {
    const changeOf = ({ pending }: EntitlementState) => pending.find((each) => each.changeId === changeId)?.change ?? null;
    const checked = await checkedRight(deps, context, entitlementId, changeOf);
    if (!checked.ok) return checked;
    const { stream, person } = checked.value;
    return execute(deps, entitlementDecider, context, {
      stream,
      content: { type: 'ApproveChange', data: { entitlementId, changeId } },
      // Where the person has moved to since the right ended, it goes on.
      asks: (state) => [{ type: 'ApproveChange' as const, data: { changeId } }, ...(changeOf(state)?.kind === 'reverse-exit' && person !== null ? movesToFollow(state, person) : [])],
    });
  };

export const declineChange =
  (deps: ServiceDeps) =>
  async (context: CommandContext, { entitlementId, changeId, reason }: Proposed & { readonly reason: string }): Promise<Outcome<EntitlementEvent>> => {
    const loaded = await loadEntitlement(deps, entitlementId);
    if (!loaded.ok) return loaded;
    return execute(deps, entitlementDecider, context, { stream: loaded.value.stream, ask: { type: 'DeclineChange', data: { changeId, reason } } });
  };

/** The right, with the person where an end is to be taken back: what ended it may not hold any more. */
const checkedRight = async (
  deps: ServiceDeps, context: CommandContext, entitlementId: string, changeOf: (state: EntitlementState) => EntitlementChange | null,
): Promise<Result<{ readonly stream: string; readonly person: PersonState | null }>> => {
  const loaded = await loadEntitlement(deps, entitlementId);
  if (!loaded.ok) return loaded;
  const { stream, state } = loaded.value;
  if (changeOf(state)?.kind !== 'reverse-exit') return accept({ stream, person: null });
  const person = await loadPerson(deps, state.personKey);
  if (!person.ok) return person;
  const stands = exitStands(deps.policies, state, person.value.state, todayOf(context));
  return stands === null ? accept({ stream, person: person.value.state }) : refuse(stands);
};

/** What ended the right still holds by the facts known now. */
const exitStands = (policies: PolicySet, right: EntitlementState, person: PersonState, today: LocalDate): Rejection | null => {
  if (right.exit === null) return null;
  const { scheme, areaCode, branches, exit } = right;
  const due = policies.exits({ scheme, areaCode, branch: branches.at(-1)?.branch ?? null, on: today, facts: factSheetOf(person) });
  const elsewhere = areaAtLevel(person.areaCode, 'county') !== areaAtLevel(areaCode, 'county');
  const stands = (due.ok && due.value.some(({ reason }) => reason === exit.reason)) || (exit.reason === 'death' && person.diedOn !== null) || elsewhere;
  if (!stands) return null;
  return {
    code: 'entitlement.exit-stands',
    message: text('退出的原因仍然成立，不能恢复资格', 'What ended the right still holds, so its end is not taken back'),
    expected: text('先更正事实（如撤销死亡登记、登记迁回）', 'the facts corrected first, such as a death taken back or a move recorded'),
    actual: elsewhere ? text(`居住地 ${person.areaCode}`, `residence ${person.areaCode}`) : text(exit.reason, exit.reason),
  };
};
