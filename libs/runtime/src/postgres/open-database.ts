import { Config, Secrets, openSecrets, postgresFolder, startEmbeddedPostgres } from '@zhibu/platform';
import { databaseHoldsEvents } from './look-at-database';

export interface OpenDatabase {
  /** May hold a password: never printed. */
  readonly url: string;
  readonly secrets: Secrets;
  /** False when the server is somebody else's: that of DATABASE_URL, or of a running `npm start`. */
  readonly started: boolean;
  stop(): Promise<void>;
}

/** The database of DATABASE_URL, else the PostgreSQL of the data folder: shared (or refused) when it runs, started for the duration when not. */
export const openDatabase = async (config: Config, whenRunning: 'share' | 'refuse' = 'share'): Promise<OpenDatabase> => {
  if (config.databaseUrl !== undefined) {
    const secrets = openSecrets(config.dataFolder, await databaseHoldsEvents(config.databaseUrl));
    return { url: config.databaseUrl, secrets, started: false, stop: () => Promise.resolve() };
  }
  const postgres = await startEmbeddedPostgres({ folder: postgresFolder(config), whenRunning });
  try {
    const secrets = openSecrets(config.dataFolder, !postgres.created && (await databaseHoldsEvents(postgres.url)));
    return { url: postgres.url, secrets, started: postgres.owned, stop: () => postgres.stop() };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
};
