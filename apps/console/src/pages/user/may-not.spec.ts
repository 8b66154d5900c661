import { mayNotOf } from './may-not';

const boss = { userId: 'boss', kind: 'officer' as const, mustChangePassword: false, roles: [{ role: 'administrator' as const, areaCode: '990101000000' }] };
const eye = { ...boss, userId: 'eye', roles: [{ role: 'inspector' as const, areaCode: '990101000000' }] };
const clerk = { userId: 'clerk', disabledReason: null };

it.each([
  [boss, clerk, null],
  [boss, { ...clerk, disabledReason: '离任' }, 'disabled'],
  [eye, clerk, 'role'],
  [boss, { ...clerk, userId: 'boss' }, 'own'],
  [{ ...boss, onBehalfOf: 'other' }, clerk, 'behalf'],
])('says why nobody changes a user: %#', (me, user, why) => {
  expect(mayNotOf(me, user)).toBe(why);
});
