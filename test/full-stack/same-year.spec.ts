import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { canonicalJson, unwrap } from '@zhibu/kernel';
import { createDemoBank, demoCounty, loadDemo, scaledNumbers } from '@zhibu/demo';
import { scopeOf } from '@zhibu/projections';
import { simulatedClock } from '@zhibu/platform';
import { Runtime, createRuntime } from '@zhibu/runtime';
import { createTestDatabase } from '../support/database';
import { newInstallation, startServerUnderTest } from '../contract/eventstoredb-server';
import { describeWith } from '../support/debian-program';
import { startRedis } from '../support/redis/redis-server';

jest.setTimeout(180_000);

const year = 2016;
const numbers = scaledNumbers(400);
const secrets = { pseudonymKey: randomBytes(32), masterKey: randomBytes(32) };

interface Engines {
  readonly eventStoreUrl?: string;
  readonly redisUrl?: string;
}

/** A county's year lived through on these engines, and what people see of it afterwards. */
const yearOn = async (engines: Engines): Promise<{ readonly streams: ReadonlyMap<string, readonly string[]>; readonly seen: Readonly<Record<string, unknown>> }> => {
  const database = await createTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'zhibu-year-'));
  const runtime = await createRuntime({ databaseUrl: database.url, ...engines, policiesFolder: resolve(__dirname, '../../policies'), dataFolder: folder, secrets });
  try {
    await runtime.migrate();
    await runtime.start({ projections: true, workers: true });
    const settle = async (): Promise<void> => {
      if (!(await runtime.caughtUp(60_000))) throw new Error('the read models did not catch up within 60 s');
    };
    const clock = simulatedClock(`${year - 1}-12-01T01:00:00.000Z`);
    await loadDemo({ services: runtime.services, clock, bank: createDemoBank(runtime.bankLayout), automation: runtime.automation, concurrency: 16, keyPrefix: 'demo', settle, signal: new AbortController().signal }, { numbers, seed: year, year });
    return { streams: await streamsOf(runtime), seen: await seenIn(runtime) };
  } finally {
    await runtime.stop();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Everything that is kept of every stream, opened; only the place in the log is the engine's own. */
const streamsOf = async (runtime: Runtime): Promise<ReadonlyMap<string, readonly string[]>> => {
  const found = new Map<string, string[]>();
  for await (const stored of runtime.eventStore.readAll()) {
    for (const { type, data, meta } of await runtime.codec.open([stored])) {
      const kept = found.get(meta.stream) ?? [];
      kept.push(canonicalJson({ type, data, meta }));
      found.set(meta.stream, kept);
    }
  }
  return found;
};

/** Rates of the county, of a township and of a day in the year, and whole lives of people as an inspector sees them. */
const seenIn = async (runtime: Runtime): Promise<Readonly<Record<string, unknown>>> => {
  const { rates, users } = { rates: runtime.queries.rates, users: runtime.services.users };
  const scope = scopeOf(['000000000000']);
  const inspector = unwrap(await users.resolveActor('inspector', `${year}-12-31`));
  const context = (commandKey: string) => ({ clock: simulatedClock(`${year + 1}-01-05T01:00:00.000Z`), actor: inspector, commandKey, correlationId: commandKey, causationId: commandKey });
  const people = (await runtime.queries.entitlements.list({ scope, limit: 500 })).items.map(({ personKey }) => personKey).filter((_, index) => index % 5 === 0);
  const lives = people.map(async (personKey) => {
    const subject = { personKey };
    return [
      personKey,
      // The looks that this takes are recorded too, while it goes on.
      unwrap(await runtime.services.replay.timeline(context(`t-${personKey}`), { subject, reason: '核对' })).filter(({ type }) => type !== 'PersonViewed'),
      unwrap(await runtime.services.replay.stateAsOf(context(`s-${personKey}`), { subject, reason: '核对', knownAt: `${year}-07-01T00:00:00.000Z`, inForceOn: `${year}-06-30` })),
    ];
  });
  return {
    county: await rates.ratesOn({ scope, year, areaCode: demoCounty }),
    township: await rates.ratesOn({ scope, year, areaCode: '990101100000' }),
    midYear: await rates.ratesOn({ scope, year, areaCode: demoCounty, on: `${year}-09-30` }),
    lives: await Promise.all(lives),
    verified: await runtime.services.verify.verify({ readModels: true }),
  };
};

const firstDifference = (one: ReadonlyMap<string, readonly string[]>, other: ReadonlyMap<string, readonly string[]>): unknown => {
  for (const stream of [...new Set([...one.keys(), ...other.keys()])].sort()) {
    const [left, right] = [one.get(stream) ?? [], other.get(stream) ?? []];
    const at = Math.max(left.length, right.length) === 0 ? -1 : [...left, ...right].findIndex((_, index) => left[index] !== right[index]);
    if (at >= 0 && (left[at] ?? right[at]) !== undefined) return { stream, version: at + 1, one: left[at], other: right[at] };
  }
  return null;
};

describeWith('redis-server', "a county's year on EventStoreDB, Redis and PostgreSQL", () => {
  it('leaves the same events in every stream, the same figures and the same lives as on PostgreSQL alone', async () => {
    const [redis, server] = await Promise.all([startRedis(), startServerUnderTest()]);
    try {
      const embedded = await yearOn({});
      const full = await yearOn({ eventStoreUrl: `${server.url}${server.url.includes('?') ? '&' : '?'}installation=${newInstallation()}`, redisUrl: redis.url });
      expect(firstDifference(full.streams, embedded.streams)).toBeNull();
      expect(full.streams.size).toBeGreaterThan(200);
      expect(full.seen).toEqual(embedded.seen);
      expect(full.seen['verified']).toMatchObject({ differences: 0, rulesGone: 0 });
    } finally {
      await Promise.all([redis.stop(), server.stop()]);
    }
  });
});
