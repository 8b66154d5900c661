import { fireEvent, render, screen, within } from '@testing-library/react';
import { codesOf } from './codes';
import { createReplay } from './fold';
import { LifePage } from './life-page';

const source = { kind: 'id-card', reference: '户口簿', issuedOn: '2015-06-01' };
const event = (version: number, type: string, recordedAt: string, data: object) => ({ stream: 'person-p', version, type, recordedAt, simulated: false, who: { userId: 'desk', onBehalfOf: null }, data: { personKey: 'p', ...data } });
const replay = createReplay({
  personKey: 'p',
  events: [
    event(1, 'PersonRegistered', '2016-01-04T01:00:00.000Z', { idNumber: null, name: '方林清', sex: 'M', birthDate: '1955-09-07', phone: null, address: null, areaCode: '990101109004', registeredOn: '2016-01-04', source }),
    event(2, 'PersonDied', '2016-03-01T01:00:00.000Z', { diedOn: '2016-02-20', source }),
  ],
});
const life = { replay, codes: codesOf([], [], new Map([['990101109004', { zh: '示例村', en: 'Example Village' }]])), entries: replay.timeline };

it('tells what was known then, marks what changed by words, and calls areas by name', () => {
  render(<LifePage life={life} />);
  const state = screen.getByRole('region', { name: '状态' });
  expect(within(state).getAllByText('示例村').length).toBeGreaterThan(0);
  expect(within(state).getAllByText(/2016年2月20日/).length).toBeGreaterThan(0);
  expect(within(state).getAllByText('≠ 变更').length).toBeGreaterThan(0);
  const known = screen.getByLabelText('当时已知（记录时间）', { selector: 'input' });
  expect(known.getAttribute('aria-valuetext')).toContain('第 2 次记录，共 2 次');
  fireEvent.change(known, { target: { value: '0' } });
  expect(within(state).queryByText(/2016-02-20/)).toBeNull();
  expect(within(state).queryByText('≠ 变更')).toBeNull();
  expect(within(screen.getByRole('region', { name: '经过' })).getByText('当时未知')).toBeTruthy();
});
