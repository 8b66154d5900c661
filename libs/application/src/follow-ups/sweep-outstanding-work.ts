import { Clock } from '@zhibu/kernel';
import { JobQueue } from '../ports/job-queue';
import { OutstandingWork } from '../ports/read-ports';

const jobsPerPage = 500;

/** Enqueues everything that the events still ask for, so that no queue has to be kept. Returns how many jobs. */
export const sweepOutstandingWork = async ({ outstanding, queue, clock }: { readonly outstanding: OutstandingWork; readonly queue: JobQueue; readonly clock: Clock }, signal?: AbortSignal): Promise<number> => {
  let found = 0;
  for (let after = ''; signal?.aborted !== true; ) {
    const page = await outstanding.page({ now: clock.now(), after, limit: jobsPerPage });
    const last = page.at(-1);
    if (last === undefined) break;
    await queue.enqueue(page);
    found += page.length;
    after = last.id;
  }
  return found;
};
