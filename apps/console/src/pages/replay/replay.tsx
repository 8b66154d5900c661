import { useMutation } from '@tanstack/react-query';
import { Button, Empty, Flex } from 'antd';
import { Link, useParams } from 'react-router';
import { useApi } from '../../api/api';
import { LookReason } from '../../shared/look-reason';
import { Page } from '../../shared/page';
import { useTexts } from '../../texts/language';
import { LifePage } from './life-page';
import { readHistory } from './read-history';
import './replay.css';
import { texts } from './texts';

/** The reason first: the look is recorded before anything is read. The address holds the person's key and nothing else. */
const ReplayPage = () => {
  const api = useApi();
  const said = useTexts(texts);
  const { personKey } = useParams();
  // Each look is somebody's intention: it is never repeated by itself, and what was read is kept by this page alone.
  const look = useMutation({ mutationFn: ({ key, reason }: { readonly key: string; readonly reason: string }) => readHistory(api, key, reason), gcTime: 0 });
  if (personKey === undefined) return <Page title={said.title}><Empty description={said.away} /></Page>;
  const life = look.data?.replay.personKey === personKey ? look.data : undefined;
  const actions = (
    <Flex gap="middle" wrap align="center" className="no-print">
      <Link to={`/people/${encodeURIComponent(personKey)}/executions`}>{said.executeAgain}</Link>
      {life === undefined ? null : <Button onClick={() => print()}>{said.print}</Button>}
    </Flex>
  );
  return (
    <Page title={said.title} actions={actions}>
      {life === undefined ? <LookReason isUnderWay={look.isPending} error={look.error} waitsFor={said.reading} verb={said.look} onLook={(reason) => look.mutate({ key: personKey, reason })} />
        : life.replay.instants.length === 0 ? <Empty description={said.stateNothing} /> : <LifePage key={personKey} life={life} />}
    </Page>
  );
};

export default ReplayPage;
