import { Button, Flex, Typography } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/api';
import { useSession } from '../../app/session';
import { dayInWords } from '../../shared/day';
import { Irreversible } from '../../shared/irreversible';
import { monthInWords } from '../../shared/period-words';
import { changeKinds } from '../../shared/right-words';
import { Trouble } from '../../shared/trouble';
import { useSchemeName } from '../../shared/use-schemes';
import { useWords } from '../../shared/use-words';
import { useLanguage, useTexts } from '../../texts/language';
import { CommandForm } from './command-form';
import { approvalOf } from './may';
import { officerOf } from './summary';
import { texts } from './texts';
import { Right, useRightCommand } from './use-right';

type Change = Right['pending'][number];

interface PendingProps {
  readonly right: Right;
  readonly want: (version: number) => void;
}

/** Changes that one officer proposed: another approves or declines them, and whoever proposed may take them back. */
export const Pending = ({ right, want }: PendingProps) => {
  const said = useTexts(texts);
  if (right.pending.length === 0) return <Typography.Text type="secondary">{said.noPending}</Typography.Text>;
  return <Flex vertical gap="middle">{right.pending.map((change) => <ChangeShown key={change.changeId} right={right} change={change} want={want} />)}</Flex>;
};

const ChangeShown = ({ right, change, want }: PendingProps & { readonly change: Change }) => {
  const api = useApi();
  const said = useTexts(texts);
  const words = useWords();
  const schemeName = useSchemeName();
  const { language } = useLanguage();
  const { me } = useSession();
  const [asked, setAsked] = useState<'approve' | 'decline' | null>(null);
  const from = change.fromMonth === null ? '—' : monthInWords(change.fromMonth, language);
  const path = { entitlementId: right.entitlementId, changeId: change.changeId };
  const approve = useRightCommand<undefined>({ version: right.version, want, onDone: () => setAsked(null), send: (_, header) => api.POST('/api/v1/entitlements/{entitlementId}/changes/{changeId}/approval', { params: { path, header } }) });
  const { kind, toBranch, backPay, proposedBy, proposedOn } = change;
  const detail = kind === 'branch' ? said.toBranch(schemeName(right.scheme, toBranch), from) : kind === 'resume' ? said.fromMonthOf(from, backPay) : '';
  const what = [words(changeKinds, kind), detail].filter((part) => part !== '').join(' · ');
  const approval = approvalOf(me, right, change);
  return (
    <section aria-label={what}>
      <strong>{what}</strong>
      <div><small>{said.proposed(proposedBy.map((userId) => officerOf(right, userId)).join(', '), dayInWords(proposedOn, language))}</small></div>
      <Flex gap="small" wrap>
        <Button type="primary" disabled={approval !== 'may'} onClick={() => setAsked('approve')}>{said.approve}</Button>
        <Button disabled={approval === 'not-yours'} onClick={() => setAsked('decline')}>{approval === 'own' ? said.takeBack : said.decline}</Button>
      </Flex>
      {approval === 'may' ? null : <small>{approval === 'own' ? said.ownProposal : said.onlyCounty}</small>}
      <Irreversible open={asked === 'approve'} title={said.approve} verb={said.approve} isUnderWay={approve.isPending} onYes={() => approve.mutate(undefined)} onNo={() => setAsked(null)}>
        <p>{said.approveWhat(what)}</p>
        {approve.isError ? <Trouble error={approve.error} /> : null}
      </Irreversible>
      <CommandForm command={asked === 'decline' ? { kind: 'decline', changeId: change.changeId } : null} right={right} want={want} onClose={() => setAsked(null)} />
    </section>
  );
};
