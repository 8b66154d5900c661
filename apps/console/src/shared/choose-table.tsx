import { Checkbox, Empty, Table } from 'antd';
import { ColumnsType } from 'antd/es/table';
import { useTexts } from '../texts/language';
import './choose-table.css';
import { ListCards } from './list-cards';
import './list-table.css';
import { texts } from './texts';
import { useNarrow } from './use-narrow';

interface ChooseTableProps<T> {
  readonly rows: readonly T[];
  readonly columns: ColumnsType<T>;
  readonly rowKey: (row: T) => string;
  readonly label: string;
  readonly nothing: string;
  readonly keys: readonly string[];
  readonly onKeys: (keys: readonly string[]) => void;
  /** What a row is, for the box that chooses it. */
  readonly nameOf: (row: T) => string;
}

/** Rows of which some are chosen: a table, or on a narrow screen cards with the box at the head of each. */
export const ChooseTable = <T extends object>(props: ChooseTableProps<T>) => {
  const narrow = useNarrow();
  // Not by the table's own scrolling: for that it keeps a hidden row with a second box to choose all.
  return <section aria-label={props.label} className="choose-table">{narrow ? <Cards {...props} /> : <Rows {...props} />}</section>;
};

const Rows = <T extends object>({ rows, columns, rowKey, nothing, keys, onKeys, nameOf }: ChooseTableProps<T>) => {
  const said = useTexts(texts);
  return <Table<T> size="small" pagination={false} rowKey={rowKey} dataSource={rows} locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={nothing} /> }} columns={columns}
    rowSelection={{ selectedRowKeys: [...keys], onChange: (next) => onKeys(next.map(String)), getCheckboxProps: (row) => ({ 'aria-label': said.chooseOne(nameOf(row)) }) }} />;
};

const unopened = (): object => ({});
const unmeasured = (): void => undefined;

const Cards = <T extends object>({ rows, columns, rowKey, nothing, keys, onKeys, nameOf }: ChooseTableProps<T>) => {
  const said = useTexts(texts);
  if (rows.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={nothing} />;
  const isChosen = (row: T): boolean => keys.includes(rowKey(row));
  const chosen = rows.filter(isChosen).length;
  const choose = (key: string, wanted: boolean): void => onKeys(wanted ? [...keys, key] : keys.filter((one) => one !== key));
  const box = (row: T) => <Checkbox checked={isChosen(row)} onChange={({ target }) => choose(rowKey(row), target.checked)} aria-label={said.chooseOne(nameOf(row))}>{said.choose}</Checkbox>;
  return (
    <>
      <Checkbox checked={chosen === rows.length} indeterminate={chosen > 0 && chosen < rows.length} onChange={({ target }) => onKeys(target.checked ? rows.map(rowKey) : [])}>{said.chooseAll(rows.length)}</Checkbox>
      <ListCards<T> rows={rows} from={0} of={rows.length} columns={[{ title: '', key: 'choose', render: (_, row) => box(row) }, ...columns]} rowKey={rowKey} opening={unopened} abovePx={0} belowPx={0} measure={unmeasured} />
    </>
  );
};
