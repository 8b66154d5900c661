import { ColumnType, ColumnsType } from 'antd/es/table';
import { HTMLAttributes, ReactNode } from 'react';

interface ListCardsProps<T> {
  readonly label?: string | undefined;
  readonly rows: readonly T[];
  /** Of the first of them in the whole list. */
  readonly from: number;
  readonly of: number;
  readonly columns: ColumnsType<T>;
  readonly rowKey: (row: T) => string;
  readonly opening: (row: T, index: number) => HTMLAttributes<HTMLElement>;
  readonly abovePx: number;
  readonly belowPx: number;
  readonly measure: (card: HTMLElement | null) => void;
}

const leavesOf = <T,>(columns: ColumnsType<T>): readonly ColumnType<T>[] => columns.flatMap((column) => ('children' in column ? leavesOf(column.children) : [column]));

const cellOf = <T extends object>({ dataIndex, render }: ColumnType<T>, row: T, index: number): ReactNode => {
  const value = typeof dataIndex === 'string' ? (row as Readonly<Record<string, unknown>>)[dataIndex] : undefined;
  return render === undefined ? (value as ReactNode) : (render(value, row, index) as ReactNode);
};

/** The rows of a list as cards for a narrow screen: every cell beside the name of its column. */
export const ListCards = <T extends object>({ label, rows, from, of, columns, rowKey, opening, abovePx, belowPx, measure }: ListCardsProps<T>) => (
  <ul aria-label={label} className="list-cards" style={{ paddingTop: abovePx, paddingBottom: belowPx }}>
    {rows.map((row, index) => (
      <li key={rowKey(row)} ref={measure} data-index={from + index} aria-setsize={of} aria-posinset={from + index + 1} className="list-card" {...opening(row, from + index)}>
        <dl>
          {leavesOf(columns).map((column, place) => (
            <div key={column.key ?? place}>
              <dt>{typeof column.title === 'function' ? null : column.title}</dt>
              <dd>{cellOf(column, row, from + index)}</dd>
            </div>
          ))}
        </dl>
      </li>
    ))}
  </ul>
);
