import { Actor, Clock } from '@zhibu/kernel';
import { Work, WorkName, queueOfWork, workNames } from '@zhibu/workflow';
import { CommandContext } from '../execute/context';
import { Job, QueueName, queueNames } from '../ports/job-queue';
import { workOfJob } from './work-of-job';

export type JobHandler = (job: Job) => Promise<void>;

/** One kind of work, the queue it comes through, and who does it. */
export interface WorkHandler {
  readonly work: WorkName;
  readonly queue: QueueName;
  readonly handle: (context: CommandContext, work: Work) => Promise<void>;
}

export const everyWork = (handle: WorkHandler['handle']): readonly WorkHandler[] => workNames.map((work) => ({ work, queue: queueOfWork[work], handle }));

/** The table from queues to handlers. Throws at start-up when a kind of work has no handler, or two, or comes through a queue that nobody listens to. */
export const jobHandlersOf = (handlers: readonly WorkHandler[], by: { readonly clock: Clock; readonly automation: Actor }): Readonly<Record<QueueName, JobHandler>> => {
  for (const work of workNames) {
    const count = handlers.filter((handler) => handler.work === work).length;
    if (count !== 1) throw new Error(`expected one handler for the work ${work}, found ${count}`);
  }
  const lost = handlers.find((handler) => handler.queue !== queueOfWork[handler.work] || !queueNames.includes(handler.queue));
  if (lost !== undefined) throw new Error(`the work ${lost.work} comes through ${queueOfWork[lost.work]}, not through ${lost.queue}`);
  const handle: JobHandler = async (job) => {
    const work = workOfJob(job);
    const handler = handlers.find((candidate) => candidate.work === work?.work);
    if (work === null || handler === undefined) throw new Error(`the job ${job.id} names no work that is known here`);
    await handler.handle({ clock: by.clock, actor: by.automation, commandKey: job.id, correlationId: job.id, causationId: job.id }, work);
  };
  return Object.fromEntries(queueNames.map((queue) => [queue, handle])) as Record<QueueName, JobHandler>;
};
