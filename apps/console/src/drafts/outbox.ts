import { ApiProblem, NoLine } from '../api/problem';
import type { Draft } from './draft';
import type { DraftStore } from './draft-store';
import { NotTheirSession, Sending, sendDraft } from './send-draft';

/** Its officer took the draft back into the form while it was being sent. */
class TakenBack extends Error {}

export type Passed = 'empty' | 'no-line' | 'signed-out' | 'busy';

const inOrder = (drafts: readonly Draft[]): readonly Draft[] =>
  drafts.filter(({ state }) => state === 'waiting').sort((a, b) => ((a.queuedAt ?? '') < (b.queuedAt ?? '') ? -1 : 1));

/**
 * Sends whatever waits, the oldest first. A refusal or a conflict goes back to its form and the next one goes on; where nobody answers,
 * the row stands as it is.
 */
export const sendWaiting = async (store: DraftStore, sending: Omit<Sending, 'save'>, onChange: () => void): Promise<Passed> => {
  for (const { draftId } of inOrder(await store.list())) {
    // Read again: it may have been taken back while those before it were sent.
    const draft = await store.get(draftId);
    if (draft?.state !== 'waiting') continue;
    try {
      await sendDraft(draft, {
        ...sending,
        save: async (next) => {
          // What came of it is told in any case; else nothing is written over what is being typed again.
          if (next.state === 'waiting' && (await store.get(draftId))?.state !== 'waiting') throw new TakenBack();
          await store.put(next);
          onChange();
        },
      });
    } catch (error) {
      if (error instanceof TakenBack) continue;
      if (error instanceof NoLine) return 'no-line';
      if (error instanceof NotTheirSession) return 'signed-out';
      if (error instanceof ApiProblem) return error.problem.status === 401 ? 'signed-out' : 'busy';
      throw error;
    }
  }
  return 'empty';
};

/** One tab sends at a time; the others find the row done. Without locks of the browser there is one tab as far as anybody knows. */
export const aloneOnDevice = async <T>(work: () => Promise<T>): Promise<T | null> => {
  const locks = navigator.locks as LockManager | undefined;
  if (locks === undefined) return work();
  return locks.request('zhibu.outbox', { ifAvailable: true }, (lock) => (lock === null ? null : work()));
};
