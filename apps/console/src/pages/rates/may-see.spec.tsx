import { render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { Role, SessionContext } from '../../app/session';
import { SchemeRates } from './measure-words';
import { Summary } from './summary';

const county = '990101000000';
const rate = { numerator: 3, denominator: 4, percent: '75.00%' };
const both = { count: rate, amountFen: rate };
const rates: SchemeRates = {
  scheme: 'rural-reward', coverage: rate, refusedDespiteYes: 2, decisionAccuracy: { ...rate, wronglyIn: 1, wronglyOut: 0 },
  disbursementAccuracy: both, timelyDisbursement: both, creditSuccess: both, returned: both, fundsInPlace: null,
};

const listsOf = (role: Role, areaCode = county): readonly (string | null)[] => {
  const me = { userId: 'u', kind: 'officer' as const, roles: [{ role, areaCode }], mustChangePassword: false };
  const { unmount } = render(<MemoryRouter><SessionContext value={{ me, signOut: () => Promise.resolve() }}><Summary rates={rates} areaCode={county} on="2016-12-31" onOpen={() => undefined} /></SessionContext></MemoryRouter>);
  const lists = screen.queryAllByRole('button').map((button) => button.getAttribute('aria-label'));
  unmount();
  return lists;
};

const ofCases = ['名单：覆盖率', '名单：资格确认准确率', '名单：核查符合而未予确认'];

it('offers finance the people whom it pays, and not those who were refused or sampled', () => {
  const lists = listsOf('finance-preparer');
  expect(lists).toContain('名单：打卡成功率');
  for (const list of ofCases) expect([list, lists.includes(list)]).toEqual([list, false]);
});

it('offers everybody behind a figure to whoever sees the cases of the area, and nobody to others', () => {
  expect(listsOf('inspector')).toEqual(expect.arrayContaining([...ofCases, '名单：打卡成功率']));
  expect([listsOf('administrator'), listsOf('caseworker', '990101100000')]).toEqual([[], []]);
});
