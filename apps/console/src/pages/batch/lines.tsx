import { Drawer, Select, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/api';
import type { components } from '../../generated/openapi';
import { AreaName } from '../../shared/area-name';
import { Day } from '../../shared/day';
import { LineStatus, lineStatusWords, returnReasonWords } from '../../shared/finance-words';
import { ListTable } from '../../shared/list-table';
import { Money } from '../../shared/money';
import { useList } from '../../shared/use-list';
import { useLanguage, useTexts } from '../../texts/language';
import { LineAmount } from './line-amount';
import { texts } from './lines-texts';
import type { Batch } from './use-batch';

type Line = components['schemas']['LineItem'];
const statuses = Object.keys(lineStatusWords) as LineStatus[];

/** The lines of the batch; Enter or a click opens where an amount comes from and how it fared. */
export const Lines = ({ batch }: { readonly batch: Batch }) => {
  const api = useApi();
  const said = useTexts(texts);
  const { language } = useLanguage();
  const [status, setStatus] = useState<LineStatus | null>(null);
  const [opened, setOpened] = useState<Line | null>(null);
  const { batchId } = batch;
  const list = useList<Line>(['lines', batchId, status], async (cursor) => (await api.GET('/api/v1/batches/{batchId}/lines', { params: { path: { batchId }, query: { limit: 100, ...(status === null ? {} : { status }), ...(cursor === undefined ? {} : { cursor }) } } })).data);
  return (
    <>
      <Select<LineStatus | null> aria-label={said.status} allowClear placeholder={said.all} value={status} onChange={(next) => setStatus(next ?? null)} style={{ width: 200, marginBottom: 8 }} options={statuses.map((value) => ({ value, label: lineStatusWords[value][language] }))} />
      <ListTable list={list} label={said.lines} nothing={said.noLines} rowKey={({ lineNo }) => `${lineNo}`} onOpen={setOpened} columns={[
        { title: said.line, dataIndex: 'lineNo', align: 'right' },
        { title: said.village, dataIndex: 'areaCode', render: (code: string) => <AreaName code={code} /> },
        { title: said.amount, dataIndex: 'amountFen', align: 'right', render: (fen: number) => <Money fen={fen} /> },
        { title: said.status, key: 'status', render: (_, line) => <StatusOfLine {...line} /> },
        { title: said.file, dataIndex: 'fileNo', render: (fileNo: number | null) => fileNo ?? '—' },
        { title: said.settledOn, dataIndex: 'settledOn', render: (day: string | null) => <Day day={day} /> },
      ]} />
      <Drawer open={opened !== null} size="min(100vw, 760px)" title={opened === null ? '' : said.why(opened.lineNo)} onClose={() => setOpened(null)} destroyOnHidden>
        {opened === null ? null : <><Attempts line={opened} /><LineAmount line={{ ...opened, batchId }} /></>}
      </Drawer>
    </>
  );
};

export const StatusOfLine = ({ status, reason }: Pick<Line, 'status' | 'reason'>) => {
  const { language } = useLanguage();
  return <><Tag>{lineStatusWords[status][language]}</Tag>{reason === null ? null : (returnReasonWords[reason]?.[language] ?? reason)}</>;
};

/** Every try keeps its answer, also after a reissue. */
const Attempts = ({ line: { attempts } }: { readonly line: Line }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  if (attempts.length === 0) return null;
  const why = (reason: string | null): string => (reason === null ? '' : ` (${returnReasonWords[reason]?.[language] ?? reason})`);
  return (
    <>
      <Typography.Title level={3} className="section-title">{said.attempts}</Typography.Title>
      <ul>{attempts.map(({ attempt, status, reason, settledOn }) => <li key={attempt}>{said.attempt(attempt, lineStatusWords[status][language], why(reason))} <Day day={settledOn} /></li>)}</ul>
    </>
  );
};
