import { Card, Descriptions, Tag } from 'antd';
import { ReactNode } from 'react';
import { useLanguage, useTexts } from '../../texts/language';
import { ShortTable } from '../../shared/short-table';
import { texts } from './texts';
import { SystemState } from '../../shared/use-system';

interface Props {
  readonly state: SystemState;
}

/** Words beside the colour: a sign alone says nothing to many. */
export const Well = ({ ok, yes, no }: { readonly ok: boolean; readonly yes?: string; readonly no?: string }) => {
  const said = useTexts(texts);
  return ok ? <Tag color="success">✓ {yes ?? said.well}</Tag> : <Tag color="error">✗ {no ?? said.notWell}</Tag>;
};

/** Three engines, or one that serves as all of them. */
export const Engines = ({ state: { engines } }: Props) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const has = (engine: string): boolean => engines.some((each) => each.engine === engine);
  const inside = (engine: string, label: string): { key: string; label: string; children: ReactNode }[] => (has(engine) ? [] : [{ key: engine, label, children: said.inDatabase }]);
  return (
    <Card size="small" title={said.engines}>
      <Descriptions column={1} size="small" items={[
        ...engines.map(({ engine, title, ok }) => ({ key: engine, label: title[language], children: <Well ok={ok} yes={said.answers} no={said.away} /> as ReactNode })),
        ...inside('event-store', said.eventStore), ...inside('queue', said.queueEngine),
      ]} />
    </Card>
  );
};

interface Reader {
  readonly key: string;
  readonly title: string;
  readonly lag: string;
  readonly ok: boolean;
  readonly state: string | null;
  readonly stopped: string | null;
}

/** Every reader of the log with how far it has come. */
export const Models = ({ state: { readModels, followUps, findings } }: Props) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const isWell = (check: string): boolean => findings.find((each) => each.check === check)?.ok ?? true;
  const rows: readonly Reader[] = [
    ...(followUps === null ? [] : [{ key: 'follow-ups', title: said.followUps, lag: followUps.lag[language], ok: isWell('follow-ups'), state: null, stopped: null }]),
    ...(readModels ?? []).map(({ name, version, role, title, lag, stoppedAt }) => ({
      key: `${name} ${version} ${role}`, title: `${title[language]} (${name})`, lag: lag[language], ok: isWell(`read-model ${name}`), state: role === 'building' ? said.building : null,
      stopped: stoppedAt === null ? null : `${said.stoppedAt(stoppedAt.type, stoppedAt.stream, stoppedAt.version)}: ${stoppedAt.reason}`,
    })),
  ];
  return (
    <Card size="small" title={said.models}>
      <ShortTable<Reader> rowKey={({ key }) => key} rows={rows} nothing={said.notKnown} columns={[
        { title: said.what, dataIndex: 'title' },
        { title: said.lag, key: 'lag', render: (_, { lag, stopped }) => stopped ?? lag },
        { title: said.state, key: 'state', render: (_, { ok, state }) => state ?? <Well ok={ok} /> },
      ]} />
    </Card>
  );
};

type Queue = NonNullable<SystemState['queues']>[number];
const msPerSecond = 1_000;

export const Queues = ({ state: { queues } }: Props) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  return (
    <Card size="small" title={said.queues}>
      <ShortTable<Queue> rowKey={({ queue }) => queue} rows={queues ?? []} nothing={said.notKnown} columns={[
        { title: said.what, key: 'title', render: (_, { title }) => title[language] },
        { title: said.waiting, dataIndex: 'waiting', align: 'right' },
        { title: said.active, dataIndex: 'active', align: 'right' },
        { title: said.delayed, dataIndex: 'delayed', align: 'right' },
        { title: said.failed, key: 'failed', align: 'right', render: (_, { failed }) => (failed === 0 ? 0 : <Well ok={false} no={String(failed)} />) },
        { title: said.oldest, key: 'oldest', align: 'right', render: (_, { waiting, oldestWaitingMs }) => (waiting === 0 ? '—' : said.seconds(Math.round(oldestWaitingMs / msPerSecond))) },
      ]} />
    </Card>
  );
};
