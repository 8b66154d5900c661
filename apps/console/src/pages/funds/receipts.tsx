import { useApi } from '../../api/api';
import type { components } from '../../generated/openapi';
import { Day } from '../../shared/day';
import { ListTable } from '../../shared/list-table';
import { Money } from '../../shared/money';
import { useList } from '../../shared/use-list';
import { useTexts } from '../../texts/language';
import { texts } from './texts';

type Schemas = components['schemas'];

/** What arrived in one account; the accounts of all levels share an id, so those of the others are left out. */
export const Receipts = ({ fund: { fundId, level } }: { readonly fund: Schemas['FundLevelView'] }) => {
  const api = useApi();
  const said = useTexts(texts);
  const list = useList<Schemas['ReceiptView']>(['receipts', fundId], async (cursor) => (await api.GET('/api/v1/funds/{fundId}/receipts', { params: { path: { fundId }, query: { limit: 200, ...(cursor === undefined ? {} : { cursor }) } } })).data);
  return (
    <ListTable list={{ ...list, items: list.items.filter((receipt) => receipt.level === level) }} label={said.receipts} nothing={said.noReceipts} rowKey={({ receiptNo }) => receiptNo} columns={[
      { title: said.receivedOn, dataIndex: 'receivedOn', render: (day: string) => <Day day={day} /> },
      { title: said.received, dataIndex: 'amountFen', align: 'right', render: (fen: number) => <Money fen={fen} /> },
      { title: said.receiptNo, dataIndex: 'receiptNo' },
      { title: said.document, dataIndex: 'document' },
    ]} />
  );
};
