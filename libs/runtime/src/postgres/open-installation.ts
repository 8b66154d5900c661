import { Config, PlatformFailure, fingerprintOf, migrateIdentity } from '@zhibu/platform';
import type { EngineState } from '../engines/engine-monitor';
import type { Waiting } from '../engines/wait-for-engines';
import { refuseOthersJobs } from '../engines/look-at-redis';
import { Runtime } from '../runtime';
import { createRuntime } from './create-runtime';
import { OpenDatabase, openDatabase, serverWaitMs } from './open-database';
import type { ProcessKind } from './processes';

/** A process's own view of an installation: its database, its keys and the wired product, migrated and not started. */
export interface Installation {
  readonly runtime: Runtime;
  /** Stops the runtime, then the PostgreSQL that this process had to start, if any. */
  stop(): Promise<void>;
}

/** What a process has to hear of the runtime it opens. */
export interface RuntimeEars {
  readonly kind: ProcessKind;
  readonly onError: (where: string, error: unknown) => void;
  /** An engine went away or came back. */
  readonly onEngine?: (state: EngineState) => void;
  /** The event log is not that of the database: nothing works any more, and the process has to end with this. */
  readonly onForeignLog?: (failure: PlatformFailure) => void;
}

export interface InstallationEars extends RuntimeEars, Pick<Waiting, 'say' | 'onWaiting' | 'signal'> {}

/** Whether the files have to say what was used before. What only looks, such as verifying under rules of another time, takes them as they are. */
export type Definitions = 'as-used' | 'as-they-are';

/**
 * The wired product over a database, migrated and not started. Throws `RulesRefused` when a definition changed after it was
 * used, and a `PlatformFailure` when the event log is not the one that this database belongs to, or the jobs in Redis are another's.
 */
export const openRuntime = async (config: Config, { url, secrets }: OpenDatabase, ears: RuntimeEars, definitions: Definitions = 'as-used'): Promise<Runtime> => {
  const { policiesFolder, dataFolder, eventStoreUrl, redisUrl, databasePooling } = config;
  const runtime = await createRuntime({ databaseUrl: url, eventStoreUrl, redisUrl, preparedStatements: databasePooling === 'session', policiesFolder, dataFolder, secrets, ...ears });
  try {
    await runtime.migrate();
    await runtime.checkLog();
    if (redisUrl !== undefined) await refuseOthersJobs(redisUrl, fingerprintOf(secrets));
    await migrateIdentity(runtime.pool);
    if (definitions === 'as-used') await runtime.checkDefinitions();
    return runtime;
  } catch (error) {
    await runtime.stop();
    throw error;
  }
};

/** What a server process opens first: its engines, waited for, and the product over them. */
export const openInstallation = async (config: Config, { say, onWaiting, signal, ...ears }: InstallationEars): Promise<Installation> => {
  const database = await openDatabase(config, { waitMs: serverWaitMs, say, ...(onWaiting === undefined ? {} : { onWaiting }), ...(signal === undefined ? {} : { signal }) });
  try {
    const runtime = await openRuntime(config, database, ears);
    return { runtime, stop: () => runtime.stop().finally(() => database.stop()) };
  } catch (error) {
    await database.stop();
    throw error;
  }
};
