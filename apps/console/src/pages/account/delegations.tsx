import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Card, Flex, Form, Input, Modal, Typography } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/api';
import { useSession } from '../../app/session';
import { emptyDevice } from '../../app/empty-device';
import { dayInWords } from '../../shared/day';
import { DayInput } from '../../shared/day-input';
import { todayInCounty } from '../../shared/today';
import { Trouble } from '../../shared/trouble';
import { useCommand } from '../../shared/use-command';
import { useLanguage, useTexts } from '../../texts/language';
import { texts } from './texts';

const shownMax = 200;
const pollMs = 700;

interface Delegated {
  readonly toUserId: string;
  readonly untilDay: string;
}

/** What the list of those who may act in the officer's name should come to show; `null`: not the colleague any more. */
interface Wanted {
  readonly toUserId: string;
  readonly untilDay: string | null;
}

const shows = (given: readonly Delegated[], { toUserId, untilDay }: Wanted): boolean => (given.find((each) => each.toUserId === toUserId)?.untilDay ?? null) === untilDay;

/** Who may act in whose name: given and taken back by the officer, and used after the own password was entered once more. */
export const Delegations = () => {
  const api = useApi();
  const said = useTexts(texts);
  const { me } = useSession();
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const of = (direction: 'given' | 'received') => ({
    queryKey: ['delegations', direction],
    queryFn: async () => (await api.GET('/api/v1/users/delegations', { params: { query: { direction, limit: shownMax } } })).data?.items ?? [],
    // Lists follow what is done at a short distance: this one is read until it shows what was just given or taken back.
    refetchInterval: ({ state }: { readonly state: { readonly data: readonly Delegated[] | undefined } }) => (direction === 'given' && wanted !== null && !shows(state.data ?? [], wanted) ? pollMs : false as const),
  });
  const [given, received] = [useQuery(of('given')), useQuery(of('received'))];
  const [acting, setActing] = useState<string | null>(null);
  return (
    <Card size="small" title={said.standIns}>
      <Flex vertical gap="middle">
        <section aria-label={said.given}>
          <Typography.Text strong>{said.given}</Typography.Text>
          {given.isError ? <Trouble error={given.error} again={() => void given.refetch()} /> : null}
          {given.data?.length === 0 ? <p>{said.noneGiven}</p> : null}
          <Flex vertical gap="small">{given.data?.map(({ toUserId, untilDay }) => <Given key={toUserId} toUserId={toUserId} untilDay={untilDay} onEnded={() => setWanted({ toUserId, untilDay: null })} />)}</Flex>
          {me.onBehalfOf === undefined ? <Give onGiven={setWanted} /> : <p>{said.notOver}</p>}
        </section>
        <section aria-label={said.received}>
          <Typography.Text strong>{said.received}</Typography.Text>
          {received.isError ? <Trouble error={received.error} again={() => void received.refetch()} /> : null}
          {received.data?.length === 0 ? <p>{said.noneReceived}</p> : null}
          <Flex vertical gap="small">{received.data?.map(({ userId, untilDay }) => <Received key={userId} userId={userId} untilDay={untilDay} onAct={() => setActing(userId)} />)}</Flex>
        </section>
      </Flex>
      {acting === null ? null : <ActFor userId={acting} onLeave={() => setActing(null)} />}
    </Card>
  );
};

const Given = ({ toUserId, untilDay, onEnded }: Delegated & { readonly onEnded: () => void }) => {
  const api = useApi();
  const said = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const [isAsked, setAsked] = useState(false);
  const end = useCommand((_: null, header) => api.DELETE('/api/v1/users/{userId}/delegations/{toUserId}', { params: { path: { userId: me.userId, toUserId }, header } }));
  return (
    <Flex gap="small" align="center" wrap>
      <span>{toUserId} · {said.until(dayInWords(untilDay, language))}</span>
      <Button size="small" aria-label={said.takeBack(toUserId)} onClick={() => setAsked(true)}>{said.takeBackShort}</Button>
      <Modal open={isAsked} title={said.takeBack(toUserId)} okText={said.takeBackShort} cancelText={said.leave} confirmLoading={end.isPending} onOk={() => end.mutate(null, { onSuccess: onEnded })} onCancel={() => setAsked(false)} destroyOnHidden>
        <p>{said.takeBackWhat(toUserId)}</p>
        {end.isError ? <Trouble error={end.error} /> : null}
      </Modal>
    </Flex>
  );
};

type ToGive = Delegated;

const Give = ({ onGiven }: { readonly onGiven: (given: ToGive) => void }) => {
  const api = useApi();
  const said = useTexts(texts);
  const { me } = useSession();
  const [form] = Form.useForm<ToGive>();
  const give = useCommand((body: ToGive, header) => api.POST('/api/v1/users/{userId}/delegations', { params: { path: { userId: me.userId }, header }, body }));
  return (
    <Form<ToGive> name="delegation" form={form} layout="vertical" requiredMark={false} onFinish={(values) => give.mutate({ toUserId: values.toUserId.trim(), untilDay: values.untilDay }, { onSuccess: (_, body) => { form.resetFields(); onGiven(body); } })} style={{ maxWidth: 400 }}>
      <Form.Item name="toUserId" label={said.colleague} rules={[{ required: true, pattern: /^\s*[A-Za-z0-9][A-Za-z0-9._-]{0,63}\s*$/, message: said.colleagueRule }]}><Input autoComplete="off" /></Form.Item>
      <Form.Item name="untilDay" label={said.lastDay} rules={[{ required: true, message: said.needed }]}><DayInput min={todayInCounty()} /></Form.Item>
      {give.isError ? <Trouble error={give.error} /> : null}
      <Button htmlType="submit" loading={give.isPending}>{said.give}</Button>
    </Form>
  );
};

const Received = ({ userId, untilDay, onAct }: { readonly userId: string; readonly untilDay: string; readonly onAct: () => void }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  return (
    <Flex gap="small" align="center" wrap>
      <span>{userId} · {said.until(dayInWords(untilDay, language))}</span>
      {me.onBehalfOf === userId ? null : <Button size="small" onClick={onAct}>{said.actFor(userId)}</Button>}
    </Flex>
  );
};

/** Another session takes the place of this one, and nothing that was shown to the one before stays. */
const ActFor = ({ userId, onLeave }: { readonly userId: string; readonly onLeave: () => void }) => {
  const api = useApi();
  const said = useTexts(texts);
  const { me } = useSession();
  const [form] = Form.useForm<{ readonly password: string }>();
  const begin = useMutation({
    mutationFn: async ({ password }: { readonly password: string }) => {
      await api.POST('/api/v1/session', { body: { userId: me.userId, password, onBehalfOf: userId } });
      await emptyDevice();
      location.assign('/');
    },
  });
  return (
    <Modal open title={said.actFor(userId)} okText={said.begin} cancelText={said.leave} confirmLoading={begin.isPending} onOk={() => form.submit()} onCancel={onLeave}>
      <p>{said.actForWhat(userId)}</p>
      <Form name="stand-in" form={form} layout="vertical" requiredMark={false} onFinish={(values) => begin.mutate(values)}>
        <Form.Item name="password" label={said.ownPassword} rules={[{ required: true, message: said.needed }]}><Input.Password autoComplete="current-password" autoFocus /></Form.Item>
      </Form>
      {begin.isError ? <Trouble error={begin.error} /> : null}
    </Modal>
  );
};
