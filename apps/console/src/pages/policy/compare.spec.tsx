import { fireEvent, render, screen, within } from '@testing-library/react';
import { Statement } from '@zhibu/policy';
import { Differences, rowsOf } from './compare';

const statement = (key: string, says: string, source = '文〔2016〕1号'): Statement =>
  ({ key, group: 'rate', branch: null, areaCode: '990101000000', what: { zh: '标准', en: 'Rate' }, says: { zh: says, en: says }, source, confidence: 'high', note: null, at: { file: 'a.yaml', line: 1 } });

const before = [statement('base', '60 元'), statement('limit', '60 周岁'), statement('old', '5 元'), statement('cited', '同')];
const after = [statement('base', '80 元'), statement('limit', '60 周岁'), statement('new', '140 元'), statement('cited', '同', '文〔2020〕9号')];

it('keeps what is the same beside what changed, came and went', () => {
  expect(rowsOf(before, after).map(({ key, kind }) => [key, kind])).toEqual([['base', 'changed'], ['limit', 'same'], ['new', 'added'], ['cited', 'cited-anew'], ['old', 'removed']]);
});

it('tells the difference in words, each change with both sides, and the rest when it is asked for', () => {
  render(<Differences before={before} after={after} days={['2012-01-01', '2016-01-01']} />);
  expect(screen.getByRole('status').textContent).toContain('新增 1 条，取消 1 条，改变 2 条');
  const raised = screen.getByText('80 元').closest('tr') as HTMLElement;
  expect(within(raised).getByText('60 元')).toBeTruthy();
  expect(within(raised).getByText(/改变/)).toBeTruthy();
  expect(screen.queryByText('60 周岁')).toBeNull();
  fireEvent.click(screen.getByRole('checkbox'));
  expect(screen.getAllByText('60 周岁')).toHaveLength(2);
});

it('says so when both versions say the same', () => {
  render(<Differences before={before} after={before} days={['2012-01-01', '2016-01-01']} />);
  expect(screen.getByRole('status').textContent).toContain('两个版本内容相同');
});
