import type { QueryClient } from '@tanstack/react-query';

/** Who is signed in. */
export const whoKey = ['session'];

/** Everything shown is read anew, but not who is signed in: that a session ended is told over the page, which stays. */
export const refreshAll = (queries: QueryClient): Promise<void> => queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== whoKey[0] });
