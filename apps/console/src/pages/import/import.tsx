import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Card, Flex, Form, Input, Space, Typography } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/api';
import { isNoAnswer } from '../../api/problem';
import { useSession } from '../../app/session';
import { AreaPick } from '../../shared/area-pick';
import { Busy } from '../../shared/busy';
import { Page } from '../../shared/page';
import { HowFar } from '../../shared/runs/how-far';
import { saveFile } from '../../shared/sheet/save-file';
import { ColumnChoice, Sheet, badRows, csvOf, goodRows, reasonsFile } from '../../shared/sheet/sheet';
import { SheetCells } from '../../shared/sheet/sheet-cells';
import { SheetColumns } from '../../shared/sheet/sheet-columns';
import { SheetDrop } from '../../shared/sheet/sheet-drop';
import { texts as sheetTexts } from '../../shared/sheet/sheet-texts';
import { useSheet } from '../../shared/sheet/use-sheet';
import { Trouble } from '../../shared/trouble';
import { useTexts } from '../../texts/language';
import { History } from './history';
import { texts } from './texts';
import { Load, Report, useLoad } from './use-load';

/** A file of applications: looked at, mended, loaded, and undone while nothing was decided. */
const Import = () => {
  const api = useApi();
  const said = useTexts(texts);
  const columns = useQuery({ queryKey: ['import-columns'], staleTime: Infinity, queryFn: async () => (await api.GET('/api/v1/imports/applications/columns')).data ?? [] });
  return (
    <Page title={said.title}>
      <Flex vertical gap="middle">
        {columns.data !== undefined ? <Desk columns={columns.data} /> : columns.error === null ? <Busy waitsFor={said.columnsWait} /> : <Trouble error={columns.error} again={() => void columns.refetch()} />}
        <section><History /></section>
      </Flex>
    </Page>
  );
};

const Desk = ({ columns }: { readonly columns: readonly ColumnChoice[] }) => {
  const api = useApi();
  const said = useTexts(texts);
  const { me } = useSession();
  const [areaCode, setArea] = useState(me.roles.find(({ role }) => role === 'caseworker')?.areaCode ?? '000000000000');
  const desk = useSheet({
    columns,
    look: async (file, name) => {
      const { data } = await api.POST('/api/v1/imports/applications/preview', { params: { query: { areaCode }, header: { 'X-Zhibu-Source-Name': encodeURIComponent(name) } }, headers: { 'Content-Type': 'application/octet-stream' }, body: file as unknown as string, bodySerializer: (body) => body });
      if (data === undefined) throw new Error('expected what the file holds');
      return data;
    },
  });
  const { load, start, goOn, forget } = useLoad({
    // Rows that were sent are gone from the screen once they are in.
    onOver: (report, refusals, sent) => {
      const refused = new Set(refusals.map(({ rowNo }) => rowNo));
      // Where the server kept only the first refusals, nobody can say which of the others went in: all of them stay.
      const gone = refused.size === report.rejected ? new Set(sent.filter((rowNo) => !refused.has(rowNo))) : new Set<number>();
      desk.refuse(refusals, gone);
    },
  });
  const { sheet } = desk;
  return (
    <Flex vertical gap="middle">
      <Form layout="inline" className="filter">
        <Form.Item label={said.area} htmlFor="import-area"><div className="import-area"><AreaPick id="import-area" value={areaCode} onChange={(next) => setArea(next ?? areaCode)} /></div></Form.Item>
      </Form>
      {sheet === null ? <SheetDrop desk={desk} /> : (
        <>
          <Loading load={load} onGoOn={goOn} />
          {load.kind === 'loading' ? null : (
            <Ready sheet={sheet} isChecking={desk.isChecking} onOther={() => { forget(); desk.close(); }} onLoad={(name) => {
              const rows = goodRows(sheet);
              start({ name, areaCode, rowNos: rows.map(({ rowNo }) => rowNo), file: csvOf(sheet, columns, rows) });
            }} />
          )}
          {desk.error === null ? null : <Trouble error={desk.error} again={desk.again} />}
          {load.kind === 'loading' ? null : (
            <>
              <SheetColumns sheet={sheet} columns={columns} withFacts onMatch={desk.match} />
              <SheetCells sheet={sheet} onMend={desk.mend} />
            </>
          )}
        </>
      )}
    </Flex>
  );
};

interface ReadyProps {
  readonly sheet: Sheet;
  readonly isChecking: boolean;
  readonly onLoad: (name: string) => void;
  readonly onOther: () => void;
}

/** What can be loaded and what not, and what to do with either. */
const Ready = ({ sheet, isChecking, onLoad, onOther }: ReadyProps) => {
  const said = useTexts(texts);
  const words = useTexts(sheetTexts);
  const [name, setName] = useState(sheet.name);
  const [good, bad] = [goodRows(sheet).length, badRows(sheet).length];
  const mayLoad = good > 0 && sheet.missing.length === 0 && !isChecking && name.trim() !== '';
  return (
    <Card size="small" title={words.file(sheet.name, sheet.rows.length)}>
      <Typography.Paragraph role="status">{isChecking ? words.checking : sheet.missing.length > 0 ? null : words.counts(good, bad)}</Typography.Paragraph>
      <Form layout="vertical">
        <Form.Item label={said.name} htmlFor="import-name" {...(name.trim() === '' ? { validateStatus: 'error' as const, help: said.nameMissing } : {})}><Input id="import-name" value={name} maxLength={200} onChange={({ target }) => setName(target.value)} /></Form.Item>
      </Form>
      <Space wrap>
        <Button type="primary" disabled={!mayLoad} onClick={() => onLoad(name.trim())}>{said.load(good)}</Button>
        {bad === 0 ? null : <Button onClick={() => saveFile(reasonsFile(sheet, ({ title, expected, actual }) => words.reason(title, expected, actual)), words.badFile)}>{words.download(bad)}</Button>}
        <Button onClick={onOther}>{words.other}</Button>
      </Space>
      <Typography.Paragraph type="secondary" className="import-what">{good === 0 && sheet.rows.length > 0 && sheet.missing.length === 0 ? said.nothingToLoad : said.loadWhat}</Typography.Paragraph>
    </Card>
  );
};

const Loading = ({ load, onGoOn }: { readonly load: Load; readonly onGoOn: () => void }) => {
  const said = useTexts(texts);
  switch (load.kind) {
    case 'idle':
      return null;
    case 'loading':
      return (
        <>
          <HowFar step={load.step} label={said.underWay}>{said.loading(load.step.done, load.step.total)}</HowFar>
          <Typography.Text type="secondary">{said.mayLeave}</Typography.Text>
        </>
      );
    case 'cut':
      return <><Alert type="warning" showIcon title={said.cut} action={<Button onClick={onGoOn}>{said.goOn}</Button>} /><Trouble error={load.error} /></>;
    case 'refused':
      return <Trouble error={load.error} {...(isNoAnswer(load.error) ? { again: onGoOn } : {})} />;
    case 'over':
      return <Done report={load.report} />;
  }
};

const Done = ({ report: { accepted, unchanged, rejected } }: { readonly report: Report }) => {
  const said = useTexts(texts);
  return <Alert type={rejected > 0 ? 'warning' : 'success'} showIcon title={said.done(accepted, unchanged, rejected)} {...(rejected > 0 ? { description: said.refusedHere } : {})} />;
};

export default Import;
