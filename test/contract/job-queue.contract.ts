import { JobQueues } from '@zhibu/queue';
import { JobBench, JobStoreUnderTest, fast } from './job-bench';
import { keepsLimits } from './job-limits.contract';
import { runsJobs } from './job-running.contract';
import { outlivesItsWorkers } from './job-stalls.contract';
import { bearsTrouble } from './job-trouble.contract';

/** What every engine of the job queue has to keep. */
export const jobQueueContract = (engine: string, openStore: () => Promise<JobStoreUnderTest>): void => {
  describe(`job queue on ${engine}`, () => {
    let store: JobStoreUnderTest;
    let opened: JobQueues[] = [];

    beforeEach(async () => {
      store = await openStore();
    });
    afterEach(async () => {
      await Promise.all(opened.map((queues) => queues.close()));
      opened = [];
      await store.close();
    });

    const at = (): JobBench => ({
      store,
      open: async (options = {}) => {
        const queues = await store.open({ ...fast, ...options });
        opened.push(queues);
        return queues;
      },
    });
    runsJobs(at);
    bearsTrouble(at);
    outlivesItsWorkers(at);
    keepsLimits(at);
  });
};
