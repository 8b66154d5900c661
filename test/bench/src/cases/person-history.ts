import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simulatedClock } from '@zhibu/platform';
import { contextOf, must, officer, openCounty, value } from '../county/open-county';
import { drain, planPeople, seedPeople } from '../county/seed-people';
import { Case } from '../harness';

const factsEach = 3;
const history = 500;
const looks = 200;
const p95MaxMs = 20;

/** What was known of one person with 500 events, for any day in force; each look is itself recorded. */
export const personHistoryCase: Case = {
  name: 'person-history',
  run: async (databaseUrl, _compare, report) => {
    const folder = mkdtempSync(join(tmpdir(), 'zhibu-bench-files-'));
    const county = await openCounty(await databaseUrl('person'), folder);
    const people = planPeople(200);
    await seedPeople(county, people, 0);
    const { services, deps } = county;
    const personKey = value(services.people.keyOf(people[0]?.form.idNumber ?? ''));
    const clock = simulatedClock('2016-01-05T01:00:00.000Z');
    const known: string[] = [];
    // Four events are there from the registration; facts of later years follow.
    for (let event = 4; event < history; event += 1) {
      const facts = Array.from({ length: factsEach }, (_, index) => ({
        fact: { fact: 'children-ever', of: 'self' as const, value: 1, validFrom: `20${String(16 + (event % 10)).padStart(2, '0')}-0${index + 1}-01`, validTo: null, source: { kind: 'household-register' as const, reference: `R-${event}-${index}` } },
      }));
      clock.advanceTo(new Date(Date.parse(clock.now()) + 86_400_000).toISOString());
      known.push(clock.now());
      must(await services.people.recordFacts(contextOf(clock, officer('caseworker', 'caseworker'), `facts-${event}`), { personKey, facts }));
    }
    await drain(county, ['person-index']);
    const events = (await deps.subjects.ofPerson(personKey)).length;
    const inspector = officer('inspector', 'inspector');
    const timesMs: number[] = [];
    for (let look = 0; look < looks; look += 1) {
      const knownAt = known[(look * 37) % known.length] ?? clock.now();
      const context = contextOf(clock, inspector, `look-${look}`);
      const start = performance.now();
      const state = value(await services.replay.stateAsOf(context, { subject: { personKey }, reason: 'bench', knownAt, inForceOn: `20${16 + (look % 10)}-06-30` }));
      timesMs.push(performance.now() - start);
      if (state.lines.length === 0) throw new Error('expected a state');
    }
    const sorted = timesMs.slice(looks / 10).sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
    const log = `${events} events`;
    report({ name: `history of ${log}, as of any day, p50`, ours: `${at(0.5).toFixed(1)} ms`, target: `${p95MaxMs} ms`, attained: p95MaxMs / at(0.5) });
    report({ name: `history of ${log}, as of any day, p95`, ours: `${at(0.95).toFixed(1)} ms`, target: `${p95MaxMs} ms`, attained: p95MaxMs / at(0.95) });
    await county.close();
    rmSync(folder, { recursive: true });
  },
};
