import { createJobQueue } from '@zhibu/queue';
import { JobStoreUnderTest } from '../contract/job-bench';
import { jobQueueContract } from '../contract/job-queue.contract';
import { createTestDatabase } from '../support/database';

const openStore = async (): Promise<JobStoreUnderTest> => {
  const database = await createTestDatabase(1);
  // With one connection of its own, everybody else in this fresh database is a connection of the queues.
  const others = `from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;
  return {
    open: (options) => createJobQueue({ connectionString: database.url, ...options }),
    loseJobs: async () => {
      // The server may end the drop instead of a worker when the two wait for one another (40P01).
      const drop = () => database.pool.query('drop schema bullmq cascade');
      const again = (error: Error & { code?: string }): Promise<unknown> => (error.code === '40P01' ? drop().catch(again) : Promise.reject(error));
      await drop().catch(again);
    },
    cutConnections: async () => {
      await database.pool.query(`select pg_terminate_backend(pid) ${others}`);
    },
    connections: async () => (await database.pool.query<{ count: number }>(`select count(*)::int as count ${others}`)).rows[0]?.count ?? 0,
    loseLock: async ({ queue, id }) => void (await database.pool.query(`update bullmq.job set lock_token = 'another', locked_until_ms = 0 where queue = $1 and id = $2`, [queue, id])),
    countStalls: async ({ queue, id }, stalls) => void (await database.pool.query('update bullmq.job set stalled_count = $3 where queue = $1 and id = $2', [queue, id, stalls])),
    close: database.drop,
  };
};

jest.setTimeout(60_000);
jobQueueContract('PostgreSQL', openStore);
