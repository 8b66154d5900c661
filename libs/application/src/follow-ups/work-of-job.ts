import { Work, workNames } from '@zhibu/workflow';
import { Job } from '../ports/job-queue';

/** What a job is about, or `null` when it names no work that is known here. */
export const workOfJob = ({ payload }: Pick<Job, 'payload'>): Work | null =>
  // Written by our own process manager under these names; whatever else is found is not ours to guess.
  workNames.some((name) => name === payload['work']) ? (payload as unknown as Work) : null;
