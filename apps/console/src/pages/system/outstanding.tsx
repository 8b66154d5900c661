import { Card } from 'antd';
import { useApi } from '../../api/api';
import { components } from '../../generated/openapi';
import { AreaName } from '../../shared/area-name';
import { Moment } from '../../shared/day';
import { ListTable } from '../../shared/list-table';
import { useList } from '../../shared/use-list';
import { useWords } from '../../shared/use-words';
import { useTexts } from '../../texts/language';
import { blockedWords, texts, workWords } from './texts';

type Row = components['schemas']['OutstandingItem'];

/** What follows from the events and is not done yet. */
export const Outstanding = () => {
  const api = useApi();
  const said = useTexts(texts);
  const words = useWords();
  const list = useList<Row>(['outstanding'], async (cursor) => (await api.GET('/api/v1/jobs/outstanding', { params: { query: { limit: 20, ...(cursor === undefined ? {} : { cursor }) } } })).data);
  return (
    <Card size="small" title={said.outstanding}>
      <ListTable list={list} label={said.outstanding} nothing={said.noOutstanding} rowKey={({ workId }) => workId} columns={[
        { title: said.what, key: 'kind', render: (_, { kind }) => words(workWords, kind) },
        { title: said.about, key: 'subject', render: (_, { areaCode, subject }) => <>{areaCode === null ? null : <AreaName code={areaCode} />}<div><small>{subject}</small></div></> },
        { title: said.since, key: 'since', render: (_, { since }) => <Moment instant={since} /> },
        { title: said.notBefore, key: 'notBefore', render: (_, { notBefore }) => <Moment instant={notBefore} /> },
        { title: said.blocked, key: 'blocked', render: (_, { blockedBy }) => words(blockedWords, blockedBy) },
      ]} />
    </Card>
  );
};
