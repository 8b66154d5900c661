import { Config, Secrets, failure, openSecrets, postgresFolder, startEmbeddedPostgres } from '@zhibu/platform';
import { databaseHoldsEvents } from './look-at-database';

export interface OpenDatabase {
  /** May hold a password: never printed. */
  readonly url: string;
  readonly secrets: Secrets;
  /** False when the server is somebody else's: that of DATABASE_URL, or of a running `npm start`. */
  readonly started: boolean;
  stop(): Promise<void>;
}

/** An engine that is named and not used would leave somebody looking for events where there are none. */
const refuseReserved = ({ eventStoreUrl, redisUrl }: Config): void => {
  const named = [...(eventStoreUrl === undefined ? [] : ['EVENT_STORE_URL']), ...(redisUrl === undefined ? [] : ['REDIS_URL'])];
  if (named.length === 0) return;
  throw failure('settings-wrong', `本版本尚不支持 ${named.join('、')}，请去掉该设置：事件和队列都在 PostgreSQL 中。`, `This version does not support ${named.join(', ')} yet; leave it out: events and queues are in PostgreSQL.`);
};

/** The database of DATABASE_URL, else the PostgreSQL of the data folder: shared (or refused) when it runs, started for the duration when not. */
export const openDatabase = async (config: Config, whenRunning: 'share' | 'refuse' = 'share'): Promise<OpenDatabase> => {
  refuseReserved(config);
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
