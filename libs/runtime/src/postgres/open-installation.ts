import { Config, migrateIdentity } from '@zhibu/platform';
import { Runtime } from '../runtime';
import { createRuntime } from './create-runtime';
import { OpenDatabase, openDatabase } from './open-database';

/** A process's own view of an installation: its database, its keys and the wired product, migrated and not started. */
export interface Installation {
  readonly runtime: Runtime;
  /** Stops the runtime, then the PostgreSQL that this process had to start, if any. */
  stop(): Promise<void>;
}

type OnError = (where: string, error: unknown) => void;

/** Whether the files have to say what was used before. What only looks, such as verifying under rules of another time, takes them as they are. */
export type Definitions = 'as-used' | 'as-they-are';

/** The wired product over a database, migrated and not started. Throws `RulesRefused` when a definition changed after it was used. */
export const openRuntime = async ({ policiesFolder, dataFolder }: Config, { url, secrets }: OpenDatabase, onError: OnError, definitions: Definitions = 'as-used'): Promise<Runtime> => {
  const runtime = await createRuntime({ databaseUrl: url, policiesFolder, dataFolder, secrets, onError });
  try {
    await runtime.migrate();
    await migrateIdentity(runtime.pool);
    if (definitions === 'as-used') await runtime.checkDefinitions();
    return runtime;
  } catch (error) {
    await runtime.stop();
    throw error;
  }
};

/** What a server process opens first: the database, shared when it runs already, and the product over it. */
export const openInstallation = async (config: Config, onError: OnError): Promise<Installation> => {
  const database = await openDatabase(config);
  try {
    const runtime = await openRuntime(config, database, onError);
    return { runtime, stop: () => runtime.stop().finally(() => database.stop()) };
  } catch (error) {
    await database.stop();
    throw error;
  }
};
