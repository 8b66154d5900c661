import { useSession } from '../../app/session';
import { registrars } from '../../shared/person-record/may-record';
import { Part } from '../../shared/parts';
import { Busy } from '../../shared/busy';
import { Page } from '../../shared/page';
import { useTexts } from '../../texts/language';
import { Late, Timers, ToDo, WaitsForOthers } from './lists';
import { Tabs } from './tabs';
import { texts } from './texts';

/** Nobody else waits for them. */
const [loadForAdministrator, loadReturnedMoney] = [() => import('./for-administrator'), () => import('./returned-money')];

const caseRoles: readonly string[] = ['caseworker', 'village-reviewer', 'township-reviewer', 'county-reviewer', 'inspector'];
const rightRoles: readonly string[] = [...caseRoles, 'finance-preparer', 'finance-approver'];

/** What waits for whoever is signed in, what is late, and what others have to do first. A list that the role may not read is not offered. */
const Today = () => {
  const said = useTexts(texts);
  const { me } = useSession();
  const holds = (wanted: readonly string[]): boolean => me.roles.some(({ role }) => wanted.includes(role));
  const items = [
    ...(holds(caseRoles) ? [{ key: 'todo', label: said.todo, children: <ToDo /> }, { key: 'late', label: said.late, children: <Late /> }] : []),
    ...(holds(registrars) ? [{ key: 'returned-money', label: said.returnedMoney, children: <Part load={loadReturnedMoney} props={{}} meanwhile={<Busy waitsFor={said.returnedMoney} />} /> }] : []),
    ...(holds(rightRoles) ? [{ key: 'others', label: said.others, children: <WaitsForOthers withCases={holds(caseRoles)} /> }] : []),
    ...(holds(caseRoles) ? [{ key: 'timers', label: said.timers, children: <Timers /> }] : []),
    ...(holds(['administrator']) ? [{ key: 'administrator', label: said.administrator, children: <Part load={loadForAdministrator} props={{}} meanwhile={<Busy waitsFor={said.administrator} />} /> }] : []),
  ];
  return (
    <Page title={said.title}>
      {items.length === 0 ? <p>{said.noneForRole}</p> : <Tabs label={said.title} tabs={items} />}
    </Page>
  );
};

export default Today;
