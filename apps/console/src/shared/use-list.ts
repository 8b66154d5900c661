import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

interface PageOf<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export interface List<T> {
  readonly items: readonly T[];
  readonly isPending: boolean;
  readonly isMoreComing: boolean;
  readonly hasMore: boolean;
  readonly error: Error | null;
  readonly more: () => void;
  readonly again: () => void;
}

/** Whoever goes back to a list of fifty pages would wait for all of them to be read anew; it is read anew when something was changed. */
const pagesAnewMax = 3;
const isReadAnew = ({ state }: { readonly state: { readonly isInvalidated: boolean; readonly data: { readonly pages: readonly unknown[] } | undefined } }): boolean =>
  state.isInvalidated || (state.data?.pages.length ?? 0) <= pagesAnewMax;

/** A list that the server gives page by page. `key`: name of the list and everything that it is filtered by. */
export const useList = <T>(key: readonly unknown[], read: (cursor: string | undefined) => Promise<PageOf<T> | undefined>): List<T> => {
  const pages = useInfiniteQuery({
    queryKey: key,
    queryFn: async ({ pageParam }) => (await read(pageParam)) ?? { items: [], nextCursor: null },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last: PageOf<T>) => last.nextCursor ?? undefined,
    refetchOnMount: isReadAnew,
    refetchOnWindowFocus: isReadAnew,
  });
  const { data } = pages;
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  return {
    items,
    isPending: pages.isPending,
    isMoreComing: pages.isFetchingNextPage,
    hasMore: pages.hasNextPage,
    error: pages.error,
    more: () => void pages.fetchNextPage(),
    again: () => void pages.refetch(),
  };
};
