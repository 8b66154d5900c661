import type { Stage } from '@zhibu/domain';
import { text } from '@zhibu/kernel';
import { fixed } from './layout';
import { isWalked, wayOf } from './way';

const stage = (id: string): Stage => ({ kind: 'notice', id, title: text(id, id), level: 'village', roles: [], days: 7, dayKind: 'working' });
const definition = { stages: ['a', 'b', 'c'].map(stage) };
const decision = (at: string, outcome: 'approved' | 'refused' | 'returned') => ({ stage: at, level: 'village' as const, outcome, reasons: [], decidedBy: 'u', onBehalfOf: null, decidedOn: '2016-03-01' });
const states = (...seen: Parameters<typeof wayOf>) => Object.fromEntries([...wayOf(...seen)].map(([id, { state }]) => [id, state]));

it('marks what was passed and where the case is', () => {
  const marks = wayOf({ status: 'in-review', stage: 'b', answer: 'yes', decisions: [decision('a', 'approved')] }, definition);
  expect(marks.get('a')).toEqual({ state: 'passed', decided: { on: '2016-03-01', by: 'u' }, times: 1, left: [] });
  expect([marks.get('b')?.state, marks.has('c'), marks.get(fixed.check)?.state]).toEqual(['here', false, 'passed']);
});

it('tells returned, refused and confirmed cases apart', () => {
  expect(states({ status: 'returned', stage: null, answer: 'yes', decisions: [decision('a', 'returned')] }, definition)).toEqual({ [fixed.apply]: 'passed', [fixed.check]: 'passed', a: 'passed', [fixed.returned]: 'here' });
  expect(states({ status: 'refused', stage: null, answer: 'no', decisions: [] }, definition)).toEqual({ [fixed.apply]: 'passed', [fixed.check]: 'passed', [fixed.refused]: 'ended' });
  expect(states({ status: 'confirmed', stage: null, answer: 'yes', decisions: [decision('a', 'returned'), decision('a', 'approved')] }, definition)).toEqual({ [fixed.apply]: 'passed', [fixed.check]: 'passed', a: 'passed', b: 'passed', c: 'passed', [fixed.returned]: 'passed', [fixed.confirmed]: 'ended' });
  expect(states({ status: 'checking', stage: null, answer: null, decisions: [] }, definition)).toEqual({ [fixed.apply]: 'passed', [fixed.check]: 'here' });
});

it('draws only the ways that a case is known to have gone', () => {
  const marks = wayOf({ status: 'in-review', stage: 'b', answer: 'yes', decisions: [decision('a', 'returned'), decision('a', 'approved')] }, definition);
  const walked = (from: string, to: string, kind: Parameters<typeof isWalked>[1]['kind']): boolean => isWalked(marks, { from, to, kind });
  expect([walked('a', 'b', 'approved'), walked('a', fixed.returned, 'giveBack'), walked(fixed.returned, fixed.check, 'corrected')]).toEqual([true, true, true]);
  expect([walked('b', 'c', 'over'), walked('b', 'a', 'upheld'), walked('a', fixed.refused, 'refuse'), walked(fixed.check, fixed.returned, 'unknown')]).toEqual([false, false, false, false]);
});
