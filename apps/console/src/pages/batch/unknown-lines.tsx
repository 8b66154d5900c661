import { Flex, Tag, Typography } from 'antd';
import { useApi } from '../../api/api';
import type { components } from '../../generated/openapi';
import { AreaName } from '../../shared/area-name';
import { Day } from '../../shared/day';
import { ListTable } from '../../shared/list-table';
import { Money } from '../../shared/money';
import { useList } from '../../shared/use-list';
import { useTexts } from '../../texts/language';
import { texts } from './after-texts';
import { Propose } from './propose';
import { ReviewProposal } from './review-proposal';
import type { Batch } from './use-batch';

type Line = components['schemas']['LineItem'];

/** Money of which the bank says that it is still under way: no answer is wrong, so there is no exception, and two officers find out. */
export const UnknownLines = ({ batch }: { readonly batch: Batch }) => {
  const api = useApi();
  const said = useTexts(texts);
  const { batchId, unknown } = batch;
  const list = useList<Line>(['lines', batchId, 'unknown', unknown], async (cursor) => (await api.GET('/api/v1/batches/{batchId}/lines', { params: { path: { batchId }, query: { limit: 100, status: 'unknown', ...(cursor === undefined ? {} : { cursor }) } } })).data);
  if (unknown === 0) return null;
  return (
    <section aria-label={said.unknownLines}>
      <Typography.Title level={3} className="section-title">{said.unknownLines}</Typography.Title>
      <p className="no-margin">{said.unknownHint}</p>
      <ListTable list={list} label={said.unknownLines} nothing={said.noUnknown} rowKey={({ lineNo }) => `${lineNo}`} columns={[
        { title: said.line, dataIndex: 'lineNo', align: 'right' },
        { title: said.village, dataIndex: 'areaCode', render: (code: string) => <AreaName code={code} /> },
        { title: said.amount, dataIndex: 'amountFen', align: 'right', render: (fen: number) => <Money fen={fen} /> },
        { title: said.answeredOn, dataIndex: 'settledOn', render: (day: string | null) => <Day day={day} /> },
        { title: said.state, key: 'state', render: (_, { proposalNo }) => <Tag>{proposalNo === null ? said.open : said.waiting}</Tag> },
        { title: said.doing, key: 'do', render: (_, { lineNo, proposalNo }) => <Flex gap="small" wrap>{proposalNo === null ? <Propose batch={batch} lineNo={lineNo} /> : <ReviewProposal batch={batch} lineNo={lineNo} />}</Flex> },
      ]} />
    </section>
  );
};
