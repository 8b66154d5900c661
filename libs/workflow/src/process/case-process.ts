import { addDays, instantOf } from '@zhibu/kernel';
import { FollowUp, followUp } from './follow-up';
import { Caused } from './recorded';

/** From the desk to the entitlement. */
export const afterCaseEvent = (event: Caused): readonly FollowUp[] => {
  const cause = event.meta.version;
  switch (event.type) {
    case 'ApplicationSubmitted':
    case 'ApplicationCorrected':
    case 'ApplicationReopened':
      return [followUp({ work: 'check-eligibility', applicationId: event.data.applicationId }, cause)];
    case 'NoticePosted': {
      const { applicationId, stage, lastDay } = event.data;
      // The last day counts in full, so the notice ends when the next one begins.
      return [followUp({ work: 'close-notice', applicationId, stage }, cause, instantOf(addDays(lastDay, 1)))];
    }
    case 'ObjectionResolved': {
      // The timer may have found the objection open and gone; whoever finds the notice not over leaves it.
      const { applicationId, stage } = event.data;
      return [followUp({ work: 'close-notice', applicationId, stage }, cause)];
    }
    case 'ApplicationConfirmed':
      return [followUp({ work: 'grant-entitlement', applicationId: event.data.applicationId }, cause)];
    default:
      return [];
  }
};
