import { Config, Secrets, failure, openSecrets, postgresFolder, startEmbeddedPostgres } from '@zhibu/platform';
import type { EngineLook } from '../engines/engine';
import { waitForEngines, type Waiting } from '../engines/wait-for-engines';
import { inspectPostgres } from '../engines/inspect-postgres';
import { lookAtEventStore } from '../engines/look-at-event-store';
import { lookAtRedis } from '../engines/look-at-redis';
import { holdsEvents } from './open-event-store';

export interface OpenDatabase {
  /** May hold a password: never printed. */
  readonly url: string;
  readonly secrets: Secrets;
  /** False when the server is somebody else's: that of DATABASE_URL, or of a running `npm start`. */
  readonly started: boolean;
  stop(): Promise<void>;
}

export interface OpenOptions extends Pick<Waiting, 'say' | 'onWaiting' | 'signal'> {
  /** What to do when another process runs the embedded PostgreSQL of the data folder. Default `share`. */
  readonly whenRunning?: 'share' | 'refuse';
  /** How long an engine that does not answer is waited for where the settings do not say. */
  readonly waitMs: number;
}

/** What a server process waits for engines that come up beside it. */
export const serverWaitMs = 300_000;
/** What somebody at a terminal does. */
export const commandWaitMs = 10_000;

const msPerSecond = 1_000;
export const waitMsOf = ({ waitSeconds }: Pick<Config, 'waitSeconds'>, otherwiseMs: number): number => (waitSeconds === undefined ? otherwiseMs : waitSeconds * msPerSecond);

/** A look at each engine that is named. `installation`: fingerprint of the keys, where they are known by now. */
export const engineLooks = ({ databaseUrl, eventStoreUrl, redisUrl }: Pick<Config, 'databaseUrl' | 'eventStoreUrl' | 'redisUrl'>, installation?: string): readonly (() => Promise<EngineLook>)[] => [
  ...(databaseUrl === undefined ? [] : [() => inspectPostgres(databaseUrl)]),
  ...(eventStoreUrl === undefined ? [] : [() => lookAtEventStore(eventStoreUrl)]),
  ...(redisUrl === undefined ? [] : [() => lookAtRedis(redisUrl, installation)]),
];

/**
 * The database of DATABASE_URL, else the PostgreSQL of the data folder: shared (or refused) when it runs, started for the
 * duration when not. Every engine that is named is waited for, and looked at before anything is done with it;
 * what is wrong of several is told together.
 */
export const openDatabase = async (config: Config, { whenRunning = 'share', waitMs, ...rest }: OpenOptions): Promise<OpenDatabase> => {
  const waiting = { ...rest, withinMs: waitMsOf(config, waitMs) };
  const { databaseUrl, eventStoreUrl } = config;
  await waitForEngines(engineLooks(config), waiting);
  if (databaseUrl !== undefined) return { url: databaseUrl, secrets: await secretsOf(config, databaseUrl), started: false, stop: () => Promise.resolve() };
  const postgres = await startEmbeddedPostgres({ folder: postgresFolder(config), whenRunning });
  try {
    const { url, created, owned } = postgres;
    const isNew = created && eventStoreUrl === undefined;
    return { url, secrets: await secretsOf(config, isNew ? null : url), started: owned, stop: () => postgres.stop() };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
};

/** `databaseUrl`: null when there can be no events yet. */
const secretsOf = async (config: Config, databaseUrl: string | null): Promise<Secrets> =>
  openSecrets(config.dataFolder, databaseUrl !== null && (await anyEvents(databaseUrl, config)), config.secretsFile);

const anyEvents = async (databaseUrl: string, { eventStoreUrl, databasePooling }: Config): Promise<boolean> => {
  try {
    return await holdsEvents({ databaseUrl, eventStoreUrl, preparedStatements: databasePooling === 'session' });
  } catch (error) {
    const why = error instanceof Error ? error.message || error.name : String(error);
    throw failure('postgres-failed', `无法读取事件日志（${why}）。`, `The event log cannot be read (${why}).`, error);
  }
};
