import { Checkpoint, DomainEvent, fold } from '@zhibu/kernel';
import { CommandContext, ServiceDeps, inFlight, prepare } from '@zhibu/application';
import { DemoPerson, demoPlan, demoTownships, demoVillages } from '@zhibu/demo';
import { AppendRequest } from '@zhibu/event-store';
import { EntitlementGranted, PersonState, entitlementIdOf, entitlementStream, factSheetOf, personDecider } from '@zhibu/domain';
import { createProjectionRunner } from '@zhibu/projections';
import { simulatedClock } from '@zhibu/platform';
// One form as one command; the service reads each stream first, which people who are all new do not need.
import { registerStep } from '../../../../libs/application/dist/people/register-person';
import { County, contextOf, officer, value } from './open-county';

export const scheme = 'rural-reward';
const page = 1_000;
const appendsInFlight = 256;

/** People of the rural reward who were on the register before. The same numbers give the same people. */
export const planPeople = (count: number, seed = 7): DemoPerson[] =>
  demoPlan([{ scheme, carriedOver: count, confirmed: 0, refusedByRule: 0, refusedByTownship: 0, withdrawn: 0, returnedOnce: 0 }], seed);

type Append = { readonly request: Omit<AppendRequest, 'events'>; readonly events: readonly DomainEvent[] };

/**
 * People in the villages of one township, each with a right from January 2016: decided by the domain, sealed and
 * appended page by page. Nothing is read and nothing goes through a service, so 100,000 people take a minute or two.
 */
export const seedPeople = async ({ deps }: County, people: readonly DemoPerson[], township: number): Promise<void> => {
  const villages = demoVillages.filter((village) => village.startsWith((demoTownships[township] ?? '').slice(0, 9)));
  const clock = simulatedClock('2016-01-04T01:00:00.000Z');
  const context = contextOf(clock, officer('caseworker', 'caseworker'), 'register');
  for (let from = 0; from < people.length; from += page) {
    const appends = people.slice(from, from + page).flatMap(({ form }, index): Append[] => {
      const { person, append } = registered(deps, context, { ...form, areaCode: villages[(from + index) % villages.length] ?? '' });
      return [append, granted(deps, contextOf(clock, officer('county', 'county-reviewer'), 'grant'), person)];
    });
    await appendAll(deps, appends);
  }
};

const registered = (deps: ServiceDeps, context: CommandContext, form: DemoPerson['form']): { readonly person: PersonState; readonly append: Append } => {
  const step = value(registerStep(deps.pseudonyms, form, 'refuse'));
  const prepared = prepare(deps, personDecider, context, step, { stream: step.stream, state: personDecider.initialState, version: 0, events: [] });
  if (prepared.kind === 'settled') throw new Error(`expected a registration, found ${JSON.stringify(prepared.outcome)}`);
  return { person: fold(personDecider, prepared.events), append: prepared };
};

const granted = ({ policies }: ServiceDeps, context: CommandContext, person: PersonState): Append => {
  const { personKey, areaCode } = person;
  const entitlementId = entitlementIdOf(scheme, personKey);
  const rateFacts = value(policies.rateFacts({ scheme, branch: null, areaCode, on: '2016-01-04', facts: factSheetOf(person) }));
  const right: EntitlementGranted = {
    type: 'EntitlementGranted',
    data: { entitlementId, personKey, scheme, branch: null, areaCode, startMonth: '2016-01', confirmedBy: ['county'], rateFacts, applicationId: `${entitlementId}.1`, grantedOn: '2016-01-04' },
  };
  const { clock, actor, causationId, correlationId, commandKey } = context;
  const command = { key: commandKey, contentHash: '0'.repeat(64) };
  return { events: [right], request: { stream: entitlementStream(entitlementId), expectedVersion: 0, command, recordedAt: clock.now(), simulated: true, actor, causationId, correlationId } };
};

const appendAll = async ({ codec, store }: ServiceDeps, appends: readonly Append[]): Promise<void> => {
  const sealed = await codec.seal(appends.flatMap(({ events }) => events));
  let next = 0;
  const requests = appends.map(({ request, events }): AppendRequest => ({ ...request, events: sealed.slice(next, (next += events.length)) }));
  await inFlight(requests.length, appendsInFlight, async (index) => {
    const request = requests[index];
    if (request === undefined) return;
    const outcome = await store.append(request);
    if (outcome.kind !== 'appended') throw new Error(`expected an append, found ${JSON.stringify(outcome)}`);
  });
};

/** Brings some read models up to date with the log by the real runner and stops it; gives the milliseconds it took. */
export const drain = async (county: County, names: readonly string[], schema?: string): Promise<number> => {
  const projections = county.projections.filter(({ name }) => names.includes(name));
  if (projections.length !== names.length) throw new Error(`expected the read models ${names.join(', ')}`);
  const parts = { pool: county.pool, eventStore: county.eventStore, codec: county.deps.codec, ...(schema === undefined ? {} : { schema }) };
  // The services also ask read models that stay empty here.
  await createProjectionRunner({ ...parts, projections: county.projections }).migrate();
  const runner = createProjectionRunner({ ...parts, projections });
  const head = (await county.eventStore.head()) as Checkpoint;
  const start = performance.now();
  await runner.start();
  const waited = await runner.waitFor(head, { timeoutMs: 600_000 });
  const elapsedMs = performance.now() - start;
  await runner.stop();
  if (!waited.reached) throw new Error(`${waited.behind.join(', ')} did not catch up`);
  return elapsedMs;
};
