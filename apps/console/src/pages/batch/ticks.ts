import { createContext, use } from 'react';

/** What the reader has looked at on this page; kept while the page is open, and nowhere else. */
export interface Ticks {
  readonly has: (key: string) => boolean;
  readonly set: (keys: readonly string[], isTicked: boolean) => void;
}

export const TicksContext = createContext<Ticks>({ has: () => false, set: () => undefined });

export const useTicks = (): Ticks => use(TicksContext);

const groups = ['new', 'ended', 'changed', 'changedAccounts'] as const;
type Counts = { readonly newLines: number; readonly endedLines: number; readonly changedLines: number; readonly changedAccounts?: number };

/** The groups that hold anybody: each is ticked off before the list goes to the approver. */
export const groupsToTick = ({ newLines, endedLines, changedLines, changedAccounts = 0 }: Counts): readonly (typeof groups)[number][] => {
  const counts = [newLines, endedLines, changedLines, changedAccounts];
  return groups.filter((_, index) => (counts[index] ?? 0) > 0);
};

export const groupKey = (group: (typeof groups)[number]): string => `group:${group}`;
