import { fireEvent, render, screen, within } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { Answers, Service } from '../../../test/service';
import { SessionContext } from '../../app/session';
import Notices from './notices';
import { Notice } from './running-notice';

const notice: Notice = {
  scheme: 'rural-reward', procedureId: 'rural-reward', procedureVersion: 1, stage: 'village-notice', level: 'village', boardArea: '990101100001', postedOn: '2016-02-01', lastDay: '2016-02-08', provisional: false,
  dayKind: 'calendar', days: 7, daysHung: 2, daysLeft: 5, daysOff: [], entries: 3, held: 0, whole: true,
};
const boards = [notice, { ...notice, boardArea: '990101100002' }];

/** The list of the second board never ends. */
const open = async () => {
  let asked = 0;
  const page = (boardArea: string) => ({ items: [{ applicationId: `${boardArea}.${(asked += 1)}`, name: '王*明', idNumber: '9900**********1234', areaCode: boardArea, openObjections: 0 }], nextCursor: boardArea === notice.boardArea ? null : `${asked}` });
  const answers: Record<string, unknown> = { '/api/v1/notices/running': boards, '/api/v1/policies/areas': [], '/api/v1/procedures': [] };
  const service: Answers = {
    GET: async (path: string, given?: { readonly params: { readonly query: { readonly boardArea: string } } }) => ({ data: path === '/api/v1/notices' ? page(given?.params.query.boardArea ?? '') : (answers[path] ?? null) }),
  };
  const me = { userId: 'inspector', kind: 'officer' as const, roles: [{ role: 'inspector' as const, areaCode: '990101000000' }], mustChangePassword: false };
  render(
    <Service answers={service}>
      <SessionContext value={{ me, signOut: async () => undefined }}><MemoryRouter><Notices /></MemoryRouter></SessionContext>
    </Service>,
  );
  await screen.findByRole('region', { name: '正在公示的名单' });
  const choose = (no: number) => fireEvent.click(within(screen.getByRole('region', { name: '正在公示的名单' })).getAllByRole('checkbox')[no + 1] as HTMLElement);
  return { choose };
};
const sheetOf = (area: string) => screen.getByRole('article', { name: new RegExp(area) });
const printed = () => screen.queryByRole('button', { name: /^打印/ })?.textContent ?? null;

it('a list that was not read to its end says so, claims no number of people, and is not printed', async () => {
  const { choose } = await open();
  choose(1);
  expect(await screen.findByText(/名单不完整：只读出前 50 人/)).toBeTruthy();
  const sheet = sheetOf('990101100002');
  expect(within(sheet).queryByText(/共 \d+ 人/)).toBeNull();
  expect(sheet.className).toContain('no-print');
  expect(printed()).toBeNull();
});

it('beside it, a list that is whole is printed', async () => {
  const { choose } = await open();
  choose(0);
  choose(1);
  await screen.findByText(/名单不完整/);
  expect(sheetOf('990101100001').className).toBe('notice-sheet');
  expect(within(sheetOf('990101100001')).getByText(/共 1 人/)).toBeTruthy();
  expect(printed()).toBe('打印 1 份名单');
});
