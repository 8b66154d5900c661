import { Flex, Switch, Tag } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/api';
import type { components } from '../../generated/openapi';
import { AreaName } from '../../shared/area-name';
import { Moment } from '../../shared/day';
import { exceptionWords, notListedWords } from '../../shared/finance-words';
import { ListTable } from '../../shared/list-table';
import { Money } from '../../shared/money';
import { useList } from '../../shared/use-list';
import { useLanguage, useTexts } from '../../texts/language';
import { texts } from './after-texts';
import { Propose } from './propose';
import { ReviewProposal } from './review-proposal';
import { UnknownLines } from './unknown-lines';
import type { Batch } from './use-batch';

type Row = components['schemas']['OpenExceptionItem'];

/** Kinds that two officers settle by the statement of the bank; the others are settled in the registers. */
const isReconciled = ({ kind, lineNo, resolvedAt }: Row): boolean => kind !== 'not-listed' && lineNo !== null && resolvedAt === null;

/** Who is due but not listed, and what the bank's answers leave open. */
export const Exceptions = ({ batch }: { readonly batch: Batch }) => {
  const api = useApi();
  const said = useTexts(texts);
  const { language } = useLanguage();
  const [isOpenOnly, setOpenOnly] = useState(true);
  const { batchId } = batch;
  const list = useList<Row>(['payment-exceptions', batchId, isOpenOnly], async (cursor) => (await api.GET('/api/v1/payment-exceptions', { params: { query: { limit: 100, batchId, ...(isOpenOnly ? { state: 'open' as const } : {}), ...(cursor === undefined ? {} : { cursor }) } } })).data);
  const kindOf = ({ kind, code }: Row) => `${exceptionWords[kind]?.[language] ?? kind}${code === null ? '' : `: ${notListedWords[code]?.[language] ?? code}`}`;
  return (
    <Flex vertical gap="small">
      <UnknownLines batch={batch} />
      <label><Switch checked={isOpenOnly} onChange={setOpenOnly} /> {said.onlyOpen}</label>
      <ListTable list={list} label={said.exceptions} nothing={said.noExceptions} rowKey={({ exceptionId }) => exceptionId} columns={[
        { title: said.kind, key: 'kind', render: (_, row) => kindOf(row) },
        { title: said.line, dataIndex: 'lineNo', align: 'right', render: (line: number | null) => line ?? '—' },
        { title: said.village, dataIndex: 'areaCode', render: (code: string) => <AreaName code={code} /> },
        { title: said.expected, dataIndex: 'expectedFen', align: 'right', render: (fen: number | null) => <Money fen={fen} /> },
        { title: said.found, dataIndex: 'actualFen', align: 'right', render: (fen: number | null) => <Money fen={fen} /> },
        { title: said.raisedAt, dataIndex: 'raisedAt', render: (instant: string) => <Moment instant={instant} /> },
        { title: said.state, key: 'state', render: (_, { resolution, resolvedAt }) => <Tag>{resolution !== null ? said[resolution] : resolvedAt === null ? said.open : '—'}</Tag> },
        { title: said.doing, key: 'do', render: (_, row) => (isReconciled(row) && row.lineNo !== null ? <Flex gap="small" wrap><Propose batch={batch} lineNo={row.lineNo} /><ReviewProposal batch={batch} lineNo={row.lineNo} /></Flex> : null) },
      ]} />
    </Flex>
  );
};
