import type { Stage } from '@zhibu/domain';
import { text } from '@zhibu/kernel';
import { Definition, Step, fixed, layoutOf } from './layout';

const review = (id: string, returnTo: string | null = null): Stage => ({ kind: 'review', id, title: text(id, id), level: 'village', roles: ['village-reviewer'], namedReviewersMin: 5, signaturesMin: 0, deadlineWorkingDays: 20, returnTo });
const notice = (id: string): Stage => ({ kind: 'notice', id, title: text(id, id), level: 'village', roles: ['village-reviewer'], days: 7, dayKind: 'working' });
const definition: Definition = { stages: [review('village'), notice('village-notice'), review('county', 'village')], onIneligible: 'refuse', onUnknown: 'return' };

const overlap = (a: Step, b: Step): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

it.each([340, 720])('draws every step once, none over another, within %i', (width) => {
  const { steps, height } = layoutOf(definition, width);
  expect(steps.map(({ id }) => id)).toEqual([fixed.apply, fixed.check, 'village', 'village-notice', 'county', fixed.confirmed, fixed.returned, fixed.refused]);
  for (const [index, one] of steps.entries()) for (const other of steps.slice(index + 1)) expect([one.id, other.id, overlap(one, other)]).toEqual([one.id, other.id, false]);
  for (const { x, y, width: wide, height: high } of steps) expect([x >= 0, x + wide <= width, y >= 0, y + high <= height]).toEqual([true, true, true, true]);
});

it('leads where the definition leads', () => {
  const leads = (of: Definition) => layoutOf(of, 340).ways.map(({ from, to, kind }) => `${from} ${kind} ${to}`);
  expect(leads(definition)).toEqual([
    '>apply begin >check', '>check yes village', '>check no >refused', '>check unknown >returned', '>returned corrected >check', '>refused appeal >check',
    'village approved village-notice', 'village refuse >refused', 'village giveBack >returned',
    'village-notice over county', 'village-notice upheld village',
    'county approved >confirmed', 'county refuse >refused', 'county giveBack village',
  ]);
  expect(leads({ stages: [notice('n')], onIneligible: 'return', onUnknown: 'continue' })).toEqual(['>apply begin >check', '>check yes n', '>check no >returned', '>returned corrected >check', '>refused appeal >check', 'n over >confirmed']);
});

it('begins and ends each way at the steps that it joins', () => {
  const { steps, ways } = layoutOf(definition, 340);
  const touches = (id: string, [x, y]: readonly [number, number]): boolean => steps.some((step) => step.id === id && x >= step.x && x <= step.x + step.width && y >= step.y && y <= step.y + step.height);
  for (const { from, to, kind, points } of ways) expect([kind, points[0] !== undefined && touches(from, points[0]), touches(to, points.at(-1) ?? [0, 0])]).toEqual([kind, true, true]);
});
