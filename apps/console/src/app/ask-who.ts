import { ApiClient } from '../api/client';
import { ApiProblem, NoLine } from '../api/problem';
import { forgetSession, recallSession, rememberSession } from '../drafts/last-session';
import { canSeal } from '../drafts/seal';
import type { Me } from './me';
import { letWorkOffline } from './offline';

/** Whoever takes in applications may be out of reach of the line. */
export const keepsDrafts = (me: Me): boolean => canSeal() && me.roles.some(({ role }) => role === 'caseworker');

/** Who is signed in by the service; without a line, who was when it was last asked. `null`: nobody. */
export const askWho = async (api: ApiClient): Promise<Me | null> => {
  try {
    const me = (await api.GET('/api/v1/session')).data ?? null;
    if (me !== null && keepsDrafts(me)) {
      letWorkOffline();
      await rememberSession(me).catch(() => undefined);
    }
    return me;
  } catch (error) {
    if (error instanceof ApiProblem && error.problem.status === 401) {
      await forgetSession().catch(() => undefined);
      return null;
    }
    const last = error instanceof NoLine ? await recallSession().catch(() => null) : null;
    if (last !== null) return last;
    throw error;
  }
};
