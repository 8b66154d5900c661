import fc from 'fast-check';
import { EventStore } from '@zhibu/event-store';
import { createPostgresEventStore, migrateEventStore } from '@zhibu/event-store/postgres';
import { TestDatabase, createTestDatabase } from '../support/database';
import { appendTo, collect, event } from './sample-append';

type Step = { readonly by: number; readonly stream: string; readonly content: number; readonly times: number };

/** Two processes write and read the same streams; what one remembers of them is what a third reads for the first time. */
describe('streams remembered by a process', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await migrateEventStore(database.pool);
  });
  afterAll(async () => await database.drop());

  const open = (): EventStore => createPostgresEventStore({ pool: database.pool });
  const whole = (store: EventStore, stream: string) => collect(store.readStream(stream));

  it('are whole and current at every read, short, long and too long to be remembered', async () => {
    const step: fc.Arbitrary<Step> = fc.record({ by: fc.nat(1), stream: fc.constantFrom('a', 'b', 'c'), content: fc.constantFrom(1, 300, 20_000), times: fc.integer({ min: 1, max: 90 }) });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const own = (run += 1);
        const stores = [open(), open()];
        for (const { by, stream: name, content, times } of steps) {
          const stream = `${name}-${own}`;
          const appended = Math.min(times, Math.floor(400_000 / content));
          await stores[by]?.append(appendTo(stream, 'any', Array.from({ length: appended }, () => event('Noted', 'x'.repeat(content)))));
          const expected = await whole(open(), stream);
          for (const store of stores) expect(await whole(store, stream)).toEqual(expected);
          expect((await stores[by]?.readStreams([stream, 'nobody']))?.get(stream)).toEqual(expected);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('are read anew for a command that met a newer version', async () => {
    const [mine, theirs] = [open(), open()];
    await mine.append(appendTo('person-a', 0, [event('Noted', 1)]));
    expect(await whole(mine, 'person-a')).toHaveLength(1);
    await theirs.append(appendTo('person-a', 1, [event('Noted', 2)]));
    expect(await mine.append(appendTo('person-a', 1, [event('Noted', 3)]))).toEqual({ kind: 'conflict', expectedVersion: 1, actualVersion: 2 });
    expect((await whole(mine, 'person-a')).map(({ data }) => data)).toEqual([1, 2]);
  });
});
