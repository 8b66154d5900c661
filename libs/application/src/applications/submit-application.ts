import { Actor, AreaCode, Rejection, Result, accept, refuse, text } from '@zhibu/kernel';
import { ApplicationEvent, ApplicationState, applicationDecider, applicationIdOf, applicationStream, checkRole, entitlementDecider, entitlementIdOf, entitlementStream, windowRoles } from '@zhibu/domain';
import { Scheme } from '@zhibu/policy';
import { CommandContext, stepOf } from '../execute/context';
import { execute } from '../execute/execute';
import { Done } from '../execute/outcome';
import { Loaded, loadStream, loadStreams } from '../execute/stream-loader';
import { todayOf } from '../execute/today';
import { loadPerson } from '../people/load-person';
import { PersonForm, PersonRef } from '../people/people-service';
import { registerPerson } from '../people/register-person';
import { ServiceDeps } from '../service-deps';
import { ApplicationForm, ApplicationRef } from './applications-service';

/** Applications of one person for one scheme over a life. */
const roundsMax = 40;
const roundsPerRead = 5;

export type Round = Loaded<ApplicationState, ApplicationEvent>;

/** Rounds so far, oldest first: their names are known, so no index is asked. */
export const roundsOf = async (deps: ServiceDeps, scheme: Scheme, personKey: string): Promise<readonly Round[]> => {
  const rounds: Round[] = [];
  for (let from = 1; from <= roundsMax; from += roundsPerRead) {
    const streams = Array.from({ length: roundsPerRead }, (_, index) => applicationStream(applicationIdOf(scheme, personKey, from + index)));
    const found = await loadStreams(deps, applicationDecider, streams);
    const existing = streams.flatMap((stream) => found.get(stream) ?? []).filter((round) => round.version > 0);
    rounds.push(...existing);
    if (existing.length < roundsPerRead) break;
  }
  return rounds;
};

export const closedStatuses: readonly ApplicationState['status'][] = ['refused', 'withdrawn', 'confirmed'];

/** The round that this request is for: the one that holds its key already, else the next. */
const roundFor = (rounds: readonly Round[], context: CommandContext, entitlementId: string | null): Result<number> => {
  const repeated = rounds.findIndex((round) => round.events.some((event) => event.meta.commandKey === context.commandKey));
  if (repeated >= 0) return accept(repeated + 1);
  if (entitlementId !== null) {
    return refuse({
      code: 'application.already-entitled',
      message: text('此人正享受该项目', 'This person has a right under the scheme already'),
      expected: text('没有或已退出该项目的人员', 'a person who has no right under the scheme, or whose right ended'),
      actual: text(entitlementId, entitlementId),
    });
  }
  const last = rounds.at(-1);
  if (last !== undefined && !closedStatuses.includes(last.state.status)) {
    return refuse({
      code: 'application.already-open',
      message: text('此人同一项目已有在办申请', 'This person has an open application for the scheme'),
      expected: text('上一份申请已办结', 'the application before to be finished'),
      actual: text(`${last.state.applicationId} 正在办理`, `${last.state.applicationId} is still open`),
    });
  }
  if (rounds.length < roundsMax) return accept(rounds.length + 1);
  return refuse({
    code: 'application.rounds',
    message: text('同一项目申请次数超出限制', 'There are too many applications for the scheme'),
    expected: text(`最多 ${roundsMax} 次`, `${roundsMax} at most`),
    actual: text(`${rounds.length} 次`, `${rounds.length}`),
  });
};

/** Whoever has a number and no window where its person lives learns nothing by a form: neither where that is nor what they have. */
const withoutPlace = (rejection: Rejection): { readonly ok: false; readonly rejection: Rejection } => ({
  ok: false,
  rejection: { ...rejection, expected: text('在您受理范围内居住的人员；新迁入的先登记迁移', 'a person who lives where you take in applications; for a newcomer, record the move first') },
});

export const notAtThisWindow = (actor: Actor, areaCode: AreaCode) => {
  const denied = checkRole(actor, windowRoles, areaCode);
  return denied === null ? null : withoutPlace(denied.rejection);
};

export const submitApplication =
  (deps: ServiceDeps) =>
  async (context: CommandContext, { personKey, appliedOn, ...form }: PersonRef & ApplicationForm): Promise<Done<PersonRef & ApplicationRef>> => {
    const person = await loadPerson(deps, personKey);
    if (!person.ok) return person;
    const { areaCode } = person.value.state;
    const denied = notAtThisWindow(context.actor, areaCode);
    const today = todayOf(context);
    const procedure = deps.procedures.inForce(form.scheme, areaCode, today);
    if (!procedure.ok) return denied ?? procedure;
    const entitlementId = entitlementIdOf(form.scheme, personKey);
    const entitlement = await loadStream(deps, entitlementDecider, entitlementStream(entitlementId));
    const round = roundFor(await roundsOf(deps, form.scheme, personKey), context, entitlement.state.status === 'none' || entitlement.state.status === 'exited' ? null : entitlementId);
    if (!round.ok) return denied ?? round;
    const applicationId = applicationIdOf(form.scheme, personKey, round.value);
    const outcome = await execute(deps, applicationDecider, context, {
      stream: applicationStream(applicationId),
      ask: {
        type: 'SubmitApplication',
        data: { applicationId, personKey, areaCode, ...form, appliedOn: appliedOn ?? today, context: { procedure: procedure.value, calendar: deps.policies.calendar, today } },
      },
      content: { type: 'SubmitApplication', data: { personKey, appliedOn: appliedOn ?? null, ...form } },
    });
    if (!outcome.ok) return denied ?? outcome;
    return { ok: true, value: { personKey, applicationId }, version: outcome.version, duplicate: outcome.duplicate };
  };

interface SubmittedForm {
  readonly person: PersonForm;
  readonly application: ApplicationForm;
  /** Row that the form was read from: the same row in another file is the same request, whatever source that file is named as. */
  readonly row?: Readonly<Record<string, string>>;
}

/** The person first: an application that is refused leaves a registered person, which is true and harms nobody. A form for no scheme leaves nothing. */
export const submitForm =
  (deps: ServiceDeps) =>
  async (context: CommandContext, { person, application, row }: SubmittedForm): Promise<Done<PersonRef & ApplicationRef>> => {
    const procedure = deps.procedures.inForce(application.scheme, person.areaCode, todayOf(context));
    if (!procedure.ok) return procedure;
    const registered = await registerPerson(deps)(stepOf(context, row === undefined ? 'person' : 'person-of-row'), person, { existing: 'update', ...(row === undefined ? {} : { content: row }) });
    if (!registered.ok) return registered.rejection.code.startsWith('authority.') ? withoutPlace(registered.rejection) : registered;
    return submitApplication(deps)(context, { ...registered.value, ...application });
  };
