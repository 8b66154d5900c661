import { useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Tag } from 'antd';
import { useState } from 'react';
import { useApi } from '../../api/api';
import { useSession } from '../../app/session';
import { AreaName } from '../../shared/area-name';
import { Day } from '../../shared/day';
import { ListTable } from '../../shared/list-table';
import { Page } from '../../shared/page';
import { useList } from '../../shared/use-list';
import { useSchemeName } from '../../shared/use-schemes';
import { useLanguage, useTexts } from '../../texts/language';
import { OpenRegister } from './open-register';
import { OneRegister } from './register';
import { statusWords, texts } from './texts';
import { Register } from './register-view';

/** Who may load one; the server has the last word. */
const keepers: readonly string[] = ['caseworker', 'township-reviewer', 'county-reviewer'];

/** People who were paid before this system: loaded by one officer, approved by another, carried over by the automation. */
const Registers = () => {
  const api = useApi();
  const said = useTexts(texts);
  const { language } = useLanguage();
  const { me } = useSession();
  const schemeName = useSchemeName();
  // By its own title: the list may be read before it has the one that was just opened.
  const [chosen, setChosen] = useState<Pick<Register, 'registerId' | 'title'> | null>(null);
  const [isOpening, setOpening] = useState(false);
  const mayKeep = me.roles.some(({ role }) => keepers.includes(role));
  const queries = useQueryClient();
  // What was followed in the drawer has changed in the list as well.
  const leave = (): void => {
    setChosen(null);
    void queries.invalidateQueries({ queryKey: ['registers'] });
  };
  const list = useList<Register>(['registers'], async (cursor) => (await api.GET('/api/v1/registers', { params: { query: { limit: 50, ...(cursor === undefined ? {} : { cursor }) } } })).data);
  return (
    <Page title={said.title} actions={mayKeep ? <Button type="primary" onClick={() => setOpening(true)}>{said.open}</Button> : <small>{said.onlyKeepers}</small>}>
      <p>{said.what}</p>
      <ListTable list={list} label={said.list} nothing={said.nothing} rowKey={({ registerId }) => registerId} onOpen={setChosen} columns={[
        { title: said.name, dataIndex: 'title' },
        { title: said.scheme, key: 'scheme', render: (_, { scheme }) => schemeName(scheme) },
        { title: said.area, key: 'area', render: (_, { areaCode }) => <AreaName code={areaCode} /> },
        { title: said.status, key: 'status', render: (_, { status }) => <Tag>{statusWords[status][language]}</Tag> },
        { title: said.people, key: 'people', align: 'right', render: (_, { rowsRead, statedRows }) => said.readOf(rowsRead, statedRows) },
        { title: said.carried, dataIndex: 'carried', align: 'right' },
        { title: said.refused, dataIndex: 'refused', align: 'right' },
        { title: said.openedOn, key: 'opened', render: (_, { openedOn }) => <Day day={openedOn} /> },
      ]} />
      <OpenRegister open={isOpening} onLeave={() => setOpening(false)} onOpened={(opened) => { setOpening(false); setChosen(opened); }} />
      <Drawer open={chosen !== null} size="min(100vw, 900px)" title={chosen?.title} onClose={leave} destroyOnHidden>
        {chosen === null ? null : <OneRegister registerId={chosen.registerId} />}
      </Drawer>
    </Page>
  );
};

export default Registers;
