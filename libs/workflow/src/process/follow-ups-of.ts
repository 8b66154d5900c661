import { afterCaseEvent } from './case-process';
import { FollowUp } from './follow-up';
import { afterPaymentEvent } from './payment-process';
import { afterPersonEvent } from './person-process';
import { Caused, RecordedLike } from './recorded';

/**
 * What follows from one event: pure, total, and the same each time it is asked. Unknown types lead to nothing.
 * Whether a simulated event is acted on is decided by the shell.
 */
export const followUpsOf = (event: RecordedLike): readonly FollowUp[] => {
  // The store hands on what it read; the type tells which content it is.
  const known = event as Caused;
  return [...afterCaseEvent(known), ...afterPersonEvent(known), ...afterPaymentEvent(known)];
};
