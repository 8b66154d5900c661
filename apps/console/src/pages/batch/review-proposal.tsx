import { useMutation } from '@tanstack/react-query';
import { Descriptions, Drawer, Flex } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/api';
import { useSession } from '../../app/session';
import type { components } from '../../generated/openapi';
import { Day } from '../../shared/day';
import { Money, yuanOf } from '../../shared/money';
import { useLanguage, useTexts } from '../../texts/language';
import { texts } from './after-texts';
import { whyNot } from './duties';
import type { OfLine } from './propose';
import { Reason, Step, useReason } from './step';
import { useStep } from './use-step';

type Proposal = components['schemas']['ProposalView'];

/** The second of two officers: reads the evidence with a reason, then agrees or not. */
export const ReviewProposal = ({ batch, lineNo }: OfLine) => {
  const api = useApi();
  const said = useTexts(texts);
  const { me } = useSession();
  const { field, take } = useReason();
  const reading = useMutation({ mutationFn: async (reason: string) => (await api.POST('/api/v1/batches/{batchId}/lines/{lineNo}/reconciliation/looks', { params: { path: { batchId: batch.batchId, lineNo } }, body: { reason } })).data ?? null });
  /** Kept apart from the reading, which is forgotten when its question is closed. */
  const [proposal, setProposal] = useState<Proposal | null>(null);
  const read = (onDone: () => void): void => take((reason) => reading.mutate(reason, { onSuccess: (found) => { setProposal(found); onDone(); } }));
  return (
    <>
      <Step verb={said.review} what={said.reviewWhat(lineNo)} why={whyNot('either', batch, me)} running={reading} run={read}><Reason {...field} /></Step>
      <Drawer open={proposal !== null} title={proposal === null ? '' : said.proposal(lineNo, proposal.reconciliation)} size="min(100vw, 560px)" onClose={() => setProposal(null)} destroyOnHidden>
        {proposal === null ? null : <Decide batch={batch} lineNo={lineNo} proposal={proposal} onDone={() => setProposal(null)} />}
      </Drawer>
    </>
  );
};

const Decide = ({ batch, lineNo, proposal, onDone }: OfLine & { readonly proposal: Proposal; readonly onDone: () => void }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const { field, take } = useReason();
  const { reconciliation, outcome, amountFen, decidedBy } = proposal;
  const approval = useStep(batch, (api, { path, header }) => api.POST('/api/v1/batches/{batchId}/lines/{lineNo}/reconciliations/{reconciliation}/approval', { params: { path: { ...path, lineNo, reconciliation }, header } }).then(() => ({})));
  const refusal = useStep(batch, (api, { path, header }, reason: string) => api.POST('/api/v1/batches/{batchId}/lines/{lineNo}/reconciliations/{reconciliation}/declination', { params: { path: { ...path, lineNo, reconciliation }, header }, body: { reason } }).then(() => ({})));
  const what = (outcome === 'credited' ? said.approveCredited : said.approveReturned)(lineNo, yuanOf(amountFen, language));
  return (
    <Flex vertical gap="middle">
      <Descriptions column={1} size="small" bordered items={[
        { key: 'o', label: said.outcome, children: outcome === 'credited' ? said.isCredited : said.isReturned },
        { key: 'm', label: said.amount, children: <Money fen={amountFen} /> },
        { key: 'c', label: said.creditedOn, children: <Day day={proposal.creditedOn} /> },
        { key: 'e', label: said.evidence, children: proposal.evidence ?? said.erased },
        { key: 'b', label: said.proposedBy, children: decidedBy.join(', ') },
        { key: 'd', label: said.proposedOn, children: <Day day={proposal.proposedOn} /> },
      ]} />
      <Step verb={said.approveOutcome} isMain what={what} why={whyNot('approve', { ...batch, approvedBy: [] }, me)} first={decidedBy.some((id) => id === me.userId || id === me.onBehalfOf) ? said.samePerson : null} running={approval} run={(close) => approval.mutate(undefined, { onSuccess: () => { close(); onDone(); } })} />
      <Step verb={said.declineOutcome} what={said.declineWhat(lineNo, yuanOf(amountFen, language))} why={whyNot('either', batch, me)} running={refusal} run={(close) => take((reason) => refusal.mutate(reason, { onSuccess: () => { close(); onDone(); } }))}><Reason {...field} /></Step>
    </Flex>
  );
};
