import { ReactNode, useMemo } from 'react';
import { Button } from 'antd';
import { Outlet, createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { PageEntry, pages } from '../menu';
import { Busy } from '../shared/busy';
import { Page } from '../shared/page';
import { Part } from '../shared/parts';
import { useTexts } from '../texts/language';
import { Broken } from './broken';
import { Frame } from './frame';
import { useSession } from './session';
import { texts } from './texts';

export const Router = () => {
  const router = useMemo(() => createBrowserRouter([
    { element: <Frame><Outlet /></Frame>, errorElement: <Frame><Broken /></Frame>, children: [...pages.map(routeOf), { path: '*', element: <Nothing title="notHere" /> }] },
  ]), []);
  return <RouterProvider router={router} />;
};

const routeOf = ({ path, roles, load }: PageEntry) => ({ path, errorElement: <Broken />, element: <ForRoles roles={roles}><Loaded key={path} load={load} /></ForRoles> });

const Loaded = ({ load }: Pick<PageEntry, 'load'>) => {
  const said = useTexts(texts);
  return <Part load={load} props={{}} meanwhile={<Busy waitsFor={said.loading} />} />;
};

const ForRoles = ({ roles, children }: { readonly roles: PageEntry['roles']; readonly children: ReactNode }) => {
  const { me } = useSession();
  return me.roles.some(({ role }) => roles.includes(role)) ? children : <Nothing title="notYours" />;
};

const Nothing = ({ title }: { readonly title: 'notHere' | 'notYours' }) => {
  const said = useTexts(texts);
  return <Page title={said[title]}><Button href="/" type="primary">{said.home}</Button></Page>;
};
