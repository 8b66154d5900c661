import { Work, WorkName, followUpsOf, workSubject } from '@zhibu/workflow';
import { ProjectedEvent, Rows } from '../framework/projection';
import { outstandingWork } from './tables';

/**
 * Owes the work of one kind that follows from an event, under the id of its follow-up: what is found again here
 * and what the process manager enqueued are one job. Owed again, it takes the newer id. False when nothing follows.
 */
export const owe = (rows: Rows, event: ProjectedEvent, kind: WorkName, areaCode: string | null): boolean => {
  const jobs = followUpsOf(event).map(({ job }) => job).filter((job) => job.payload.work === kind);
  for (const { id, queue, payload, notBefore } of jobs) {
    const { recordedAt, simulated } = event.meta;
    const subject = workSubject(payload);
    rows.put(outstandingWork, { subject, workId: id, kind, queue, payload: { ...payload }, areaCode, since: recordedAt, notBefore: notBefore ?? null, blockedBy: null, simulated });
  }
  return jobs.length > 0;
};

export const settle = (rows: Rows, work: Work): void => rows.delete(outstandingWork, [workSubject(work)]);
