import { MenuOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { ReactNode, useState } from 'react';
import { Link, useLocation } from 'react-router';
import { pages } from '../menu';
import { Part } from '../shared/parts';
import { Shortcuts, showHelp } from '../shortcuts/shortcuts';
import { useLanguage, useTexts } from '../texts/language';
import './frame.css';
import { useSession } from './session';
import { texts } from './texts';
import { useArrival } from './use-arrival';
import { useReachableScrolls } from './use-reachable-scrolls';
import { useWide } from './use-wide';

/** `gone`: closed because somebody went to a page, which then has the focus; else the button has it again. */
type MenuState = 'never' | 'open' | 'closed' | 'gone';

const loadMenuDrawer = () => import('./menu-drawer');

/** Header, menu and the place of the page; on a narrow screen the menu is a drawer. Plain elements: everything here is waited for before the first page. */
export const Frame = ({ children }: { readonly children: ReactNode }) => {
  const said = useTexts(texts);
  const wide = useWide();
  const [drawer, setDrawer] = useState<MenuState>('never');
  useArrival(useLocation().pathname);
  useReachableScrolls();
  return (
    <div className="frame">
      <a className="skip" href="#page">{said.skip}</a>
      <header className="frame-header">
        {wide ? null : <Button type="text" icon={<MenuOutlined />} aria-label={said.menu} onClick={() => setDrawer('open')} />}
        <strong className="frame-name">{said.name}</strong>
        <Who />
      </header>
      <div className="frame-body">
        {wide ? <nav className="frame-side" aria-label={said.menu}><Pages /></nav> : null}
        {wide || drawer === 'never' ? null : (
          <Part load={loadMenuDrawer} meanwhile={null} props={{ open: drawer === 'open', focusBack: drawer !== 'gone', onClose: () => setDrawer('closed'), children: <Pages onChosen={() => setDrawer('gone')} /> }} />
        )}
        <main id="page" className="frame-page" tabIndex={-1}>{children}</main>
      </div>
      <Shortcuts />
    </div>
  );
};

const Pages = ({ onChosen }: { readonly onChosen?: () => void }) => {
  const said = useTexts(texts);
  const { me } = useSession();
  const { language } = useLanguage();
  const { pathname } = useLocation();
  const mine = pages.filter(({ title, roles }) => title !== null && me.roles.some(({ role }) => roles.includes(role)));
  return (
    <ul className="frame-menu">
      {mine.map(({ path, title }) => <li key={path}><Link to={path} aria-current={path === pathname ? 'page' : undefined} onClick={onChosen}>{title?.[language]}</Link></li>)}
      <li><button type="button" onClick={() => { onChosen?.(); showHelp(); }}>{said.keys}</button></li>
    </ul>
  );
};

const Who = () => {
  const said = useTexts(texts);
  const { language, speak } = useLanguage();
  const { me, signOut } = useSession();
  return (
    <div className="frame-who">
      <Link to="/account" title={said.account}>{me.onBehalfOf === undefined ? me.userId : said.standsIn(me.userId, me.onBehalfOf)}</Link>
      <Button type="text" lang={language === 'zh' ? 'en' : 'zh-CN'} onClick={() => speak(language === 'zh' ? 'en' : 'zh')}>{said.language}</Button>
      <Button type="text" onClick={() => void signOut()}>{said.signOut}</Button>
    </div>
  );
};
