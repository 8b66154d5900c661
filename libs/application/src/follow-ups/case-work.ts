import { ApplicationState, PersonEvent, openObjections } from '@zhibu/domain';
import { closeNoticeOf } from '../applications/applications';
import { loadApplication, rightElsewhere } from '../applications/case-context';
import { checkEligibility } from '../applications/check-eligibility';
import { roundsOf } from '../applications/submit-application';
import { CommandContext, keyed } from '../execute/context';
import { Outcome } from '../execute/outcome';
import { todayOf } from '../execute/today';
import { loadPerson } from '../people/load-person';
import { ServiceDeps } from '../service-deps';

/** `null`: there was nothing left to do. */
export type Worked = Outcome | { readonly ok: true } | null;

/** The first check of a submitted, corrected or re-opened case; a wake-up that comes twice finds it done. */
export const checkIfWaiting = async (deps: ServiceDeps, context: CommandContext, applicationId: string): Promise<Worked> => {
  const application = await loadApplication(deps, applicationId);
  if (!application.ok) return application;
  const { state, version } = application.value;
  if (state.status !== 'checking' || state.eligibility !== null) return null;
  return checkEligibility(deps)(keyed(context, `eligibility/${applicationId}/${version}`), { applicationId });
};

const changesFacts: readonly PersonEvent['type'][] = ['FactsRecorded', 'FactRetracted', 'PersonMoved', 'PersonDied', 'PersonDeathRetracted'];

/** Facts of a person changed, or a right came: open cases are checked again when their last check read an earlier version of the person, or did not see that right. */
export const recheckOpenCases = async (deps: ServiceDeps, context: CommandContext, personKey: string): Promise<Worked> => {
  const person = await loadPerson(deps, personKey);
  if (!person.ok) return person;
  const changed = person.value.events.findLast((event) => changesFacts.some((type) => type === event.type))?.meta.version ?? 0;
  let worked: Worked = null;
  // What keeps one case from its check does not keep the others from theirs; the work is tried again for it.
  let failed: Worked = null;
  for (const { id: scheme } of deps.policies.schemes) {
    const last = (await roundsOf(deps, scheme, personKey)).at(-1);
    if (last === undefined || !waitsForCheck(last.state)) continue;
    const { applicationId, eligibility } = last.state;
    if (eligibility !== null && eligibility.personVersion >= changed && (await rightElsewhere(deps, last.state)) === null) continue;
    worked = await checkEligibility(deps)(keyed(context, `eligibility/${applicationId}/${last.version}`), { applicationId });
    if (!worked.ok) failed ??= worked;
  }
  return failed ?? worked;
};

const waitsForCheck = ({ status }: ApplicationState): boolean => status === 'checking' || status === 'in-stage';

/** Closes a notice that has hung its full time and has no open objection. A restarted one has a timer of its own. */
export const closeNoticeIfOver = async (deps: ServiceDeps, context: CommandContext, applicationId: string, stage: string): Promise<Worked> => {
  const application = await loadApplication(deps, applicationId);
  if (!application.ok) return application;
  const { state, version } = application.value;
  const { notice } = state;
  if (state.status !== 'in-stage' || state.stage !== stage || notice === null) return null;
  if (todayOf(context) <= notice.lastDay || openObjections(state).length > 0) return null;
  return closeNoticeOf(deps)(keyed(context, `close-notice/${applicationId}/${version}`), { applicationId, stage });
};
