import { Checkbox, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/api';
import { useSession } from '../../app/session';
import type { components } from '../../generated/openapi';
import { AreaName } from '../../shared/area-name';
import { returnReasonWords } from '../../shared/finance-words';
import { ListTable } from '../../shared/list-table';
import { Money, yuanOf } from '../../shared/money';
import { useList } from '../../shared/use-list';
import { useLanguage, useTexts } from '../../texts/language';
import { texts } from './after-texts';
import { whyNot } from './duties';
import { ReissueProposals } from './reissue-proposals';
import { Reason, Step, useReason } from './step';
import type { Batch } from './use-batch';
import { useStep } from './use-step';

type Line = components['schemas']['LineItem'];

/** Lines that came back, what is paid anew, and what waits for a second person. */
export const Reissues = ({ batch }: { readonly batch: Batch }) => {
  const api = useApi();
  const said = useTexts(texts);
  const { language } = useLanguage();
  const [chosen, setChosen] = useState<ReadonlyMap<number, number>>(new Map());
  const { batchId } = batch;
  const list = useList<Line>(['lines', batchId, 'returned', 'reissue'], async (cursor) => (await api.GET('/api/v1/batches/{batchId}/lines', { params: { path: { batchId }, query: { limit: 100, status: 'returned', ...(cursor === undefined ? {} : { cursor }) } } })).data);
  const choose = ({ lineNo, amountFen }: Line, isChosen: boolean): void => setChosen((before) => {
    const after = new Map(before);
    if (isChosen) after.set(lineNo, amountFen); else after.delete(lineNo);
    return after;
  });
  return (
    <Flex vertical gap="middle">
      <Typography.Title level={3} className="section-title">{said.returnedLines}</Typography.Title>
      <ListTable list={list} label={said.returnedLines} nothing={said.noReturned} rowKey={({ lineNo }) => `${lineNo}`} columns={[
        ...(batch.status === 'sent' ? [{ title: said.chosen, key: 'choose', render: (_: unknown, line: Line) => <Checkbox aria-label={said.choose(line.lineNo)} checked={chosen.has(line.lineNo)} onChange={({ target }) => choose(line, target.checked)} /> }] : []),
        { title: said.line, dataIndex: 'lineNo', align: 'right' },
        { title: said.village, dataIndex: 'areaCode', render: (code: string) => <AreaName code={code} /> },
        { title: said.amount, dataIndex: 'amountFen', align: 'right', render: (fen: number) => <Money fen={fen} /> },
        { title: said.why, dataIndex: 'reason', render: (reason: string | null) => (reason === null ? '—' : (returnReasonWords[reason]?.[language] ?? reason)) },
        { title: said.attempt, dataIndex: 'attempt', align: 'right' },
      ]} />
      {batch.status === 'sent' ? <Reissue batch={batch} chosen={chosen} onDone={() => setChosen(new Map())} /> : null}
      {batch.status === 'sent' ? <ReissueProposals batch={batch} /> : null}
    </Flex>
  );
};

interface ReissueProps {
  readonly batch: Batch;
  readonly chosen: ReadonlyMap<number, number>;
  readonly onDone: () => void;
}

const Reissue = ({ batch, chosen, onDone }: ReissueProps) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const { field, take } = useReason();
  const lines = [...chosen.keys()].sort((a, b) => a - b);
  const totalFen = [...chosen.values()].reduce((sum, fen) => sum + fen, 0);
  const step = useStep(batch, (api, params, reason: string) => api.POST('/api/v1/batches/{batchId}/reissues', { params, body: { lines, reason } }));
  return (
    <Step verb={said.reissue} isMain what={said.reissueWhat(lines.length, yuanOf(totalFen, language))} why={whyNot('pay', batch, me)} first={lines.length === 0 ? said.chooseFirst : null} running={step} run={(close) => take((reason) => step.mutate(reason, { onSuccess: () => { close(); onDone(); } }))}>
      <Reason {...field} />
    </Step>
  );
};
