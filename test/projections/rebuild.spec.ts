import * as fc from 'fast-check';
import { EventStore } from '@zhibu/event-store';
import { createMemoryEventStore } from '@zhibu/event-store/memory';
import { Checkpoint, canonicalJson } from '@zhibu/kernel';
import { ProjectedEvent, Projection, createMemoryProjection, createProjectionRunner, createProjections } from '@zhibu/projections';
import { TestDatabase, createTestDatabase } from '../support/database';
import { Step, history } from './histories';
import { dump, eventually, plainCodec, record } from './support';

const projections = createProjections(() => null);

const recordSteps = async (store: EventStore, steps: readonly Step[]): Promise<void> => {
  for (const { stream, event, recordedAt } of steps) await record(store, stream, [event], recordedAt);
};

const recordedIn = async (store: EventStore): Promise<readonly ProjectedEvent[]> => {
  const events: ProjectedEvent[] = [];
  for await (const event of store.readAll()) events.push(event as ProjectedEvent);
  return events;
};

const rowsOf = (projection: Projection, memory: ReturnType<typeof createMemoryProjection>): string =>
  projection.tables.map((table) => `${table.name}\n${memory.rows(table).map(canonicalJson).join('\n')}`).join('\n');

const folded = async (projection: Projection, events: readonly ProjectedEvent[], size: number): Promise<string> => {
  const memory = createMemoryProjection(projection);
  const mine = events.filter(({ type }) => projection.filter.types?.includes(type) ?? true);
  for (let from = 0; from < mine.length; from += size) await memory.apply(mine.slice(from, from + size));
  return rowsOf(projection, memory);
};

describe('read models of random histories', () => {
  it('are the same however the events are cut into batches', async () => {
    await fc.assert(
      fc.asyncProperty(history(120), fc.integer({ min: 2, max: 40 }), async (steps, size) => {
        const store = createMemoryEventStore();
        await recordSteps(store, steps);
        const events = await recordedIn(store);
        for (const projection of projections) expect(await folded(projection, events, size)).toBe(await folded(projection, events, 1));
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  describe('on PostgreSQL', () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await createTestDatabase(14);
    });
    afterAll(async () => database.drop());

    it('rebuilt equals live, byte for byte, and both equal the fold in memory', async () => {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(history(150), fc.integer({ min: 1, max: 60 }), async (steps, batchSize) => {
          run += 1;
          const schema = `run_${run}`;
          const store = createMemoryEventStore();
          const runner = createProjectionRunner({ pool: database.pool, eventStore: store, codec: plainCodec, projections, schema, batchSize, lookEveryMs: 30 });
          await recordSteps(store, steps.slice(0, steps.length / 3));
          await runner.start();
          await recordSteps(store, steps.slice(steps.length / 3));
          const head = (await store.head()) as Checkpoint;
          expect(await runner.waitFor(head, { timeoutMs: 10_000 })).toEqual({ reached: true });
          const live = await Promise.all(projections.map((projection) => dump(database.pool, projection, schema)));
          for (const { name } of projections) await runner.rebuild(name);
          const rebuilt = await Promise.all(projections.map((projection) => dump(database.pool, projection, schema)));
          expect(rebuilt).toEqual(live);
          const events = await recordedIn(store);
          for (const [index, projection] of projections.entries()) {
            const inMemory = await folded(projection, events, 7);
            expect(rebuilt[index]?.split('\n').length).toBe(inMemory.split('\n').filter((line) => line !== '').length);
          }
          await runner.stop();
          await database.pool.query(`drop schema ${schema} cascade`);
        }),
        { numRuns: 5 },
      );
    }, 120_000);

    it('finds its place again after its connections are cut in the middle of batches', async () => {
      const schema = 'cut';
      const store = createMemoryEventStore();
      const steps = fc.sample(history(400), { numRuns: 4, seed: 7 }).flat();
      const runner = createProjectionRunner({ pool: database.pool, eventStore: store, codec: plainCodec, projections, schema, batchSize: 3, lookEveryMs: 20 });
      await runner.start();
      let recording = true;
      const cutting = (async () => {
        while (recording) {
          await new Promise((resolve) => setTimeout(resolve, 60));
          await database.pool.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()').catch(() => undefined);
        }
      })();
      for (const step of steps) {
        await recordSteps(store, [step]);
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
      recording = false;
      await cutting;
      const head = (await store.head()) as Checkpoint;
      await eventually(async () => (await runner.waitFor(head, { timeoutMs: 1_000 }).catch(() => ({ reached: false }))).reached, 30_000);
      const live = await Promise.all(projections.map((projection) => dump(database.pool, projection, schema)));
      for (const { name } of projections) await runner.rebuild(name);
      expect(await Promise.all(projections.map((projection) => dump(database.pool, projection, schema)))).toEqual(live);
      await runner.stop();
    }, 120_000);
  });
});
