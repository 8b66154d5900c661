import { Button, Flex, Tabs, Tag } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useApi } from '../../api/api';
import { useSession } from '../../app/session';
import { components } from '../../generated/openapi';
import { Grants } from '../../shared/grants';
import { ListTable } from '../../shared/list-table';
import { Page } from '../../shared/page';
import { useList } from '../../shared/use-list';
import { useTexts } from '../../texts/language';
import { AddUser } from './add-user';
import { Asked, Filter } from './filter';
import { Duties, StandIns } from './side-lists';
import { texts } from './texts';

type Row = components['schemas']['UserView'];

/** Officers of the area: found, added, and opened; who acts for whom, and what nobody may hold together. */
const Users = () => {
  const said = useTexts(texts);
  const { me } = useSession();
  const [asked, setAsked] = useState<Asked>({ status: 'active' });
  const [isAdding, setAdding] = useState(false);
  const mayAdd = me.roles.some(({ role }) => role === 'administrator');
  return (
    <Page title={said.title} actions={mayAdd ? <Button type="primary" onClick={() => setAdding(true)}>{said.add}</Button> : <small>{said.onlyAdministrator}</small>}>
      <Tabs items={[
        { key: 'users', label: said.tabUsers, children: <Flex vertical gap="small"><Filter asked={asked} onAsk={setAsked} /><Rows asked={asked} /></Flex> },
        { key: 'stand-ins', label: said.tabStandIns, children: <StandIns /> },
        { key: 'duties', label: said.tabDuties, children: <Duties /> },
      ]} />
      {isAdding ? <AddUser onLeave={() => setAdding(false)} /> : null}
    </Page>
  );
};

const Rows = ({ asked }: { readonly asked: Asked }) => {
  const api = useApi();
  const said = useTexts(texts);
  const navigate = useNavigate();
  const list = useList<Row>(['users', asked], async (cursor) => {
    const { words, ...rest } = { limit: 100, ...asked, ...(cursor === undefined ? {} : { cursor }) };
    // What is typed goes in a body: addresses are written to logs.
    return (await (words === undefined ? api.GET('/api/v1/users', { params: { query: rest } }) : api.POST('/api/v1/users/search', { body: { words, ...rest } }))).data;
  });
  const addressOf = ({ userId }: Row): string => `/users/${encodeURIComponent(userId)}`;
  return (
    <ListTable list={list} label={said.list} nothing={said.nothing} rowKey={({ userId }) => userId} onOpen={(row) => void navigate(addressOf(row))} columns={[
      { title: said.name, key: 'name', render: (_, row) => <Flex vertical><Link to={addressOf(row)} tabIndex={-1}>{row.displayName}</Link><small>{row.userId}</small></Flex> },
      { title: said.roles, key: 'roles', render: (_, { roles }) => <Grants grants={roles} /> },
      { title: said.status, key: 'status', render: (_, { disabledReason }) => (disabledReason === null ? said.active : <Tag color="error">{said.disabledWhy(disabledReason)}</Tag>) },
    ]} />
  );
};

export default Users;
