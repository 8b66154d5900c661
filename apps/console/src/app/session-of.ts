import type { ApiClient } from '../api/client';
import type { Me } from './me';

/** Whether the session of this browser is that of whoever this page was opened for, and in the same name. */
export const isSessionOf = async (api: ApiClient, { userId, onBehalfOf }: Pick<Me, 'userId' | 'onBehalfOf'>): Promise<boolean> => {
  const now = (await api.GET('/api/v1/session')).data;
  return now?.userId === userId && now.onBehalfOf === onBehalfOf;
};
