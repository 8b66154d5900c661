import { render, screen } from '@testing-library/react';
import { Service } from '../../../test/service';
import { AmountShown } from './line-amount';

const funders = [{ level: 'central' as const, amountFen: 80_000 }, { level: 'county' as const, amountFen: 30_000 }];
const amount = {
  lineNo: 7, personKey: 'p', entitlementId: 'rural-reward.p', amountFen: 110_000, claimedFen: 110_000, claimedOn: '2016-07-11', released: false,
  months: ['2016-01', '2016-02', '2016-03', '2016-04', '2016-05'].map((month) => ({ month, amountFen: 22_000 })),
  components: [{ layerId: 'national-base', title: { zh: '国家标准', en: 'National base' }, fromMonth: '2016-01', toMonth: '2016-05', amountFen: 110_000, source: '财教[2011]623号', funders }],
  basis: [{ fromMonth: '2016-01', toMonth: '2016-05', branch: null, areaCode: '990101100001', ratesHash: 'a'.repeat(64) }],
};

const shown = (given: typeof amount, onListFen = 110_000) => render(<Service answers={{ GET: () => Promise.resolve({ data: undefined }) }}><AmountShown amount={given} onListFen={onListFen} lineNo={7} /></Service>);

it('tells the months, the rate of one month, its document, and what each level pays', () => {
  shown(amount);
  for (const words of [/5 个月，按月、按层、按出资级次相加均与名单金额一致/, /2016年7月11日/, /财教\[2011\]623号/, '国家标准', '2016年3月']) expect(screen.getByText(words)).toBeTruthy();
  expect(screen.getAllByText('¥220.00').length).toBeGreaterThan(0);
  expect([screen.getAllByText('¥800.00').length, screen.getAllByText('¥300.00').length]).toEqual([2, 2]);
});

it.each([
  ['the list says another amount', amount, 110_001],
  ['a month is missing', { ...amount, months: amount.months.slice(1) }, 110_000],
  ['the funders do not add to the layer', { ...amount, components: amount.components.map((layer) => ({ ...layer, funders: funders.slice(1) })) }, 110_000],
])('says not to pay it where %s', (_, given, onListFen) => {
  shown(given, onListFen);
  expect(screen.getByText(/各部分相加与名单金额不一致/)).toBeTruthy();
});

it('says that earliest claims kept no basis, and that months were given back', () => {
  shown({ ...amount, basis: [], released: true });
  expect(screen.getByText('最早的列支未记录依据')).toBeTruthy();
  expect(screen.getByText(/这些月份已释放/)).toBeTruthy();
});
