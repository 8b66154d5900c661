import { Drawer, Flex, Form, InputNumber, Select, Typography } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/api';
import type { components } from '../../generated/openapi';
import { AreaName } from '../../shared/area-name';
import { Level, levelWords } from '../../shared/finance-words';
import { ListTable } from '../../shared/list-table';
import { Money } from '../../shared/money';
import { Page } from '../../shared/page';
import { useList } from '../../shared/use-list';
import { useSchemeName, useSchemes } from '../../shared/use-schemes';
import { useLanguage, useTexts } from '../../texts/language';
import { Receipts } from './receipts';
import { RecordMoney } from './record-money';
import { texts } from './texts';

type Fund = components['schemas']['FundLevelView'];

interface Asked {
  readonly scheme?: string;
  readonly year?: number | null;
}

const yearMin = 1980;
const yearMax = 2200;

/** What each level of government gave to each scheme and year, and what is left of it. */
const Funds = () => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const { data: schemes } = useSchemes();
  const [asked, setAsked] = useState<Asked>({});
  return (
    <Page title={said.title} actions={<Flex gap="small" wrap align="start"><RecordMoney kind="receipt" /><RecordMoney kind="overdraft" /></Flex>}>
      <Form name="filter" layout="inline" onValuesChange={(_, values: Asked) => setAsked(values)}>
        <Form.Item name="scheme" label={said.scheme}>
          <Select allowClear placeholder={said.all} popupMatchSelectWidth={false} style={{ minWidth: 160, maxWidth: '80vw' }} options={(schemes ?? []).map(({ id, title }) => ({ value: id, label: title[language] }))} />
        </Form.Item>
        <Form.Item name="year" label={said.year}><InputNumber min={yearMin} max={yearMax} placeholder={said.all} style={{ width: 90 }} /></Form.Item>
      </Form>
      <Accounts asked={asked} />
    </Page>
  );
};

const Accounts = ({ asked: { scheme, year } }: { readonly asked: Asked }) => {
  const api = useApi();
  const said = useTexts(texts);
  const { language } = useLanguage();
  const nameOf = useSchemeName();
  const [opened, setOpened] = useState<Fund | null>(null);
  const query = { ...(scheme === undefined ? {} : { scheme }), ...(typeof year === 'number' && year >= yearMin && year <= yearMax ? { year } : {}) };
  const list = useList<Fund>(['funds', query], async (cursor) => (await api.GET('/api/v1/funds', { params: { query: { limit: 100, ...query, ...(cursor === undefined ? {} : { cursor }) } } })).data);
  const title = (fund: Fund): string => `${nameOf(fund.scheme)} ${fund.year} ${levelWords[fund.level][language]}`;
  return (
    <>
      <ListTable list={list} label={said.accounts} nothing={said.nothing} rowKey={({ fundId, level }) => `${fundId} ${level}`} onOpen={setOpened} columns={[
        { title: said.scheme, key: 'scheme', render: (_, fund) => <div style={{ maxWidth: 170, whiteSpace: 'normal' }}>{nameOf(fund.scheme)}<br /><small><AreaName code={fund.areaCode} /> · {fund.year}</small></div> },
        { title: said.level, dataIndex: 'level', render: (level: Level) => levelWords[level][language] },
        { title: said.due, dataIndex: 'dueFen', align: 'right', render: (fen: number) => <Money fen={fen} /> },
        { title: said.received, dataIndex: 'receivedFen', align: 'right', render: (fen: number) => <Money fen={fen} /> },
        { title: said.missing, key: 'missing', align: 'right', render: (_, { dueFen, receivedFen }) => <Money fen={Math.max(0, dueFen - receivedFen)} /> },
        { title: said.used, dataIndex: 'usedFen', align: 'right', render: (fen: number) => <Money fen={fen} /> },
        { title: said.reserved, dataIndex: 'reservedFen', align: 'right', render: (fen: number) => <Money fen={fen} /> },
        { title: said.overdraft, dataIndex: 'overdraftFen', align: 'right', render: (fen: number) => <Money fen={fen} /> },
        { title: said.available, key: 'available', align: 'right', render: (_, fund) => <Available fund={fund} /> },
      ]} />
      <Drawer open={opened !== null} size="min(100vw, 640px)" title={opened === null ? '' : said.receiptsOf(title(opened))} onClose={() => setOpened(null)} destroyOnHidden>
        {opened === null ? null : <Receipts fund={opened} />}
      </Drawer>
    </>
  );
};

const Available = ({ fund: { receivedFen, usedFen, reservedFen, overdraftFen } }: { readonly fund: Fund }) => {
  const said = useTexts(texts);
  const heldFen = receivedFen - usedFen;
  return <><Money fen={heldFen - reservedFen + overdraftFen} />{heldFen < 0 ? <div><Typography.Text type="danger">{said.below}</Typography.Text></div> : null}</>;
};

export default Funds;
