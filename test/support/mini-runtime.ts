import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { contentHash, instantOf } from '@zhibu/kernel';
import { StoredEvent } from '@zhibu/event-store';
import { Runtime, createRuntime } from '@zhibu/runtime';
import { TestDatabase, createTestDatabase } from './database';
import { TestClock, testClock } from './test-clock';

export interface MiniRuntime {
  readonly runtime: Runtime;
  readonly clock: TestClock;
  readonly database: TestDatabase;
  readonly dataFolder: string;
  /** Trouble that the runtime tried again. */
  readonly errors: readonly string[];
  /** Another process of the same installation, without workers: connections, and what is remembered of streams, are its own. */
  neighbour(): Promise<Runtime>;
  end(): Promise<void>;
}

/** The whole product on a database of its own, with workers, small chunks and a quick sweeper. */
export const startMiniRuntime = async (options: { readonly clock?: TestClock; readonly sweepEveryMs?: number; readonly eventStoreUrl?: string; readonly redisUrl?: string; readonly chunkSize?: number; readonly lookEveryMs?: number } = {}): Promise<MiniRuntime> => {
  const database = await createTestDatabase(4);
  const dataFolder = await mkdtemp(join(tmpdir(), 'zhibu-mini-'));
  const clock = options.clock ?? testClock(instantOf('2016-01-04', 9));
  const errors: string[] = [];
  const neighbours: Runtime[] = [];
  const open = (): Promise<Runtime> => createRuntime({
    databaseUrl: database.url,
    eventStoreUrl: options.eventStoreUrl,
    redisUrl: options.redisUrl,
    ...(options.lookEveryMs === undefined ? {} : { lookEveryMs: options.lookEveryMs }),
    policiesFolder: resolve(__dirname, '../../policies'),
    dataFolder,
    // The same in every run, so that two runs give people the same keys and streams the same names.
    secrets: { pseudonymKey: Buffer.alloc(32, 1), masterKey: Buffer.alloc(32, 2) },
    clock,
    chunkSize: options.chunkSize ?? 10,
    connectionsMax: 12,
    sweepEveryMs: options.sweepEveryMs ?? 250,
    onError: (where, error) => errors.push(`${where}: ${String(error)}`),
  });
  const runtime = await open();
  await runtime.migrate();
  await runtime.start({ projections: true, workers: true });
  const neighbour = async (): Promise<Runtime> => {
    const opened = await open();
    neighbours.push(opened);
    return opened;
  };
  const end = async (): Promise<void> => {
    await Promise.all([runtime, ...neighbours].map((each) => each.stop()));
    await database.drop();
    await rm(dataFolder, { recursive: true });
  };
  return { runtime, clock, database, dataFolder, errors, neighbour, end };
};

/** Notes of an attempt: how often money was found short depends on when somebody looked. */
const ofAttempts = new Set(['BatchFundsShort']);

/** An officer's reissue is written on its lines by whoever comes first: the officer's own process, or a worker that completes it and was not told the reason. */
const withoutWhose = (type: string, data: unknown): unknown => (type === 'LineReissued' ? { ...(data as object), reason: null } : data);

/** What the log says, stream by stream in its order: two runs with the same outcome give the same text. */
export const logContent = async ({ eventStore, codec }: Pick<Runtime, 'eventStore' | 'codec'>): Promise<readonly string[]> => {
  const stored: StoredEvent[] = [];
  for await (const event of eventStore.readAll()) if (!ofAttempts.has(event.type)) stored.push(event);
  const streams = new Map<string, string[]>();
  for (const { type, data, meta } of await codec.open(stored)) {
    const lines = streams.get(meta.stream) ?? [];
    streams.set(meta.stream, [...lines, `${meta.stream} ${type} ${contentHash(withoutWhose(type, data))}`]);
  }
  return [...streams.keys()].sort().flatMap((stream) => streams.get(stream) ?? []);
};

/** Columns that tell when or in which order something was stored, and not what. */
const ofTheRun = new Set(['since', 'recorded_at', 'position', 'transaction_id', 'checkpoint', 'updated_at', 'seen_at', 'work_id', 'event_id', 'version']);

/** Every read model as text, without what differs from run to run. */
export const readModelContent = async ({ pool }: Pick<Runtime, 'pool'>): Promise<Readonly<Record<string, readonly string[]>>> => {
  const { rows: tables } = await pool.query<{ name: string }>(`select viewname as name from pg_views where schemaname = 'read_models' order by 1`);
  const content: Record<string, readonly string[]> = {};
  for (const { name } of tables) {
    const { rows } = await pool.query<{ row: Record<string, unknown> }>(`select to_jsonb(t) as row from read_models."${name}" t`);
    content[name] = rows.map(({ row }) => JSON.stringify(Object.entries(row).filter(([column]) => !ofTheRun.has(column)).sort())).sort();
  }
  return content;
};
