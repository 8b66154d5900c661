import { monthInWords, periodInWords } from './period-words';

it('calls months and periods as people do, in both languages', () => {
  expect(['2016', '2016-H2', '2016-Q3', '2016-06', 'x'].map((period) => periodInWords(period, 'zh'))).toEqual(['2016年', '2016年下半年', '2016年三季度', '2016年6月', 'x']);
  expect(['2016', '2016-H2', '2016-Q3', '2016-06', 'x'].map((period) => periodInWords(period, 'en'))).toEqual(['2016', 'second half of 2016', 'third quarter of 2016', 'Jun 2016', 'x']);
  expect(monthInWords('2016-12', 'zh')).toBe('2016年12月');
});
