import { HTMLAttributes, KeyboardEvent, RefObject, useEffect, useRef, useState } from 'react';
import { overscan } from './list-in-view';

interface Asked {
  readonly box: RefObject<HTMLElement | null>;
  readonly count: number;
  /** The rows that are drawn. */
  readonly from: number;
  readonly to: number;
  readonly isLong: boolean;
  readonly scrollTo: (index: number) => void;
}

/** Page Down in a list that is no longer than the page. */
const pageOfShort = 10;

const targets: Readonly<Record<string, (at: number, page: number, last: number) => number>> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  PageDown: (at, page) => at + page,
  PageUp: (at, page) => at - page,
  Home: () => 0,
  End: (_, __, last) => last,
};

const rowIn = (box: HTMLElement | null, index: number): HTMLElement | null => box?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null;

/** As many rows as the box shows, but one, so that the eye finds its place again. */
const rowsInBox = (box: HTMLElement | null): number => {
  const row = box?.querySelector<HTMLElement>('[data-index]')?.offsetHeight ?? 0;
  return box === null || row === 0 ? pageOfShort : Math.max(1, Math.floor(box.clientHeight / row) - 1);
};

/**
 * Enter opens a row as a click does; arrows, Page Up and Down, Home and End go from row to row, to rows too that are not drawn yet. A key pressed on
 * something within the row is for that. Of a long list one row is reached by Tab, or nobody would come out of it again.
 */
export const useRowsByKey = ({ box, count, from, to, isLong, scrollTo }: Asked): ((index: number, open: () => void) => HTMLAttributes<HTMLElement>) => {
  const [current, setCurrent] = useState(0);
  const wanted = useRef<number | null>(null);
  // A row that was far away has the focus once it is drawn.
  useEffect(() => {
    const row = wanted.current === null ? null : rowIn(box.current, wanted.current);
    if (row === null) return;
    wanted.current = null;
    row.focus();
  });
  const goTo = (index: number): void => {
    const row = rowIn(box.current, index);
    wanted.current = row === null ? index : null;
    if (row === null) scrollTo(index);
    else row.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, at: number, open: () => void): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') open();
    const target = targets[event.key]?.(at, isLong ? rowsInBox(box.current) : pageOfShort, count - 1);
    if (target === undefined) return;
    event.preventDefault();
    goTo(Math.min(Math.max(target, 0), count - 1));
  };
  const isDrawn = current >= from && current < to;
  const reached = isDrawn ? current : Math.min(from === 0 ? 0 : from + overscan, to - 1);
  return (index, open) => ({
    tabIndex: !isLong || index === reached ? 0 : -1,
    onKeyDown: (event) => onKeyDown(event, index, open),
    ...(isLong ? { onFocus: () => setCurrent(index) } : {}),
  });
};
