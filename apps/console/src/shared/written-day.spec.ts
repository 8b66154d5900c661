import { kinds, writtenDay, writtenMonth } from './written-day';

it('takes a day as it is usually written', () => {
  for (const typed of ['20160520', '2016-05-20', '2016.05.20', '2016/05/20', '2016年5月20日', '2016年05月20日']) expect([typed, writtenDay(typed)]).toEqual([typed, '2016-05-20']);
});

it('leaves what is not whole yet as it was typed, so that nothing changes under the fingers', () => {
  for (const typed of ['', '2', '2016', '2016-5', '2016-5-2', '2016年5月', '201605']) expect([typed, writtenDay(typed)]).toEqual([typed, typed]);
});

it('takes a month as it is usually written', () => {
  for (const typed of ['201605', '2016-05', '2016年5月', '2016.05']) expect([typed, writtenMonth(typed)]).toEqual([typed, '2016-05']);
  for (const typed of ['2016', '2016-5', '2016年5']) expect([typed, writtenMonth(typed)]).toEqual([typed, typed]);
});

it('knows a day that is none', () => {
  expect(['2016-02-29', '2015-02-29', '2016-13-01', '2016-05'].map(kinds.day.isWhole)).toEqual([true, false, false, false]);
  expect(['2016-12', '2016-13', '2016'].map(kinds.month.isWhole)).toEqual([true, false, false]);
});
