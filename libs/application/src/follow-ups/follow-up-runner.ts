import { Clock } from '@zhibu/kernel';
import { EventStore, StoredEvent } from '@zhibu/event-store';
import { followUpsOf } from '@zhibu/workflow';
import { Job, JobQueue } from '../ports/job-queue';
import { CheckpointStore } from '../ports/read-ports';

/** Streams whose events lead to work. */
const streamPrefixes = ['application-', 'entitlement-', 'person-', 'batch-', 'returnfile-', 'fund-', 'register-'];
const checkpointName = 'follow-ups';

/** Jobs that follow from events. Simulated events are left to whoever simulates them. */
export const jobsAfter = (events: readonly StoredEvent[], options: { readonly simulated: boolean } = { simulated: false }): readonly Job[] =>
  withoutNewcomers(events.filter((event) => options.simulated || !event.meta.simulated)).flatMap((event) => followUpsOf(event).map((followUp) => followUp.job));

/** Facts that came with the registration itself wake nobody: before it there was no case that could be checked again. */
const withoutNewcomers = (events: readonly StoredEvent[]): readonly StoredEvent[] => {
  const formOf = ({ meta }: StoredEvent): string => `${meta.stream}/${meta.commandKey}`;
  const forms = new Set(events.filter(({ type }) => type === 'PersonRegistered').map(formOf));
  return forms.size === 0 ? events : events.filter((event) => event.type !== 'FactsRecorded' || !forms.has(formOf(event)));
};

export interface FollowUpRunnerDeps {
  readonly store: EventStore;
  readonly queue: JobQueue;
  readonly checkpoints: CheckpointStore;
  readonly clock: Clock;
}

/**
 * Reads the log from where it stopped and enqueues what follows. The checkpoint moves after the jobs were
 * taken: a crash in between enqueues them again, under the same ids. Ends when `signal` aborts.
 *
 * What is due later gets no job: it stands in the read model of outstanding work like everything owed, and the sweeper
 * brings it when its time has come. A queue would only hold thousands of timers for weeks, each written twice.
 */
export const runFollowUps = async ({ store, queue, checkpoints, clock }: FollowUpRunnerDeps, signal: AbortSignal): Promise<void> => {
  const after = await checkpoints.load(checkpointName);
  for await (const batch of store.subscribe({ after, filter: { streamPrefixes }, signal })) {
    const now = clock.now();
    const jobs = jobsAfter(batch.events).filter(({ notBefore }) => notBefore === undefined || notBefore <= now);
    if (jobs.length > 0) await queue.enqueue(jobs);
    await checkpoints.save(checkpointName, batch.checkpoint);
    if (signal.aborted) return;
  }
};
