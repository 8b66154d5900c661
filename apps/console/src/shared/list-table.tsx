import { Button, Empty, TableColumnsType } from 'antd';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTexts } from '../texts/language';
import { Busy } from './busy';
import { ListCards } from './list-cards';
import { SpacedContext, useInView, useSteadyColumns } from './list-in-view';
import './list-table.css';
import type { WideListProps } from './list-wide';
import { loadWideList } from './load-wide-list';
import { Part, useHere } from './parts';
import { tell } from './tell';
import { texts } from './texts';
import { Trouble } from './trouble';
import { useNarrow } from './use-narrow';
import { usePrinting } from './use-printing';
import { useRowsByKey } from './rows-by-key';
import { List } from './use-list';

interface ListTableProps<T> {
  readonly list: List<T>;
  readonly columns: TableColumnsType<T>;
  readonly rowKey: (row: T) => string;
  /** What the list is of, for those who cannot see it. */
  readonly label: string;
  /** In place of rows when there are none: says so, and what to do. */
  readonly nothing: string;
  readonly onOpen?: (row: T) => void;
  /** More only when somebody asks for it, and not when the end is scrolled to: where what is shown is recorded. */
  readonly onlyAsked?: boolean;
}

/** Lists up to this length stand on the page as they are; longer ones scroll in a box of their own and draw the rows in view. */
const shortMax = 60;
const [rowPx, cardPx] = [39, 150];
const leaveIt = (): void => undefined;

/** Rows as the server gives them; more come as they are scrolled to. Ten thousand are as quick as ten, and on a narrow screen each is a card. */
export const ListTable = <T extends object>(props: ListTableProps<T>) => {
  const { list, label } = props;
  const said = useTexts(texts);
  const narrow = useNarrow();
  const isHere = useHere(narrow ? null : loadWideList);
  if (list.isPending) return <Busy waitsFor={said.readingList(label)} />;
  if (list.error !== null && list.items.length === 0) return <Trouble error={list.error} again={list.again} />;
  return isHere ? <Rows {...props} narrow={narrow} /> : <Busy waitsFor={said.readingList(label)} />;
};

const Rows = <T extends object>({ list, columns, rowKey, label, nothing, onOpen, onlyAsked = false, narrow }: ListTableProps<T> & { readonly narrow: boolean }) => {
  const said = useTexts(texts);
  const { items, hasMore } = list;
  const isPrinting = usePrinting();
  const isLong = (hasMore || items.length > shortMax) && !isPrinting;
  /** Written anew at each drawing by most pages, and never another one. */
  const [keyOf] = useState(() => rowKey);
  const keys = useMemo(() => items.map(keyOf), [items, keyOf]);
  const loadMore = useLoadMore(list);
  const { box, measure, from, to, abovePx, belowPx, scrollTo } = useInView({ keys, label, isLong, rowPx: narrow ? cardPx : rowPx, onEnd: onlyAsked ? leaveIt : loadMore });
  const rowsByKey = useRowsByKey({ box, count: items.length, from, to, isLong, scrollTo });
  useTold(said.listed(label, items.length, hasMore));
  useSteadyColumns(box, isLong && !narrow);
  const rows = isLong ? items.slice(from, to) : [...items];
  const rowCount = hasMore ? -1 : items.length;
  const spaced = { abovePx, belowPx, measure, columns: columns.length, rowCount: rowCount < 0 ? -1 : rowCount + 1 };
  const opening = (row: T, index: number) => (onOpen === undefined ? {} : { ...rowsByKey(index, () => onOpen(row)), onClick: () => onOpen(row) });
  // Without rows to go to by Tab, the box itself is reached, and the arrows scroll it.
  const scrolled = { className: isLong ? 'list-long' : '', ...(isLong && onOpen === undefined ? { tabIndex: 0, role: 'group', 'aria-label': label } : {}) };
  return (
    <section aria-label={label}>
      <div ref={box} {...scrolled}>
        {!narrow
          ? <SpacedContext value={spaced}><Part<WideListProps<T>> load={loadWideList} meanwhile={null} props={{ rows, from, isLong, columns, rowKey, nothing, opening }} /></SpacedContext>
          : items.length === 0 ? <Empty description={nothing} /> : <ListCards rows={rows} from={from} of={rowCount} columns={columns} rowKey={rowKey} opening={opening} abovePx={abovePx} belowPx={belowPx} measure={measure} />}
      </div>
      {list.error === null ? null : <Trouble error={list.error} again={list.more} />}
      {hasMore ? <p className="list-unprinted">{said.notAllPrinted(items.length)}</p> : null}
      {hasMore ? <Button block loading={list.isMoreComing} onClick={list.more}>{said.more(items.length)}</Button> : null}
      {isLong && !hasMore ? <p className="list-count">{said.all(items.length)}</p> : null}
    </section>
  );
};

/** Asks for the next page once, when the end comes into view; after a fault only when somebody says so. */
const useLoadMore = <T,>(list: List<T>): (() => void) => {
  const now = useRef(list);
  useEffect(() => {
    now.current = list;
  });
  return useCallback(() => {
    const { hasMore, isMoreComing, error, more } = now.current;
    if (hasMore && !isMoreComing && error === null) more();
  }, []);
};

/** How many there are, to whoever does not see the list come or change. */
const useTold = (words: string): void => {
  useEffect(() => tell(words), [words]);
};
