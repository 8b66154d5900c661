import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { DemoPerson, demoPlan } from '@zhibu/demo';
import { Checkpoint } from '@zhibu/kernel';
import { createProjectionRunner, readLeases } from '@zhibu/projections';
import { openCounty } from '../county/open-county';
import { planPeople, seedPeople } from '../county/seed-people';
import { Case, Figure, whole } from '../harness';
import { openOurLife } from '../life/our-life';
import { WorkerGroup, busySince, openGroup } from '../workers/worker-group';

const counts = [1, 2, 4];
const people = 2_000;
/** For each process, so that all are equally warm. */
const warmUpPeople = 500;
const casesEach = 40;

interface Measured {
  readonly perSecond: number;
  /** Processor time of the workers for one event or case, in ms. */
  readonly usedMs: number;
  /** Share of all processors' time that anybody used. */
  readonly busy: number;
}

/** Does the work once, and looks at the clock, at the workers and at the processors. */
const measured = async (group: WorkerGroup, work: () => Promise<number>): Promise<Measured> => {
  const [usedBefore, busy, start] = [await group.used(), busySince(), performance.now()];
  const units = await work();
  const perSecond = (units * 1_000) / (performance.now() - start);
  return { perSecond, busy: busy(), usedMs: ((await group.used()) - usedBefore) / units };
};

const limitOf = (busy: number): string => (busy >= 0.85 ? 'limited by processors' : 'limited by waiting for the server, or by the largest share');

/** Waits until no process has more than its share, so that nothing is handed over while it is measured. */
const evenlyShared = async (pool: Pool, count: number): Promise<void> => {
  for (const endMs = performance.now() + 60_000; performance.now() < endMs; await new Promise((done) => setTimeout(done, 50))) {
    const held = (await readLeases(pool)).filter(({ name, owner }) => owner !== null && name.startsWith('read_models/'));
    const loads = [...new Set(held.map(({ owner }) => owner))].map((owner) => held.filter((lease) => lease.owner === owner).length);
    if (loads.length === count && Math.max(...loads) - Math.min(...loads) <= 1) return;
  }
  throw new Error(`${count} processes did not share the read models`);
};

/** Events as they are appended, through every read model, by processes that are warm and have shared them out. */
const followLive = async (databaseUrl: string, folder: string, count: number): Promise<Measured> => {
  const group = await openGroup(count, 'models', databaseUrl);
  const county = await openCounty(databaseUrl, folder);
  const { pool, eventStore, deps, projections } = county;
  const asking = createProjectionRunner({ pool, eventStore, codec: deps.codec, projections });
  await group.begin();
  await evenlyShared(pool, count);
  const warmUp = warmUpPeople * count;
  const all = planPeople(people + warmUp);
  const seen = async (part: readonly DemoPerson[]): Promise<void> => {
    await seedPeople(county, part, 0);
    const waited = await asking.waitFor((await eventStore.head()) as Checkpoint, { timeoutMs: 120_000 });
    if (!waited.reached) throw new Error(`${waited.behind.join(', ')} did not catch up`);
  };
  await seen(all.slice(0, warmUp));
  const figures = await measured(group, async () => (await seen(all.slice(warmUp)), people * 2));
  await group.end();
  await county.close();
  return figures;
};

/** Cases from the form to the right, all at once: officers act here, and everything that follows is shared by the processes. */
const liveCases = async (databaseUrl: string, folder: string, count: number): Promise<Measured> => {
  const group = await openGroup(count, 'all', databaseUrl);
  const life = await openOurLife(databaseUrl, folder, { workers: false });
  await group.begin();
  const cases = demoPlan([{ scheme: 'rural-reward', carriedOver: 0, confirmed: casesEach * (count + 1), refusedByRule: 0, refusedByTownship: 0, withdrawn: 0, returnedOnce: 0 }], 11);
  // As much for each process, so that all are equally warm.
  for (let round = 0; round < count; round += 1) await life.live(cases.slice(round * casesEach, (round + 1) * casesEach));
  const figures = await measured(group, () => life.live(cases.slice(count * casesEach)));
  await life.close();
  await group.end();
  return figures;
};

const figureOf = (name: string, unit: string, count: number, { perSecond, usedMs, busy }: Measured, alone: Measured): Figure => ({
  name: `${name}, ${count} ${count === 1 ? 'process' : 'processes'}`,
  ours: `${whole(perSecond)} ${unit}/s`,
  peer: count === 1 ? '' : `1 process ${whole(alone.perSecond)}`,
  ratio: perSecond / alone.perSecond,
  target: `none; ${usedMs.toFixed(2)} ms of processor each in the workers; processors ${Math.round(busy * 100)} % busy: ${limitOf(busy)}`,
});

/** The worker side by the number of processes that share it. */
export const workerProcessesCase: Case = {
  name: 'worker-processes',
  run: async (databaseUrl, _, report) => {
    const folder = mkdtempSync(join(tmpdir(), 'zhibu-bench-workers-'));
    let alone: Measured | null = null;
    for (const count of counts) {
      const figures = await followLive(await databaseUrl(`models_${count}`), folder, count);
      report(figureOf(`${whole(people * 2)} events through every read model`, 'events', count, figures, (alone ??= figures)));
    }
    alone = null;
    for (const count of counts) {
      const figures = await liveCases(await databaseUrl(`cases_${count}`), folder, count);
      report(figureOf(`${casesEach} cases, all at once`, 'cases', count, figures, (alone ??= figures)));
    }
    rmSync(folder, { recursive: true });
  },
};
