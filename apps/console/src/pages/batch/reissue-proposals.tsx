import { useQuery } from '@tanstack/react-query';
import { Checkbox, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/api';
import { useSession } from '../../app/session';
import type { components } from '../../generated/openapi';
import { ListTable } from '../../shared/list-table';
import { Money, yuanOf } from '../../shared/money';
import { Trouble } from '../../shared/trouble';
import { wholeList } from '../../shared/whole-list';
import { useLanguage, useTexts } from '../../texts/language';
import { texts } from './after-texts';
import { whyNot } from './duties';
import { Reason, Step, useReason } from './step';
import type { Batch } from './use-batch';
import { useStep } from './use-step';

type Proposal = components['schemas']['ReissueProposalView'];

/** Lines whose money would go to another account: an approver who neither asked for it nor recorded the account decides. */
export const ReissueProposals = ({ batch }: { readonly batch: Batch }) => {
  const api = useApi();
  const said = useTexts(texts);
  const { batchId, version } = batch;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const waiting = useQuery({ queryKey: ['reissue-proposals', batchId, version], queryFn: async () => (await api.GET('/api/v1/batches/{batchId}/reissue-proposals', { params: { path: { batchId } } })).data ?? [] });
  if (waiting.isError) return <Trouble error={waiting.error} again={() => void waiting.refetch()} />;
  const rows = waiting.data ?? [];
  return (
    <div>
      <Typography.Title level={3} className="section-title">{said.waitingList}</Typography.Title>
      <ListTable<Proposal> list={{ ...wholeList(rows), isPending: waiting.isPending }} label={said.waitingList} nothing={said.noWaiting} rowKey={({ instruction }) => instruction} columns={[
        { title: said.chosen, key: 'choose', render: (_, { instruction, lineNo }) => <Checkbox aria-label={said.chooseAccount(lineNo)} checked={chosen.includes(instruction)} onChange={({ target }) => setChosen((before) => (target.checked ? [...before, instruction] : before.filter((each) => each !== instruction)))} /> },
        { title: said.line, dataIndex: 'lineNo', align: 'right' },
        { title: said.attempt, dataIndex: 'attempt', align: 'right' },
        { title: said.amount, dataIndex: 'amountFen', align: 'right', render: (fen: number) => <Money fen={fen} /> },
        { title: said.proposedBy, dataIndex: 'proposedBy', render: (ids: readonly string[]) => ids.join(', ') },
        { title: said.accountBy, dataIndex: 'accountRecordedBy', render: (ids: readonly string[]) => ids.join(', ') },
      ]} />
      {rows.length === 0 ? null : <Decide batch={batch} chosen={rows.filter(({ instruction }) => chosen.includes(instruction))} onDone={() => setChosen([])} />}
    </div>
  );
};

const Decide = ({ batch, chosen, onDone }: { readonly batch: Batch; readonly chosen: readonly Proposal[]; readonly onDone: () => void }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const [yes, no] = [useReason(), useReason()];
  const body = (reason: string) => ({ instructions: chosen.map(({ instruction }) => instruction), reason });
  const approval = useStep(batch, (api, params, reason: string) => api.POST('/api/v1/batches/{batchId}/reissue-approvals', { params, body: body(reason) }));
  const refusal = useStep(batch, (api, params, reason: string) => api.POST('/api/v1/batches/{batchId}/reissue-refusals', { params, body: body(reason) }));
  const yuan = yuanOf(chosen.reduce((sum, { amountFen }) => sum + amountFen, 0), language);
  const empty = chosen.length === 0 ? said.chooseWaiting : null;
  const isOwn = (ids: readonly string[]): boolean => ids.some((id) => id === me.userId || id === me.onBehalfOf);
  const own = chosen.some(({ accountRecordedBy }) => isOwn(accountRecordedBy)) ? said.recordedAccount : chosen.some(({ proposedBy }) => isOwn(proposedBy)) ? said.samePersonAsked : null;
  return (
    <Flex gap="middle" wrap>
      <Step verb={said.approveReissue} isMain what={said.approveReissueWhat(chosen.length, yuan)} why={whyNot('approve', { ...batch, approvedBy: [] }, me)} first={empty ?? own} running={approval} run={(close) => yes.take((reason) => approval.mutate(reason, { onSuccess: () => { close(); onDone(); } }))}><Reason {...yes.field} /></Step>
      <Step verb={said.declineReissue} what={said.declineReissueWhat(chosen.length, yuan)} why={whyNot('either', batch, me)} first={empty} running={refusal} run={(close) => no.take((reason) => refusal.mutate(reason, { onSuccess: () => { close(); onDone(); } }))}><Reason {...no.field} /></Step>
    </Flex>
  );
};
