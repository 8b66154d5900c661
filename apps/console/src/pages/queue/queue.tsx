import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Flex, Segmented, Typography } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useApi } from '../../api/api';
import { AreaName } from '../../shared/area-name';
import { Busy } from '../../shared/busy';
import { CaseItem, casePath } from '../../shared/case-table';
import { ChooseTable } from '../../shared/choose-table';
import { Day } from '../../shared/day';
import { DueDay } from '../../shared/due-day';
import { Page } from '../../shared/page';
import { Trouble } from '../../shared/trouble';
import { texts as sharedTexts } from '../../shared/texts';
import { useList } from '../../shared/use-list';
import { useStageName } from '../../shared/use-procedures';
import { useSchemeName } from '../../shared/use-schemes';
import { useTexts } from '../../texts/language';
import { Progressing, SeveralRun } from './progressing';
import { Several } from './several';
import { texts } from './texts';

const limit = 100;
const everyStage = '*';

interface Begun {
  readonly run: SeveralRun;
  /** With the versions that were sent. */
  readonly cases: readonly CaseItem[];
}

/** Runs that somebody has read to the end, until the page is loaded anew. */
const closed = new Set<string>();

/** After a reload: one that goes on, or that did not end as it was asked for. */
const hasMoreToTell = ({ state, refused, left }: SeveralRun): boolean => state !== 'over' || (refused ?? 0) > 0 || (left ?? 0) > 0;

/** What waits for a signature or a decision of whoever is signed in, by stage; several of one stage can be handled in a row. */
const Queue = () => {
  const api = useApi();
  const said = useTexts(texts);
  const shared = useTexts(sharedTexts);
  const stageName = useStageName();
  const [stage, setStage] = useState(everyStage);
  const [keys, setKeys] = useState<readonly string[]>([]);
  /** With the version that was handled: the list follows at a short distance. */
  const [handled, setHandled] = useState<ReadonlyMap<string, number>>(new Map());
  const [begun, setBegun] = useState<Begun | null>(null);
  const [turn, setTurn] = useState(0);
  const runs = useQuery({ queryKey: ['tasks', 'several'], queryFn: async () => (await api.GET('/api/v1/tasks/several')).data ?? [] });
  const list = useList(['tasks', 'queue'], async (cursor) => (await api.GET('/api/v1/tasks', { params: { query: { limit, withoutActed: 'true', ...(cursor === undefined ? {} : { cursor }) } } })).data);
  const items = list.items.filter(({ status, applicationId, version }) => status === 'in-review' && handled.get(applicationId) !== version);
  const run = begun?.run ?? runs.data?.find((one) => hasMoreToTell(one) && !closed.has(one.runId)) ?? null;
  const known = new Map([...(begun?.cases ?? []), ...list.items].map((item) => [item.applicationId, item]));
  const hide = (applicationId: string): void => {
    const sent = begun?.cases.find((item) => item.applicationId === applicationId);
    if (sent !== undefined) setHandled((before) => new Map(before).set(applicationId, sent.version));
  };
  const close = (runId: string, done: readonly string[]): void => {
    closed.add(runId);
    setBegun(null);
    setKeys((before) => before.filter((key) => !done.includes(key)));
  };
  const stages = new Map(items.flatMap((item) => (item.stage === null ? [] : [[item.stage, stageName(item.scheme, item.stage)]])));
  const shown = items.filter((item) => stage === everyStage || item.stage === stage);
  const chosen = shown.filter(({ applicationId }) => keys.includes(applicationId));
  if (list.isPending) return <Busy waitsFor={said.queue} />;
  if (list.error !== null && list.items.length === 0) return <Page title={said.title}><Trouble error={list.error} again={list.again} /></Page>;
  return (
    <Page title={said.title}>
      <Flex vertical gap="small">
        <Typography.Text>{said.chooseOneStage}</Typography.Text>
        {stages.size < 2 ? null : <Segmented value={stage} onChange={setStage} options={[{ value: everyStage, label: said.allStages }, ...[...stages].map(([value, label]) => ({ value, label }))]} />}
        {new Set(chosen.map((item) => item.stage)).size > 1 ? <Alert type="warning" showIcon title={said.otherStages} /> : null}
        {run === null ? <Several chosen={chosen} onBegun={(now) => setBegun({ run: now, cases: chosen })} /> : <Progressing key={`${run.runId} ${turn}`} run={run} known={known} onHandled={hide} onAgain={() => setTurn((before) => before + 1)} onClose={(done) => close(run.runId, done)} />}
        <Cases items={shown} keys={keys} onKeys={setKeys} />
        {list.error === null ? null : <Trouble error={list.error} again={list.hasMore ? list.more : list.again} />}
        {list.hasMore ? <Button block loading={list.isMoreComing} onClick={list.more}>{shared.more(list.items.length)}</Button> : null}
      </Flex>
    </Page>
  );
};

const Cases = ({ items, keys, onKeys }: { readonly items: readonly CaseItem[]; readonly keys: readonly string[]; readonly onKeys: (keys: readonly string[]) => void }) => {
  const said = useTexts(texts);
  const [schemeName, stageName] = [useSchemeName(), useStageName()];
  return (
    <ChooseTable<CaseItem> rows={items} label={said.queue} nothing={said.nothing} rowKey={({ applicationId }) => applicationId} keys={keys} onKeys={onKeys} nameOf={({ scheme, branch }) => schemeName(scheme, branch)} columns={[
      { title: said.stage, key: 'stage', render: (_, { scheme, stage }) => stageName(scheme, stage) },
      { title: said.scheme, key: 'scheme', render: (_, { scheme, branch }) => schemeName(scheme, branch) },
      { title: said.village, key: 'village', render: (_, { areaCode }) => <AreaName code={areaCode} /> },
      { title: said.due, key: 'due', render: (_, { dueOn, dueProvisional }) => <DueDay day={dueOn} provisional={dueProvisional} /> },
      { title: said.applied, key: 'applied', render: (_, { appliedOn }) => <Day day={appliedOn} /> },
      { title: '', key: 'open', render: (_, { applicationId, scheme, branch }) => <Link to={casePath(applicationId)} aria-label={said.opened(schemeName(scheme, branch))}>{said.open}</Link> },
    ]} />
  );
};

export default Queue;
