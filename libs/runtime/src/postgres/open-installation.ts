import { Config, migrateIdentity, openSecrets, postgresFolder, startEmbeddedPostgres } from '@zhibu/platform';
import { Runtime } from '../runtime';
import { createRuntime } from './create-runtime';
import { databaseHoldsEvents } from './look-at-database';

/** A process's own view of an installation: its database, its keys and the wired product, migrated and not started. */
export interface Installation {
  readonly runtime: Runtime;
  /** Stops the runtime, then the PostgreSQL that this process had to start, if any. */
  stop(): Promise<void>;
}

/** What a server process opens first: the database of DATABASE_URL, else the PostgreSQL of the data folder, shared when it runs. */
export const openInstallation = async (config: Config, onError: (where: string, error: unknown) => void): Promise<Installation> => {
  const embedded = config.databaseUrl === undefined ? await startEmbeddedPostgres({ folder: postgresFolder(config), whenRunning: 'share' }) : null;
  const stopDatabase = async (): Promise<void> => embedded?.stop();
  try {
    const databaseUrl = embedded?.url ?? config.databaseUrl ?? '';
    const secrets = openSecrets(config.dataFolder, embedded?.created !== true && (await databaseHoldsEvents(databaseUrl)));
    const runtime = await createRuntime({ databaseUrl, policiesFolder: config.policiesFolder, dataFolder: config.dataFolder, secrets, onError });
    const stop = (): Promise<void> => runtime.stop().finally(stopDatabase);
    try {
      await runtime.migrate();
      await migrateIdentity(runtime.pool);
    } catch (error) {
      await runtime.stop();
      throw error;
    }
    return { runtime, stop };
  } catch (error) {
    await stopDatabase();
    throw error;
  }
};
