import { ApplicationCommand, ApplicationEvent, ApplicationState, Procedure, applicationDecider, isLastReviewOrAfter } from '@zhibu/domain';
import { contentHashOf } from '../execute/command-content';
import { CommandContext } from '../execute/context';
import { Ask, execute } from '../execute/execute';
import { Outcome } from '../execute/outcome';
import { readBefore } from '../execute/stream-loader';
import { ServiceDeps } from '../service-deps';
import { ApplicationsService } from './applications-service';
import { caseContextOf, loadApplication, rightElsewhere } from './case-context';
import { checkEligibility } from './check-eligibility';
import { handleSeveral } from './handle-several';
import { submitApplication, submitForm } from './submit-application';

type CaseStep = Exclude<ApplicationCommand['type'], 'SubmitApplication' | 'RecordEligibility'>;
type CaseData<Type extends CaseStep> = Omit<Extract<ApplicationCommand, { type: Type }>['data'], 'context'>;

/** Every step of a running case: the same, but for the command's name and content. */
const caseStep =
  <Type extends CaseStep>(type: Type) =>
  (deps: ServiceDeps) =>
  async (context: CommandContext, { applicationId, ...data }: { readonly applicationId: string } & CaseData<Type>): Promise<Outcome<ApplicationEvent>> => {
    const application = await loadApplication(deps, applicationId);
    if (!application.ok) return application;
    const caseContext = caseContextOf(deps, context, application.value.state);
    if (!caseContext.ok) return caseContext;
    const { state } = application.value;
    const right = asksForRight(type, state, caseContext.value.procedure) ? { right: await rightElsewhere(deps, state) } : {};
    const ask = { type, data: { ...data, context: { ...caseContext.value, ...right } } } as unknown as Ask<ApplicationCommand>;
    return execute(deps, applicationDecider, context, { stream: application.value.stream, ask }, readBefore(deps, applicationDecider, application.value));
  };

/** Steps that take a case up again, or after which it may be confirmed; the others are spared the look. */
const asksForRight = (type: CaseStep, { stage }: ApplicationState, procedure: Procedure): boolean => {
  if (type === 'CorrectApplication' || type === 'ReopenApplication') return true;
  return (type === 'DecideStage' || type === 'CloseNotice') && isLastReviewOrAfter(procedure, stage);
};

export const closeNoticeOf = caseStep('CloseNotice');
export const withdrawOf = caseStep('WithdrawApplication');

export const createApplications = (deps: ServiceDeps): ApplicationsService => {
  const step = <Type extends CaseStep>(type: Type) => caseStep(type)(deps);
  const [sign, decide] = [step('SignStage'), step('DecideStage')];
  return {
    submit: submitApplication(deps),
    submitForm: submitForm(deps),
    checkEligibility: checkEligibility(deps),
    sign,
    decide,
    handleSeveral: handleSeveral({ sign, decide }),
    hashOfSeveral: (input) => contentHashOf(deps.pseudonyms, input),
    raiseObjection: step('RaiseObjection'),
    resolveObjection: step('ResolveObjection'),
    closeNotice: closeNoticeOf(deps),
    correct: step('CorrectApplication'),
    withdraw: withdrawOf(deps),
    reopen: step('ReopenApplication'),
    recordAuditSample: step('RecordAuditSample'),
  };
};
