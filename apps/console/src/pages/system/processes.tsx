import { Card, Collapse } from 'antd';
import { Moment } from '../../shared/day';
import { ShortTable } from '../../shared/short-table';
import { useWords } from '../../shared/use-words';
import { useTexts } from '../../texts/language';
import { Well } from './engines';
import { kindWords, texts } from './texts';
import { SystemState } from '../../shared/use-system';

interface Props {
  readonly state: SystemState;
}

type Process = NonNullable<SystemState['processes']>[number];
type Lease = NonNullable<SystemState['leases']>[number];

export const Processes = ({ state: { processes } }: Props) => {
  const said = useTexts(texts);
  const words = useWords();
  return (
    <Card size="small" title={said.processes}>
      <ShortTable<Process> rowKey={({ host, pid, kind }) => `${host} ${pid} ${kind}`} rows={processes ?? []} nothing={processes === null ? said.notKnown : said.noProcesses} columns={[
        { title: said.kind, key: 'kind', render: (_, { kind }) => words(kindWords, kind) },
        { title: said.host, key: 'host', render: (_, { host, pid }) => `${host} / ${pid}` },
        { title: said.started, key: 'started', render: (_, { startedAt }) => <Moment instant={startedAt} /> },
        { title: said.code, dataIndex: 'code' },
      ]} />
    </Card>
  );
};

/** Dozens of them say little while all is well: closed until somebody looks. */
export const Leases = ({ state: { leases } }: Props) => {
  const said = useTexts(texts);
  const all = leases ?? [];
  const label = leases === null ? `${said.leases}: ${said.notKnown}` : `${said.leases}: ${said.leasesHeld(all.filter(({ owner, expired }) => owner !== null && !expired).length, all.length)}`;
  return (
    <Collapse items={[{
      key: 'leases', label,
      children: <ShortTable<Lease> rowKey={({ name }) => name} rows={all} columns={[
        { title: said.leaseFor, dataIndex: 'name' },
        { title: said.owner, key: 'owner', render: (_, { owner }) => owner ?? said.nobody },
        { title: said.renewed, key: 'renewed', render: (_, { renewedAt }) => <Moment instant={renewedAt} /> },
        { title: said.state, key: 'state', render: (_, { expired, owner }) => (owner === null ? said.nobody : <Well ok={!expired} yes={said.held} no={said.expired} />) },
      ]} />,
    }]} />
  );
};
