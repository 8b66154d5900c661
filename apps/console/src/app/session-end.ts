import type { ApiClient } from '../api/client';
import { ApiProblem } from '../api/problem';

/** Says only that a session is to be ended, and nothing of whose. */
const owed = 'zhibu.session-to-end';
const channelName = 'zhibu.session';

export const isEndOwed = (): boolean => localStorage.getItem(owed) !== null;

/** Ends the session at the service; `false`: nobody could be asked, and it is owed from now on. */
export const endSession = async (api: ApiClient): Promise<boolean> => {
  try {
    await api.POST('/api/v1/session/end');
  } catch (error) {
    // Who is not signed in any more has nothing to end; whatever else is wrong there, the device is emptied all the same.
    if (!(error instanceof ApiProblem) || error.problem.status !== 401) return false;
  }
  localStorage.removeItem(owed);
  return true;
};

/** After the device was emptied: whoever opens the console next ends that session before anything else. */
export const oweEnd = (): void => localStorage.setItem(owed, '');

/** Every other tab of the console leaves too. */
export const tellOthersToLeave = (): void => {
  if (typeof BroadcastChannel === 'undefined') return;
  const channel = new BroadcastChannel(channelName);
  channel.postMessage(null);
  channel.close();
};

export const whenOthersLeave = (leave: () => void): (() => void) => {
  if (typeof BroadcastChannel === 'undefined') return () => undefined;
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = leave;
  return () => channel.close();
};
