import { Button, Flex, Form, InputNumber, Select, Tag } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useApi } from '../../api/api';
import { components } from '../../generated/openapi';
import { useSession } from '../../app/session';
import { AreaName } from '../../shared/area-name';
import { Day } from '../../shared/day';
import { BatchStatus, batchStatusWords } from '../../shared/finance-words';
import { ListTable } from '../../shared/list-table';
import { Money } from '../../shared/money';
import { OpenBatch } from '../../shared/open-batch/open-batch';
import { Page } from '../../shared/page';
import { periodInWords } from '../../shared/period-words';
import { useList } from '../../shared/use-list';
import { useSchemeName, useSchemes } from '../../shared/use-schemes';
import { useLanguage, useTexts } from '../../texts/language';
import { texts } from './texts';

type Row = components['schemas']['BatchItem'];

interface Asked {
  readonly scheme?: string;
  readonly year?: number;
  readonly status?: BatchStatus;
}

const statusesInOrder = Object.keys(batchStatusWords) as BatchStatus[];

/** All batches of the officer's area; a preparer opens new ones. */
const Batches = () => {
  const said = useTexts(texts);
  const { me } = useSession();
  const [asked, setAsked] = useState<Asked>({});
  const [isOpening, setOpening] = useState(false);
  const mayOpen = me.roles.some(({ role }) => role === 'finance-preparer');
  return (
    <Page title={said.title} actions={mayOpen ? <Button type="primary" onClick={() => setOpening(true)}>{said.open}</Button> : <small>{said.onlyPreparer}</small>}>
      <Filter asked={asked} onAsk={setAsked} />
      <Rows asked={asked} />
      {mayOpen ? <OpenBatch open={isOpening} onLeave={() => setOpening(false)} /> : null}
    </Page>
  );
};

const Filter = ({ asked, onAsk }: { readonly asked: Asked; readonly onAsk: (asked: Asked) => void }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const { data: schemes } = useSchemes();
  const without = ({ scheme, year, status }: { readonly [K in keyof Asked]: Asked[K] | null | undefined }): Asked => ({ ...(scheme ? { scheme } : {}), ...(year ? { year } : {}), ...(status ? { status } : {}) });
  return (
    <Form name="filter" layout="inline" className="filter" initialValues={asked} onValuesChange={(_, values: Asked) => onAsk(without(values))}>
      <Form.Item name="scheme" label={said.scheme}>
        <Select allowClear placeholder={said.all} popupMatchSelectWidth={false} style={{ minWidth: 160, maxWidth: '80vw' }} options={(schemes ?? []).map(({ id, title }) => ({ value: id, label: title[language] }))} />
      </Form.Item>
      <Form.Item name="year" label={said.year}>
        <InputNumber min={1980} max={2200} placeholder={said.all} style={{ width: 90 }} />
      </Form.Item>
      <Form.Item name="status" label={said.status}>
        <Select allowClear placeholder={said.all} style={{ width: 160 }} options={statusesInOrder.map((value) => ({ value, label: batchStatusWords[value][language] }))} />
      </Form.Item>
    </Form>
  );
};

/** A year half typed is no year: the server would refuse it. */
const isYear = (year: number | undefined): year is number => year !== undefined && year >= 1980 && year <= 2200;

const Rows = ({ asked: { year, ...asked } }: { readonly asked: Asked }) => {
  const api = useApi();
  const said = useTexts(texts);
  const { language } = useLanguage();
  const navigate = useNavigate();
  const nameOf = useSchemeName();
  const query = { ...asked, ...(isYear(year) ? { year } : {}) };
  const list = useList<Row>(['batches', query], async (cursor) => (await api.GET('/api/v1/batches', { params: { query: { limit: 50, ...query, ...(cursor === undefined ? {} : { cursor }) } } })).data);
  const addressOf = ({ batchId }: Row): string => `/batches/${encodeURIComponent(batchId)}`;
  return (
    <ListTable list={list} label={said.list} nothing={said.nothing} rowKey={({ batchId }) => batchId} onOpen={(row) => void navigate(addressOf(row))} columns={[
      { title: said.scheme, key: 'scheme', render: (_, row) => <Flex vertical><Link to={addressOf(row)} tabIndex={-1}>{nameOf(row.scheme)}</Link><small><AreaName code={row.areaCode} /></small></Flex> },
      { title: said.period, key: 'period', render: (_, row) => periodInWords(row.period, language) },
      { title: said.status, dataIndex: 'status', render: (status: BatchStatus) => <Tag>{batchStatusWords[status][language]}</Tag> },
      { title: said.lines, dataIndex: 'lines', align: 'right', render: (lines: number) => lines.toLocaleString(language) },
      { title: said.total, dataIndex: 'totalFen', align: 'right', render: (fen: number) => <Money fen={fen} /> },
      { title: said.credited, dataIndex: 'creditedFen', align: 'right', render: (fen: number) => <Money fen={fen} /> },
      { title: said.openMoney, key: 'open', align: 'right', render: (_, { pendingFen, unknownFen, returnedFen }) => <Money fen={pendingFen + unknownFen + returnedFen} /> },
      { title: said.deadline, dataIndex: 'deadline', render: (day: string) => <Day day={day} /> },
    ]} />
  );
};

export default Batches;
