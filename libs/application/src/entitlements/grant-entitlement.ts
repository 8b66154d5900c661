import { refuse, text } from '@zhibu/kernel';
import { ApplicationConfirmed, entitlementDecider, entitlementIdOf, entitlementStream, factSheetOf, firstMonthPaid } from '@zhibu/domain';
import { loadApplication } from '../applications/case-context';
import { CommandContext, keyed } from '../execute/context';
import { execute } from '../execute/execute';
import { Done } from '../execute/outcome';
import { loadPerson } from '../people/load-person';
import { ServiceDeps } from '../service-deps';
import { EntitlementRef } from './entitlements-service';
import { leftOn, movesToFollow } from './follow-moves';

const notConfirmed = (applicationId: string) =>
  refuse({
    code: 'application.not-confirmed',
    message: text('该申请尚未确认', 'This application is not confirmed'),
    expected: text('已确认的申请', 'a confirmed application'),
    actual: text(applicationId, applicationId),
  });

/** What follows a confirmation. The key is made from the application, so that a repeated wake-up grants once. */
export const grantFor =
  (deps: ServiceDeps) =>
  async (context: CommandContext, { applicationId }: { readonly applicationId: string }): Promise<Done<EntitlementRef>> => {
    const application = await loadApplication(deps, applicationId);
    if (!application.ok) return application;
    const { state, events } = application.value;
    const confirmed = events.findLast((event) => event.type === 'ApplicationConfirmed');
    if (confirmed === undefined || state.appliedOn === null) return notConfirmed(applicationId);
    const { personKey, scheme, branch, areaCode, confirmedOn, confirmedBy } = confirmed.data as ApplicationConfirmed['data'];
    const person = await loadPerson(deps, personKey);
    if (!person.ok) return person;
    const facts = factSheetOf(person.value.state);
    const start = deps.policies.startMonth({ scheme, branch, areaCode, facts, appliedOn: state.appliedOn, confirmedOn });
    if (!start.ok) return start;
    const rateFacts = deps.policies.rateFacts({ scheme, branch, areaCode, on: confirmedOn, facts });
    if (!rateFacts.ok) return rateFacts;
    const entitlementId = entitlementIdOf(scheme, personKey);
    const right = { entitlementId, personKey, scheme, branch, areaCode, confirmedBy, rateFacts: rateFacts.value };
    // Or have left it: the wake-up of that move found no right to end, and no other would come.
    const happenedOn = leftOn(person.value.state, areaCode);
    const ended = happenedOn === null ? null : deps.policies.endOfPayment({ scheme, branch, areaCode, reason: 'moved-out', happenedOn });
    if (ended?.ok === false) return ended;
    const end = happenedOn === null || ended === null ? null : { happenedOn, end: ended.value };
    const outcome = await execute(deps, entitlementDecider, keyed(context, `grant/${applicationId}/${confirmed.meta.id}`), {
      stream: entitlementStream(entitlementId),
      content: { type: 'GrantEntitlement', data: { applicationId } },
      asks: (before) => {
        if (before.applicationId === applicationId || before.confirmedAgain.includes(applicationId)) return [];
        // A register brought the right, or its end was taken back, in the moment in which the case was confirmed.
        if (before.status === 'active' || before.status === 'suspended') return [{ type: 'ConfirmEntitlementAgain' as const, data: { applicationId, confirmedOn, confirmedBy } }];
        const startMonth = firstMonthPaid(before, start.value.month);
        const areas = [...before.areas, { areaCode, fromMonth: startMonth }];
        // The person may have moved within the county while the case was reviewed.
        const moves = movesToFollow({ areas, areaCode, startMonth }, person.value.state);
        const asks = [{ type: 'GrantEntitlement' as const, data: { ...right, start: start.value, applicationId, grantedOn: confirmedOn } }, ...moves];
        return end === null ? asks : [...asks, { type: 'ExitEntitlement' as const, data: { reason: 'moved-out' as const, ...end } }];
      },
    });
    if (!outcome.ok) return outcome;
    return { ok: true, value: { entitlementId }, version: outcome.version, duplicate: outcome.duplicate };
  };
