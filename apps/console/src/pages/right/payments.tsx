import { Button, Typography } from 'antd';
import { useState } from 'react';
import { text } from '@zhibu/kernel';
import { useApi } from '../../api/api';
import { useSession } from '../../app/session';
import { components } from '../../generated/openapi';
import { withBatchNames } from '../../shared/batch-names';
import { Day } from '../../shared/day';
import { lineStatusWords, returnReasonWords } from '../../shared/finance-words';
import { ListTable } from '../../shared/list-table';
import { Money } from '../../shared/money';
import { useList } from '../../shared/use-list';
import { useSchemes } from '../../shared/use-schemes';
import { useWords } from '../../shared/use-words';
import { useLanguage, useTexts } from '../../texts/language';
import { texts } from './texts';
import { Right } from './use-right';

type Payment = components['schemas']['PersonPaymentItem'];

const readers: readonly string[] = ['caseworker', 'village-reviewer', 'township-reviewer', 'county-reviewer', 'inspector'];
const limit = 100;

/** What was paid for the right. Reading it is on record, so it is read when somebody asks. */
export const Payments = ({ right }: { readonly right: Right }) => {
  const said = useTexts(texts);
  const { me } = useSession();
  const [wanted, setWanted] = useState(false);
  if (!me.roles.some(({ role }) => readers.includes(role))) return <Typography.Text type="secondary">{said.paymentsNotYours}</Typography.Text>;
  return wanted ? <Paid right={right} /> : <><Typography.Paragraph>{said.paymentsRecorded}</Typography.Paragraph><Button onClick={() => setWanted(true)}>{said.showPayments}</Button></>;
};

const Paid = ({ right: { personKey, entitlementId } }: { readonly right: Right }) => {
  const api = useApi();
  const said = useTexts(texts);
  const words = useWords();
  const { language } = useLanguage();
  const { data: schemes } = useSchemes();
  const nameOf = (batchId: string): string => withBatchNames(text(batchId, batchId), (scheme) => schemes?.find(({ id }) => id === scheme)?.title)[language];
  const list = useList(['payments', 'of', personKey, entitlementId], async (cursor) => {
    const page = (await api.GET('/api/v1/people/{personKey}/payments', { params: { path: { personKey }, query: { limit, ...(cursor === undefined ? {} : { cursor }) } } })).data;
    return page === undefined ? undefined : { ...page, items: page.items.filter((item) => item.entitlementId === entitlementId) };
  });
  return (
    <ListTable<Payment> list={list} label={said.payments} nothing={said.noPayments} rowKey={({ batchId, lineNo }) => `${batchId}/${lineNo}`} columns={[
      { title: said.batch, key: 'batch', render: (_, { batchId }) => nameOf(batchId) },
      { title: said.line, key: 'line', render: (_, { lineNo }) => lineNo },
      { title: said.amount, key: 'amount', align: 'right', render: (_, { amountFen }) => <Money fen={amountFen} /> },
      { title: said.result, key: 'status', render: (_, { status }) => words(lineStatusWords, status) },
      { title: said.reason, key: 'reason', render: (_, { reason }) => words(returnReasonWords, reason) },
      { title: said.settled, key: 'settled', render: (_, { settledOn }) => <Day day={settledOn} /> },
    ]} />
  );
};
