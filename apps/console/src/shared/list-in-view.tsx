import { useVirtualizer } from '@tanstack/react-virtual';
import { ComponentProps, createContext, use, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';

/** Where each list was left, by the place in the browser's history: going back finds it there. Nothing of it is kept beyond the page's life. */
const places = new Map<string, number>();
const placesMax = 200;

const placeOf = (label: string): string => `${(history.state as { readonly key?: string } | null)?.key ?? 'first'}/${label}`;

const keepPlace = (place: string, offset: number): void => {
  places.delete(place);
  places.set(place, offset);
  const [oldest] = places.keys();
  if (places.size > placesMax && oldest !== undefined) places.delete(oldest);
};

/** Rows drawn above and below those in view, so that Tab and a quick wheel find them. */
export const overscan = 12;
/** Until the box has been measured. */
const firstRect = { width: 800, height: 600 };

interface Asked {
  readonly keys: readonly string[];
  readonly label: string;
  readonly rowPx: number;
  /** All rows are drawn where there are few. */
  readonly isLong: boolean;
  /** Called when the last rows come into view. */
  readonly onEnd: () => void;
}

/** Which rows of a list to draw, with what stands in for those above and below. The box scrolls by itself. */
export const useInView = ({ keys, label, rowPx, isLong, onEnd }: Asked) => {
  const box = useRef<HTMLDivElement>(null);
  const place = useMemo(() => placeOf(label), [label]);
  const getItemKey = useCallback((index: number) => keys[index] ?? index, [keys]);
  // Nothing of it is handed on but numbers and the measure, which stays the same.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: isLong ? keys.length : 0, getScrollElement: () => box.current, estimateSize: () => rowPx, getItemKey, overscan,
    initialRect: firstRect, initialOffset: () => places.get(place) ?? 0, useFlushSync: false,
    onChange: ({ scrollOffset }) => keepPlace(place, scrollOffset ?? 0),
  });
  const shown = virtual.getVirtualItems();
  const [first, last] = [shown[0], shown.at(-1)];
  const isAtEnd = isLong && last !== undefined && last.index >= keys.length - 1;
  useEffect(() => {
    if (isAtEnd) onEnd();
  }, [isAtEnd, keys.length, onEnd]);
  // Another list in the same place, after a filter was changed, begins at its beginning.
  const head = keys[0];
  const before = useRef(head);
  useLayoutEffect(() => {
    if (before.current !== undefined && head !== undefined && before.current !== head) box.current?.scrollTo({ top: 0 });
    before.current = head ?? before.current;
  }, [head]);
  return {
    box,
    scrollTo: (index: number): void => virtual.scrollToIndex(index),
    measure: virtual.measureElement,
    from: isLong ? (first?.index ?? 0) : 0,
    to: isLong ? (last?.index ?? -1) + 1 : keys.length,
    abovePx: first?.start ?? 0,
    belowPx: last === undefined ? virtual.getTotalSize() : virtual.getTotalSize() - last.end,
  };
};

interface Spaced {
  readonly abovePx: number;
  readonly belowPx: number;
  readonly columns: number;
  /** With the header; -1 while nobody knows how many there are. */
  readonly rowCount: number;
  readonly measure: (row: HTMLElement | null) => void;
}

export const SpacedContext = createContext<Spaced>({ abovePx: 0, belowPx: 0, columns: 1, rowCount: -1, measure: () => undefined });

/** A real table, whose readers hear headers and how many rows there are, and of which only the rows in view are drawn. */
const InViewTable = (given: ComponentProps<'table'>) => <table {...given} aria-rowcount={use(SpacedContext).rowCount} />;

const Gap = ({ px, columns }: { readonly px: number; readonly columns: number }) => (px <= 0 ? null : <tr aria-hidden="true"><td colSpan={columns} style={{ height: px, padding: 0, border: 0 }} /></tr>);

const InViewBody = ({ children, ...given }: ComponentProps<'tbody'>) => {
  const { abovePx, belowPx, columns } = use(SpacedContext);
  return <tbody {...given}><Gap px={abovePx} columns={columns} />{children}<Gap px={belowPx} columns={columns} /></tbody>;
};

const InViewRow = (given: ComponentProps<'tr'>) => {
  const { measure } = use(SpacedContext);
  return <tr {...given} ref={measure} />;
};

/** For a table of antd; the same object each time, or it would be made anew at every scroll. */
export const inViewComponents = { table: InViewTable, body: { wrapper: InViewBody, row: InViewRow } };

/** Columns only ever grow while other rows come into view: a table whose columns jump cannot be read. */
export const useSteadyColumns = (box: { readonly current: HTMLElement | null }, isLong: boolean): void => {
  useLayoutEffect(() => {
    if (!isLong) return;
    for (const cell of box.current?.querySelectorAll<HTMLElement>('thead th') ?? []) cell.style.minWidth = `${cell.offsetWidth}px`;
  });
  useEffect(() => {
    const forget = (): void => {
      for (const cell of box.current?.querySelectorAll<HTMLElement>('thead th') ?? []) cell.style.minWidth = '';
    };
    window.addEventListener('resize', forget);
    return () => window.removeEventListener('resize', forget);
  }, [box]);
};
