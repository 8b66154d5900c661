import { useMutation } from '@tanstack/react-query';
import { Button, Empty, Flex } from 'antd';
import { Link, useParams } from 'react-router';
import { useApi } from '../../api/api';
import { LookReason } from '../../shared/look-reason';
import { Page } from '../../shared/page';
import { useSchemes } from '../../shared/use-schemes';
import { useTexts } from '../../texts/language';
import './decision.css';
import { Execution, Executions } from './executions';
import { texts } from './texts';

interface Found {
  readonly personKey: string;
  readonly reason: string;
  readonly executions: readonly Execution[];
}

/** Every decision about a person, executed again: the same result, or exactly what differs. The look is recorded first. */
const DecisionPage = () => {
  const api = useApi();
  const said = useTexts(texts);
  const schemes = useSchemes();
  const { personKey } = useParams();
  const look = useMutation({
    gcTime: 0,
    mutationFn: async ({ key, reason }: { readonly key: string; readonly reason: string }): Promise<Found> =>
      ({ personKey: key, reason, executions: (await api.POST('/api/v1/replay/executions', { body: { subject: { personKey: key }, reason } })).data ?? [] }),
  });
  if (personKey === undefined) return <Page title={said.title}><Empty description={said.away} /></Page>;
  const found = look.data?.personKey === personKey ? look.data : undefined;
  const actions = (
    <Flex gap="middle" wrap align="center" className="no-print">
      <Link to={`/people/${encodeURIComponent(personKey)}/replay`}>{said.whole}</Link>
      {found === undefined ? null : <Button loading={look.isPending} onClick={() => look.mutate({ key: personKey, reason: found.reason })}>{said.another}</Button>}
      {found === undefined ? null : <Button onClick={() => print()}>{said.print}</Button>}
    </Flex>
  );
  return (
    <Page title={said.title} actions={actions}>
      <p>{said.how}</p>
      {found === undefined ? <LookReason isUnderWay={look.isPending} error={look.error} waitsFor={said.executing} verb={said.look} onLook={(reason) => look.mutate({ key: personKey, reason })} /> : <Executions executions={found.executions} schemes={schemes.data} />}
    </Page>
  );
};

export default DecisionPage;
