import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../api/api';
import { ApiProblem } from '../../api/problem';

const followsWithinTries = 10;
const askAgainMs = 300;

/** The user as the lists show them; after a change it is read again until that change is in it. */
export const useUser = (userId: string) => {
  const api = useApi();
  const [written, setWritten] = useState(0);
  const user = useQuery({
    queryKey: ['user', userId],
    queryFn: async () => (await api.GET('/api/v1/users/{userId}', { params: { path: { userId } } })).data ?? null,
    // Somebody who was added a moment ago is not in the lists yet.
    retry: (tries, error) => tries < followsWithinTries && (!(error instanceof ApiProblem) || error.code === 'user.not-found'),
    retryDelay: askAgainMs,
    refetchInterval: ({ state }) => (state.data !== null && state.data !== undefined && state.data.version < written ? askAgainMs : false),
  });
  const isFollowing = user.data !== null && user.data !== undefined && user.data.version < written;
  return { ...user, isFollowing, changed: (version: number) => setWritten((before) => Math.max(before, version)) };
};
