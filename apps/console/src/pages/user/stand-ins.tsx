import { useQuery } from '@tanstack/react-query';
import { Button, Card, Flex, Modal } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/api';
import { useSession } from '../../app/session';
import { components } from '../../generated/openapi';
import { Busy } from '../../shared/busy';
import { dayInWords } from '../../shared/day';
import { Trouble } from '../../shared/trouble';
import { useCommand } from '../../shared/use-command';
import { useLanguage, useTexts } from '../../texts/language';
import { mayNotOf } from './may-not';
import { texts } from './texts';
import { User } from './user-view';

type Delegation = components['schemas']['DelegationView'];

const shownMax = 200;

/** Who acts for this officer and for whom they act; an administrator ends what the officer gave. */
export const StandIns = ({ user, onChanged }: { readonly user: User; readonly onChanged: (version: number) => void }) => {
  const api = useApi();
  const said = useTexts(texts);
  const { userId } = user;
  const list = useQuery({ queryKey: ['stand-ins', userId, user.version], queryFn: async () => (await api.GET('/api/v1/users/stand-ins', { params: { query: { userId, limit: shownMax } } })).data?.items ?? [] });
  return (
    <Card size="small" title={said.standIns}>
      {list.isPending ? <Busy waitsFor={said.standIns} /> : null}
      {list.isError ? <Trouble error={list.error} again={() => void list.refetch()} /> : null}
      {list.data?.length === 0 ? said.noStandIns : null}
      <Flex vertical gap="small">{list.data?.map((each) => <One key={`${each.userId} ${each.toUserId}`} delegation={each} user={user} onChanged={onChanged} />)}</Flex>
    </Card>
  );
};

const One = ({ delegation: { userId, toUserId, untilDay }, user, onChanged }: { readonly delegation: Delegation; readonly user: User; readonly onChanged: (version: number) => void }) => {
  const api = useApi();
  const said = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const [isAsked, setAsked] = useState(false);
  const end = useCommand(async (_: null, header) => (await api.DELETE('/api/v1/users/{userId}/delegations/{toUserId}', { params: { path: { userId, toUserId }, header } })).data);
  const mayEnd = userId === user.userId && mayNotOf(me, user) === null;
  const submit = () => end.mutate(null, {
    onSuccess: (outcome) => {
      onChanged(outcome?.version ?? 0);
      setAsked(false);
    },
  });
  return (
    <Flex gap="small" align="center" wrap>
      <span>{said.actsFor(toUserId, userId, dayInWords(untilDay, language))}</span>
      {mayEnd ? <Button size="small" aria-label={said.endThis(toUserId, userId)} onClick={() => setAsked(true)}>{said.end}</Button> : null}
      <Modal open={isAsked} title={said.endThis(toUserId, userId)} okText={said.end} cancelText={said.leave} confirmLoading={end.isPending} onOk={submit} onCancel={() => setAsked(false)}>
        <p>{said.endWhat}</p>
        {end.isError ? <Trouble error={end.error} /> : null}
      </Modal>
    </Flex>
  );
};
