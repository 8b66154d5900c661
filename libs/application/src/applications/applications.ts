import { ApplicationCommand, ApplicationEvent, applicationDecider } from '@zhibu/domain';
import { CommandContext } from '../execute/context';
import { Ask, execute } from '../execute/execute';
import { Outcome } from '../execute/outcome';
import { readBefore } from '../execute/stream-loader';
import { ServiceDeps } from '../service-deps';
import { ApplicationsService } from './applications-service';
import { caseContextOf, loadApplication } from './case-context';
import { checkEligibility } from './check-eligibility';
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
    const ask = { type, data: { ...data, context: caseContext.value } } as unknown as Ask<ApplicationCommand>;
    return execute(deps, applicationDecider, context, { stream: application.value.stream, ask }, readBefore(deps, applicationDecider, application.value));
  };

export const closeNoticeOf = caseStep('CloseNotice');

export const createApplications = (deps: ServiceDeps): ApplicationsService => {
  const step = <Type extends CaseStep>(type: Type) => caseStep(type)(deps);
  return {
    submit: submitApplication(deps),
    submitForm: submitForm(deps),
    checkEligibility: checkEligibility(deps),
    sign: step('SignStage'),
    decide: step('DecideStage'),
    raiseObjection: step('RaiseObjection'),
    resolveObjection: step('ResolveObjection'),
    closeNotice: closeNoticeOf(deps),
    correct: step('CorrectApplication'),
    withdraw: step('WithdrawApplication'),
    reopen: step('ReopenApplication'),
    recordAuditSample: step('RecordAuditSample'),
  };
};
