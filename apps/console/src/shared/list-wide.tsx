import { Empty, Table, TableColumnsType } from 'antd';
import { HTMLAttributes } from 'react';
import { inViewComponents } from './list-in-view';

export interface WideListProps<T> {
  readonly rows: readonly T[];
  /** Of the first of them in the whole list. */
  readonly from: number;
  readonly isLong: boolean;
  readonly columns: TableColumnsType<T>;
  readonly rowKey: (row: T) => string;
  readonly nothing: string;
  readonly opening: (row: T, index: number) => HTMLAttributes<HTMLElement>;
}

/** The rows of a list as a table. */
const WideList = <T extends object>({ rows, from, isLong, columns, rowKey, nothing, opening }: WideListProps<T>) => (
  <Table<T> size="small" rowKey={rowKey} pagination={false} dataSource={rows} columns={columns} locale={{ emptyText: <Empty description={nothing} /> }} {...(isLong ? { components: inViewComponents } : { scroll: { x: 'max-content' } })}
    onRow={(row, index) => ({ 'data-index': from + (index ?? 0), 'aria-rowindex': from + (index ?? 0) + 2, ...opening(row, from + (index ?? 0)) })} />
);

export default WideList;
