import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Descriptions, Flex, Progress, Tag, Typography } from 'antd';
import { Link } from 'react-router';
import { useApi } from '../../api/api';
import { components } from '../../generated/openapi';
import { AreaName } from '../../shared/area-name';
import { Busy } from '../../shared/busy';
import { ListTable } from '../../shared/list-table';
import { useEvents } from '../../shared/runs/use-events';
import '../../shared/step.css';
import { Trouble } from '../../shared/trouble';
import { useList } from '../../shared/use-list';
import { useSchemeName } from '../../shared/use-schemes';
import { useWords } from '../../shared/use-words';
import { useLanguage, useTexts } from '../../texts/language';
import { Answer, Submit } from './answer';
import { ReadFile } from './read-file';
import { Register } from './register-view';
import { refusalWords, statusWords, texts } from './texts';

/** The views follow the events at a short distance; one that was opened this moment may not be there yet. */
const [followsWithinTries, againMs] = [8, 250];
const hundred = 100;

/** One register as it stands, with what can be done about it now. It is followed, because others work on it as well. */
export const OneRegister = ({ registerId }: { readonly registerId: string }) => {
  const api = useApi();
  const said = useTexts(texts);
  const queries = useQueryClient();
  const queryKey = ['register', registerId];
  const one = useQuery({ queryKey, retry: (tries) => tries < followsWithinTries, retryDelay: againMs, queryFn: async () => (await api.GET('/api/v1/registers/{registerId}', { params: { path: { registerId } } })).data ?? null });
  // What is still being read was asked for before this was told, and may be older.
  const tell = (now: Register): void => {
    void queries.cancelQueries({ queryKey });
    queries.setQueryData(queryKey, now);
  };
  if (one.isPending) return <Busy waitsFor={said.reading} />;
  if (one.data === null || one.data === undefined) return <Trouble error={one.error} again={() => void one.refetch()} />;
  return (
    <Flex vertical gap="middle">
      <Followed registerId={registerId} onChange={tell} />
      <Head register={one.data} />
      <Now register={one.data} />
    </Flex>
  );
};

interface FollowedProps {
  readonly registerId: string;
  readonly onChange: (now: Register) => void;
}

/** Until everybody is carried over. */
const Followed = ({ registerId, onChange }: FollowedProps) => {
  const said = useTexts(texts);
  const isCut = useEvents(`/api/v1/registers/${encodeURIComponent(registerId)}/progress`, 'progress', (event, data) => {
    if (event !== 'problem') onChange(data as Register);
  });
  return isCut ? <Alert type="warning" showIcon title={said.cut} /> : null;
};

const Head = ({ register }: { readonly register: Register }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const schemeName = useSchemeName();
  const { scheme, areaCode, status, rowsRead, statedRows, preparedBy, approvedBy, earliestPaidThrough, latestPaidThrough, listHash } = register;
  return (
    <Descriptions size="small" column={{ xs: 1, md: 2 }} bordered items={[
      { key: 'scheme', label: said.scheme, children: schemeName(scheme) },
      { key: 'area', label: said.area, children: <AreaName code={areaCode} /> },
      { key: 'status', label: said.status, children: <Tag>{statusWords[status][language]}</Tag> },
      { key: 'people', label: said.people, children: said.readOf(rowsRead, statedRows) },
      { key: 'prepared', label: said.preparedBy, children: preparedBy.join(', ') },
      { key: 'approved', label: said.approvedBy, children: approvedBy.join(', ') || '—' },
      { key: 'paid', label: said.paidThrough, children: earliestPaidThrough === null ? '—' : earliestPaidThrough === latestPaidThrough ? earliestPaidThrough : `${earliestPaidThrough} – ${latestPaidThrough ?? ''}` },
      { key: 'hash', label: said.hash, children: listHash === null ? '—' : <Typography.Text code copyable style={{ overflowWrap: 'anywhere' }}>{listHash}</Typography.Text> },
    ]} />
  );
};

const Now = ({ register }: { readonly register: Register }) => {
  const said = useTexts(texts);
  const { status, rowsRead, statedRows } = register;
  switch (status) {
    case 'open':
      return <>{rowsRead < statedRows ? <ReadFile register={register} /> : <Submit register={register} />}<Answer register={register} /></>;
    case 'submitted':
      return <Answer register={register} />;
    case 'approved':
      return <CarriedOver register={register} />;
    case 'declined':
      return <Alert type="info" showIcon title={said.declinedNow} />;
  }
};

const CarriedOver = ({ register: { registerId, parts, partsDone, carried, refused } }: { readonly register: Register }) => {
  const api = useApi();
  const said = useTexts(texts);
  const words = useWords();
  const isOver = partsDone >= parts;
  const list = useList<components['schemas']['RegisterRefusalView']>(['register-refusals', registerId, refused], async (cursor) => (await api.GET('/api/v1/registers/{registerId}/refusals', { params: { path: { registerId }, query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } })).data);
  return (
    <>
      <section aria-live="polite">
        {isOver ? null : <Progress percent={parts === 0 ? 0 : Math.floor((partsDone * hundred) / parts)} status="active" aria-label={said.progress(partsDone, parts)} />}
        <p role="status">{isOver ? null : `${said.progress(partsDone, parts)} · `}{said.finished(carried, refused)}</p>
      </section>
      <Typography.Title level={3} className="section-title">{said.refusals}</Typography.Title>
      <ListTable list={list} label={said.refusals} nothing={said.noRefusals} rowKey={({ personKey }) => personKey} columns={[
        { title: said.person, key: 'person', render: (_, { personKey, code }) => (code === 'person.not-found' ? '—' : <Link to={`/people/${personKey}/replay`}>{said.openPerson}</Link>) },
        { title: said.why, key: 'why', render: (_, { code }) => words(refusalWords, code) },
        { title: said.part, dataIndex: 'part', align: 'right' },
      ]} />
    </>
  );
};
