import { Checkpoint } from '@zhibu/kernel';
import { executeMany } from '@zhibu/application';
import { DemoPerson, demoPlan, demoTownships, demoVillages } from '@zhibu/demo';
import { personDecider } from '@zhibu/domain';
import { createProjectionRunner } from '@zhibu/projections';
import { simulatedClock } from '@zhibu/platform';
// One form as one command; the service reads each stream first, which people who are all new do not need.
import { registerStep } from '../../../../libs/application/dist/people/register-person';
import { County, contextOf, must, officer, value } from './open-county';

export const scheme = 'rural-reward';
const page = 500;

/** People of the rural reward who were on the register before. The same numbers give the same people. */
export const planPeople = (count: number, seed = 7): DemoPerson[] =>
  demoPlan([{ scheme, carriedOver: count, confirmed: 0, refusedByRule: 0, refusedByTownship: 0, withdrawn: 0, returnedOnce: 0 }], seed);

/** Registers people in the villages of one township and takes over their rights, checked by the rules as usual. */
export const seedPeople = async ({ deps, services }: County, people: readonly DemoPerson[], township: number): Promise<void> => {
  const villages = demoVillages.filter((village) => village.startsWith((demoTownships[township] ?? '').slice(0, 9)));
  const clock = simulatedClock('2016-01-04T01:00:00.000Z');
  for (let from = 0; from < people.length; from += page) {
    const forms = people.slice(from, from + page).map(({ form }, index) => ({ ...form, areaCode: villages[(from + index) % villages.length] ?? '' }));
    const steps = forms.map((form) => ({ ...value(registerStep(deps.pseudonyms, form, 'refuse')), commandKey: 'register' }));
    (await executeMany(deps, personDecider, contextOf(clock, officer('caseworker', 'caseworker'), 'register'), steps, new Map())).forEach(must);
    const rights = steps.map(({ personKey }) => ({ personKey, scheme, branch: null, startMonth: '2016-01', register: '2015 年度名册', confirmedBy: ['county'] }) as const);
    (await services.entitlements.carryOverMany(contextOf(clock, officer('county', 'county-reviewer'), `carry-${township}-${from}`), rights)).forEach(must);
  }
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
