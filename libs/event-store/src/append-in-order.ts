import { AppendOutcome, AppendRequest, EventStore } from './port';

/** Whether the events of the request stand in the log now: just written, or by the same command before. */
export const isStored = ({ kind }: AppendOutcome): boolean => kind === 'appended' || kind === 'duplicate';

/**
 * Appends one request after the other: the events of each stand in the log before those of the next, for every reader. Ends at
 * the first that is not stored, so that nothing after it is written; there are then fewer outcomes than requests. Repeating
 * the same requests is safe and writes only what was missing. Throws `StoreUnavailable` as `append` does.
 */
export const appendInOrder = async (store: EventStore, requests: readonly AppendRequest[]): Promise<readonly AppendOutcome[]> => {
  if (store.appendAllInOrder !== undefined) return store.appendAllInOrder(requests);
  const outcomes: AppendOutcome[] = [];
  for (const request of requests) {
    const outcome = await store.append(request);
    outcomes.push(outcome);
    if (!isStored(outcome)) break;
  }
  return outcomes;
};
