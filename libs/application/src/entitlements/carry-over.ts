import { LocalDate, Result, accept } from '@zhibu/kernel';
import {
  EntitlementCommand, EntitlementEvent, EntitlementState, PersonState, entitlementDecider, entitlementIdOf, entitlementStream, factSheetOf, personDecider, personStream,
} from '@zhibu/domain';
import { CommandContext } from '../execute/context';
import { KeyedStep, executeMany } from '../execute/execute-many';
import { Outcome } from '../execute/outcome';
import { loadStreams } from '../execute/stream-loader';
import { todayOf } from '../execute/today';
import { personNotFound } from '../people/load-person';
import { ServiceDeps } from '../service-deps';
import { CarryOverInput } from './entitlements-service';

export const carryOverMax = 1_000;

type CarryOverStep = KeyedStep<EntitlementState, EntitlementCommand>;

/** People of an older register, each with the conditions checked now and the decision kept. */
export const carryOverMany =
  (deps: ServiceDeps) =>
  async (context: CommandContext, inputs: readonly CarryOverInput[]): Promise<readonly Outcome<EntitlementEvent>[]> => {
    if (inputs.length > carryOverMax) throw new RangeError(`expected at most ${carryOverMax} people, found ${inputs.length}`);
    const people = await loadStreams(deps, personDecider, inputs.map(({ personKey }) => personStream(personKey)));
    const today = todayOf(context);
    const steps = inputs.map((input, index): Result<CarryOverStep> => {
      const person = people.get(personStream(input.personKey))?.state;
      if (person === undefined || !person.exists) return personNotFound();
      return stepFor(deps, input, person, today, inputs.length === 1 ? context.commandKey : `${context.commandKey}/${index}`);
    });
    const ready = steps.flatMap((step) => (step.ok ? [step.value] : []));
    const done = [...(await executeMany(deps, entitlementDecider, context, ready))];
    return steps.map((step) => (step.ok ? (done.shift() as Outcome<EntitlementEvent>) : step));
  };

const stepFor = (deps: ServiceDeps, input: CarryOverInput, person: PersonState, today: LocalDate, commandKey: string): Result<CarryOverStep> => {
  const { personKey, scheme, branch, startMonth, register, confirmedBy, on = today } = input;
  const facts = factSheetOf(person);
  const question = { scheme, branch, areaCode: person.areaCode, on, facts };
  const decision = deps.policies.evaluate(question);
  if (!decision.ok) return decision;
  const rateFacts = deps.policies.rateFacts(question);
  if (!rateFacts.ok) return rateFacts;
  const entitlementId = entitlementIdOf(scheme, personKey);
  return accept({
    commandKey,
    stream: entitlementStream(entitlementId),
    ask: {
      type: 'CarryOverEntitlement',
      data: { entitlementId, personKey, scheme, branch, areaCode: person.areaCode, startMonth, confirmedBy, rateFacts: rateFacts.value, register, decision: decision.value, carriedOverOn: today },
    },
    content: { type: 'CarryOverEntitlement', data: input },
  });
};
