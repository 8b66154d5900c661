import { Work, workNames } from '@zhibu/workflow';
import { Job } from '../ports/job-queue';

/** What a job is about: a follow-up names its `work`; the read model of outstanding work names a `kind`. */
export const workOfJob = ({ payload }: Pick<Job, 'payload'>): Work | null => {
  const { work, kind } = payload;
  // Both are written by our own code under the same names; whatever else is found is not ours to guess.
  if (workNames.some((name) => name === work)) return payload as unknown as Work;
  const batchId = String(payload['batchId'] ?? '');
  const returnFileId = String(payload['returnFileId'] ?? '');
  switch (kind) {
    case 'build-chunk': {
      const chunk = Number(payload['chunk']);
      return { work: 'build-chunks', batchId, fromChunk: chunk, throughChunk: chunk };
    }
    case 'apply-returns':
    case 'record-returns':
    case 'use-funds':
      return { work: 'apply-returns', returnFileId };
    case 'release-funds':
      return { work: 'release-batch', batchId };
    default:
      return workNames.some((name) => name === kind) ? ({ ...payload, work: kind } as unknown as Work) : null;
  }
};
