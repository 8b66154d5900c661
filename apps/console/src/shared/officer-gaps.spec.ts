import { RoleGrant, text } from '@zhibu/kernel';
import type { Stage } from '@zhibu/domain';
import { gapsIn, needsOf, officersAt } from './officer-gaps';

const [county, town, other] = ['990101000000', '990101100000', '990101101000'];
const villages = [`${town.slice(0, 9)}001`, `${town.slice(0, 9)}002`];
const areas = [county, town, ...villages, other, `${other.slice(0, 9)}001`];

const review = (level: Stage['level'], signaturesMin: number, title: string): Stage =>
  ({ kind: 'review', id: title, title: text(title, title), level, roles: [`${level}-reviewer`], namedReviewersMin: 0, signaturesMin, deadlineWorkingDays: null, returnTo: null });
const notice: Stage = { kind: 'notice', id: 'n', title: text('公示', 'notice'), level: 'township', roles: ['township-reviewer'], days: 7, dayKind: 'working' };
const needs = needsOf([review('village', 0, '村级评议'), review('township', 2, '乡镇初审'), notice, review('county', 0, '县级确认')]);

const officer = (userId: string, ...roles: readonly RoleGrant[]) => ({ userId, roles });
const full = [
  officer('clerk', { role: 'caseworker', areaCode: county }), officer('elder', { role: 'village-reviewer', areaCode: county }),
  officer('a', { role: 'township-reviewer', areaCode: town }, { role: 'township-reviewer', areaCode: other }), officer('b', { role: 'township-reviewer', areaCode: county }),
  officer('c', { role: 'county-reviewer', areaCode: county }), officer('p', { role: 'finance-preparer', areaCode: county }), officer('q', { role: 'finance-approver', areaCode: county }),
];
const told = (officers: typeof full) => [...gapsIn(areas, officers, needs)].map(([area, gaps]) => [area, gaps.map(({ need, has }) => `${need.stage?.zh ?? need.roles.join()} ${has}/${need.count}`)]);

it('asks for as many officers as the stage that takes most of them', () => {
  expect(needs.filter(({ level }) => level === 'township').map(({ count, stage }) => [count, stage?.zh])).toEqual([[2, '乡镇初审']]);
});

it('finds nothing where everybody is there, also by a role held above', () => {
  expect(told(full)).toEqual([]);
});

it('says where one officer cannot give two signatures, though they hold the role twice', () => {
  expect(told([...full.filter(({ userId }) => userId !== 'b'), officer('a2', { role: 'township-reviewer', areaCode: other })])).toEqual([[town, ['乡镇初审 1/2']]]);
});

it('tells once of a township what all its villages lack, and of one village what it lacks alone', () => {
  const without = full.filter(({ userId }) => userId !== 'elder');
  expect(told([...without, officer('e', { role: 'village-reviewer', areaCode: other })])).toEqual([[town, ['村级评议 0/1']]]);
  expect(told([...without, officer('e', { role: 'village-reviewer', areaCode: other }, { role: 'village-reviewer', areaCode: villages[0] ?? '' })])).toEqual([[villages[1], ['村级评议 0/1']]]);
});

it('counts people and not grants, at the area itself', () => {
  expect(officersAt(town, [officer('a', { role: 'township-reviewer', areaCode: town }, { role: 'township-reviewer', areaCode: town }), officer('b', { role: 'township-reviewer', areaCode: county })])).toEqual([['township-reviewer', 1]]);
});
