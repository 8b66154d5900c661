import { fireEvent, render, screen, within } from '@testing-library/react';
import { Execution, Executions } from './executions';

const said = (zh: string) => ({ zh, en: zh });
const one = (version: number, change: Partial<Execution>): Execution => ({ kind: 'eligibility', stream: 's', version, recordedAt: '2016-01-04T01:00:00.000Z', outcome: 'same', what: said('符合条件'), why: [said('依据 规则')], finding: null, differences: [], ...change });

it('says how many are the same, and exactly what differs of the others', () => {
  render(<Executions schemes={[]} executions={[one(1, {}), one(2, { kind: 'amount', outcome: 'differs', what: said('列入发放'), finding: said('金额不一致'), differences: [{ item: said('2016-02'), stored: said('270.01 元'), again: said('270.00 元') }] })]} />);
  expect(screen.getByRole('status').textContent).toBe('共 2 项决定：一致 1 项，不一致 1 项');
  const row = within(screen.getByRole('table', { name: '差异' })).getAllByRole('row')[1];
  expect(row?.textContent).toBe('2016-02270.01 元270.00 元');
  fireEvent.click(screen.getByLabelText('只看不一致的'));
  expect(screen.queryByText('符合条件')).toBeNull();
  expect(screen.getByText('列入发放')).toBeTruthy();
});

it('shows which condition and which fact came out otherwise, each with what was kept and what comes out', () => {
  const differences = [
    { item: said('结论'), stored: said('符合'), again: said('不符合') },
    { item: said('条件：本人为农村居民'), stored: said('是，户籍类别 农村'), again: said('否，户籍类别 城镇') },
    { item: said('金额'), stored: said('1100.00 元'), again: said('1112.00 元') },
  ];
  render(<Executions schemes={[]} executions={[one(1, { outcome: 'differs', finding: said('结论不一致'), differences })]} />);
  expect(screen.getByText('结论不一致')).toBeTruthy();
  const rows = within(screen.getByRole('table', { name: '差异' })).getAllByRole('row').slice(1);
  expect(rows.map((row) => [...row.querySelectorAll('th, td')].map(({ textContent }) => textContent))).toEqual(differences.map(({ item, stored, again }) => [item.zh, stored.zh, again.zh]));
  expect(screen.getAllByRole('listitem')[0]?.getAttribute('data-outcome')).toBe('differs');
});

it('says so when there is nothing to execute again', () => {
  render(<Executions executions={[]} schemes={[]} />);
  expect(screen.getByText('此人还没有可以重新执行的决定')).toBeTruthy();
});
