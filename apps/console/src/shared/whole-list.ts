import { List } from './use-list';

/** Rows that came all at once, for a `ListTable`: cards on a phone, as every list. */
export const wholeList = <T>(items: readonly T[]): List<T> => ({ items, isPending: false, isMoreComing: false, hasMore: false, error: null, more: () => undefined, again: () => undefined });
