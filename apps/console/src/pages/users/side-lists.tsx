import { Flex } from 'antd';
import { Link } from 'react-router';
import { Role } from '@zhibu/kernel';
import { ApartDuties, apartDuties } from '@zhibu/domain';
import { useApi } from '../../api/api';
import { components } from '../../generated/openapi';
import { Day } from '../../shared/day';
import { ListTable } from '../../shared/list-table';
import { roleWords } from '../../shared/role-words';
import { ShortTable } from '../../shared/short-table';
import { useList } from '../../shared/use-list';
import { useLanguage, useTexts } from '../../texts/language';
import { texts } from './texts';

type Row = components['schemas']['DelegationView'];

const UserLink = ({ userId }: { readonly userId: string }) => <Link to={`/users/${encodeURIComponent(userId)}`}>{userId}</Link>;

/** Who acts for whom in the area, until which day. */
export const StandIns = () => {
  const api = useApi();
  const said = useTexts(texts);
  const list = useList<Row>(['stand-ins'], async (cursor) => (await api.GET('/api/v1/users/stand-ins', { params: { query: { limit: 100, ...(cursor === undefined ? {} : { cursor }) } } })).data);
  return (
    <Flex vertical gap="small">
      <span>{said.whoDelegates}</span>
      <ListTable list={list} label={said.standIns} nothing={said.noStandIns} rowKey={({ userId, toUserId }) => `${userId} ${toUserId}`} columns={[
        { title: said.forWhom, key: 'userId', render: (_, { userId }) => <UserLink userId={userId} /> },
        { title: said.byWhom, key: 'toUserId', render: (_, { toUserId }) => <UserLink userId={toUserId} /> },
        { title: said.until, key: 'untilDay', render: (_, { untilDay }) => <Day day={untilDay} /> },
      ]} />
    </Flex>
  );
};

/** What nobody may hold together, by the same table by which the service refuses it. */
export const Duties = () => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const named = (roles: readonly Role[]): string => roles.map((role) => roleWords[role][language]).join(' / ');
  return (
    <section aria-label={said.duties}>
      <p>{said.dutiesWhy}</p>
      <ShortTable<ApartDuties> rowKey={({ why }) => why.en} rows={apartDuties} columns={[
        { title: said.one, key: 'left', render: (_, { left }) => named(left) },
        { title: said.other, key: 'right', render: (_, { right }) => named(right) },
        { title: said.why, key: 'why', render: (_, { why }) => <div style={{ maxWidth: 480, whiteSpace: 'normal' }}>{why[language]}</div> },
      ]} />
    </section>
  );
};
