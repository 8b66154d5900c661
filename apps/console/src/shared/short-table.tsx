import { Empty, Table } from 'antd';
import { ColumnsType } from 'antd/es/table';
import { HTMLAttributes, ReactNode } from 'react';
import { ListCards } from './list-cards';
import './list-table.css';
import { useNarrow } from './use-narrow';

interface ShortTableProps<T> {
  readonly rows: readonly T[];
  readonly columns: ColumnsType<T>;
  readonly rowKey: (row: T) => string;
  /** Said where there are no rows. */
  readonly nothing?: string;
  /** What it is about, where no heading says it. */
  readonly label?: string;
  /** How a row is opened. */
  readonly opening?: (row: T) => HTMLAttributes<HTMLElement>;
}

const closed = (): HTMLAttributes<HTMLElement> => ({});
const unmeasured = (): void => undefined;

/** A few rows, drawn at once: a table, or cards on a narrow screen. A list that may grow is a `ListTable`. */
export const ShortTable = <T extends object>({ rows, columns, rowKey, nothing = '—', label, opening = closed }: ShortTableProps<T>): ReactNode => {
  const narrow = useNarrow();
  if (!narrow) return <Table<T> size="small" pagination={false} scroll={{ x: 'max-content' }} rowKey={rowKey} aria-label={label} dataSource={rows} onRow={opening} locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={nothing} /> }} columns={columns} />;
  if (rows.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={nothing} />;
  return <ListCards label={label} rows={rows} from={0} of={rows.length} columns={columns} rowKey={rowKey} opening={opening} abovePx={0} belowPx={0} measure={unmeasured} />;
};
