import { useNavigate } from 'react-router';
import { text } from '@zhibu/kernel';
import { useApi } from '../../api/api';
import { components } from '../../generated/openapi';
import { AreaName } from '../../shared/area-name';
import { withBatchNames } from '../../shared/batch-names';
import { Day } from '../../shared/day';
import { returnReasonWords } from '../../shared/finance-words';
import { ListTable } from '../../shared/list-table';
import { Money } from '../../shared/money';
import { rightPath } from '../../shared/right-path';
import { useList } from '../../shared/use-list';
import { useSchemes } from '../../shared/use-schemes';
import { useWords } from '../../shared/use-words';
import { useLanguage, useTexts } from '../../texts/language';
import { returnedTexts as texts } from './texts';

type Returned = components['schemas']['ReturnedMoneyItem'];

const limit = 50;

/** Money that the bank gave back: its owner has to be asked for another account before finance can pay it again. */
export const ReturnedMoney = () => {
  const api = useApi();
  const said = useTexts(texts);
  const words = useWords();
  const { language } = useLanguage();
  const { data: schemes } = useSchemes();
  const navigate = useNavigate();
  const nameOf = (batchId: string): string => withBatchNames(text(batchId, batchId), (scheme) => schemes?.find(({ id }) => id === scheme)?.title)[language];
  const list = useList(['tasks', 'returned-money'], async (cursor) => (await api.GET('/api/v1/tasks/returned-money', { params: { query: { limit, ...(cursor === undefined ? {} : { cursor }) } } })).data);
  return (
    <>
      {list.items.length === 0 ? null : <p>{said.how}</p>}
      <ListTable list={list} label={said.title} nothing={said.nothing} rowKey={({ batchId, lineNo }) => `${batchId}/${lineNo}`} onOpen={({ entitlementId }) => void navigate(rightPath(entitlementId))} columns={[
        { title: said.returnedOn, key: 'returned', render: (_, { settledOn }: Returned) => <Day day={settledOn} /> },
        { title: said.reason, key: 'reason', render: (_, { reason }: Returned) => words(returnReasonWords, reason) },
        { title: said.amount, key: 'amount', align: 'right', render: (_, { amountFen }: Returned) => <Money fen={amountFen} /> },
        { title: said.batch, key: 'batch', render: (_, { batchId }: Returned) => nameOf(batchId) },
        { title: said.village, key: 'village', render: (_, { areaCode }: Returned) => <AreaName code={areaCode} /> },
      ]} />
    </>
  );
};

export default ReturnedMoney;
