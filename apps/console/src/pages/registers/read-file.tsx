import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Flex, Space } from 'antd';
import { useApi } from '../../api/api';
import { Busy } from '../../shared/busy';
import { saveFile } from '../../shared/sheet/save-file';
import { ColumnChoice, Sheet, badRows, csvOf, reasonsFile } from '../../shared/sheet/sheet';
import { SheetCells } from '../../shared/sheet/sheet-cells';
import { SheetColumns } from '../../shared/sheet/sheet-columns';
import { SheetDrop } from '../../shared/sheet/sheet-drop';
import { texts as sheetTexts } from '../../shared/sheet/sheet-texts';
import { useSheet } from '../../shared/sheet/use-sheet';
import { Trouble } from '../../shared/trouble';
import { useCommand } from '../../shared/use-command';
import { useTexts } from '../../texts/language';
import { Register } from './register-view';
import { texts } from './texts';

/** The list of a register from a file: looked at, mended, and read in when nothing is wrong and the number is the one stated. */
export const ReadFile = ({ register }: { readonly register: Register }) => {
  const api = useApi();
  const said = useTexts(texts);
  const columns = useQuery({ queryKey: ['register-columns'], staleTime: Infinity, queryFn: async () => (await api.GET('/api/v1/registers/columns')).data ?? [] });
  if (columns.data !== undefined) return <Desk register={register} columns={columns.data} />;
  return columns.error === null ? <Busy waitsFor={said.noColumns} /> : <Trouble error={columns.error} again={() => void columns.refetch()} />;
};

const Desk = ({ register, columns }: { readonly register: Register; readonly columns: readonly ColumnChoice[] }) => {
  const api = useApi();
  const { areaCode } = register;
  const desk = useSheet({
    columns,
    look: async (file) => {
      const { data } = await api.POST('/api/v1/registers/preview', { params: { query: { areaCode } }, headers: { 'Content-Type': 'application/octet-stream' }, body: file as unknown as string, bodySerializer: (body) => body });
      if (data === undefined) throw new Error('expected what the file holds');
      return data;
    },
  });
  const { sheet } = desk;
  if (sheet === null) return <SheetDrop desk={desk} />;
  return (
    <Flex vertical gap="small">
      <Ready register={register} sheet={sheet} columns={columns} isChecking={desk.isChecking} onOther={desk.close} />
      {desk.error === null ? null : <Trouble error={desk.error} again={desk.again} />}
      <SheetColumns sheet={sheet} columns={columns} withFacts={false} onMatch={desk.match} />
      <SheetCells sheet={sheet} onMend={desk.mend} />
    </Flex>
  );
};

interface ReadyProps {
  readonly register: Register;
  readonly sheet: Sheet;
  readonly columns: readonly ColumnChoice[];
  readonly isChecking: boolean;
  readonly onOther: () => void;
}

const Ready = ({ register: { registerId, statedRows, rowsRead }, sheet, columns, isChecking, onOther }: ReadyProps) => {
  const api = useApi();
  const said = useTexts(texts);
  const words = useTexts(sheetTexts);
  // As text: the key of the command is kept for the same content.
  const read = useCommand(async ({ csv }: { readonly csv: string }, header) => (await api.POST('/api/v1/registers/{registerId}/file', { params: { path: { registerId }, header }, headers: { 'Content-Type': 'text/csv' }, body: csv, bodySerializer: (body) => body })).data ?? null);
  const [bad, wanted, found] = [badRows(sheet).length, statedRows - rowsRead, sheet.rows.length];
  const mayRead = bad === 0 && sheet.missing.length === 0 && found === wanted && !isChecking;
  const state = isChecking ? words.checking : bad > 0 ? said.mendFirst(bad) : found !== wanted ? said.countDiffers(wanted, found) : said.mayRead;
  return (
    <>
      {sheet.missing.length > 0 ? null : <Alert type={mayRead ? 'success' : 'warning'} showIcon title={state} role="status" />}
      <Space wrap>
        <Button type="primary" disabled={!mayRead} loading={read.isPending} onClick={() => void csvOf(sheet, columns, sheet.rows).text().then((csv) => read.mutate({ csv }))}>{said.readIn(found)}</Button>
        {bad === 0 ? null : <Button onClick={() => saveFile(reasonsFile(sheet, ({ title, expected, actual }) => words.reason(title, expected, actual)), words.badFile)}>{words.download(bad)}</Button>}
        <Button onClick={onOther}>{words.other}</Button>
      </Space>
      {read.isError ? <Trouble error={read.error} /> : null}
    </>
  );
};
