import { ApplicationEvent, applicationDecider, factSheetOf } from '@zhibu/domain';
import { CommandContext } from '../execute/context';
import { execute } from '../execute/execute';
import { Outcome } from '../execute/outcome';
import { readBefore } from '../execute/stream-loader';
import { loadPerson } from '../people/load-person';
import { ServiceDeps } from '../service-deps';
import { ApplicationRef } from './applications-service';
import { caseContextOf, loadApplication, rightElsewhere } from './case-context';

/** The rule is asked with the facts as known now; the decision keeps all of them, so it can be executed again. */
export const checkEligibility =
  (deps: ServiceDeps) =>
  async (context: CommandContext, { applicationId }: ApplicationRef): Promise<Outcome<ApplicationEvent>> => {
    const application = await loadApplication(deps, applicationId);
    if (!application.ok) return application;
    const { state, stream } = application.value;
    const caseContext = caseContextOf(deps, context, state);
    if (!caseContext.ok) return caseContext;
    const [person, right] = await Promise.all([loadPerson(deps, state.personKey), rightElsewhere(deps, state)]);
    if (!person.ok) return person;
    const { scheme, branch, areaCode } = state;
    const decision = deps.policies.evaluate({ scheme, branch, areaCode, on: caseContext.value.today, facts: factSheetOf(person.value.state) });
    if (!decision.ok) return decision;
    return execute(deps, applicationDecider, context, {
      stream,
      ask: { type: 'RecordEligibility', data: { decision: decision.value, personVersion: person.value.version, context: { ...caseContext.value, right } } },
      content: { type: 'RecordEligibility', data: { applicationId } },
    }, readBefore(deps, applicationDecider, application.value));
  };
