import { WorkName } from './follow-up';
import { Caused, RecordedLike } from './recorded';

/**
 * Work that an event shows to be done or no longer needed. `subject` is that of `subjectOfWork`; a trailing
 * `/` means every subject that begins so. What is left of all follow-ups is outstanding.
 */
export interface FinishedWork {
  readonly work: WorkName;
  readonly subject: string;
}

const ended = (applicationId: string): readonly FinishedWork[] => [
  { work: 'check-eligibility', subject: applicationId },
  { work: 'close-notice', subject: `${applicationId}/` },
];

export const finishedBy = (event: RecordedLike): readonly FinishedWork[] => {
  const known = event as Caused;
  switch (known.type) {
    case 'EligibilityChecked':
      return [{ work: 'check-eligibility', subject: known.data.applicationId }];
    case 'NoticeClosed':
    case 'StageEntered':
    case 'NoticePosted':
      // A restarted notice is closed by its own, later timer; a stage entered leaves no notice behind.
      return [{ work: 'close-notice', subject: `${known.data.applicationId}/` }];
    case 'ApplicationReturned':
    case 'ApplicationRefused':
    case 'ApplicationWithdrawn':
    case 'ApplicationConfirmed':
      return ended(known.data.applicationId);
    case 'EntitlementGranted':
      return [{ work: 'grant-entitlement', subject: known.data.applicationId }];
    case 'EntitlementExited':
      return [{ work: 'exit-after-check', subject: known.data.entitlementId }];
    case 'EntitlementReverified':
      return known.data.answer === 'no' ? [] : [{ work: 'exit-after-check', subject: known.data.entitlementId }];
    case 'BatchFrozen':
      return [{ work: 'build-chunks', subject: `${known.data.batchId}/` }];
    case 'BatchFundsReserved':
    case 'BatchFundsShort':
      return [{ work: 'reserve-funds', subject: known.data.batchId }];
    case 'BatchFileWritten':
      return [{ work: 'write-file', subject: known.data.batchId }];
    case 'BatchCancelled':
      return [
        { work: 'build-chunks', subject: `${known.data.batchId}/` },
        { work: 'reserve-funds', subject: known.data.batchId },
        { work: 'write-file', subject: known.data.batchId },
      ];
    case 'ReturnFileApplied':
      return [{ work: 'apply-returns', subject: known.data.returnFileId }];
    default:
      return [];
  }
};
