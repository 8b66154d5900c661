import { Duty, whyNot } from './duties';

const county = '990101000000';
const batch = { areaCode: county, preparedBy: ['lin'], approvedBy: ['zhou'], confirmedBy: ['qian'], status: 'submitted' as const };
const who = (userId: string, role: 'finance-preparer' | 'finance-approver' | 'inspector' | 'administrator', areaCode = county) => ({ userId, kind: 'officer' as const, mustChangePassword: false, roles: [{ role, areaCode }] });

it.each<[Duty, ReturnType<typeof who>, string | null]>([
  ['prepare', who('lin', 'finance-preparer'), null],
  ['prepare', who('zhou', 'finance-approver'), 'prepares'],
  ['prepare', who('lin', 'finance-preparer', '990102000000'), 'prepares'],
  ['approve', who('lin', 'finance-approver'), 'prepared'],
  ['approve', who('zhou', 'finance-approver'), 'approved-before'],
  ['approve', who('wu', 'finance-approver'), null],
  ['approve', who('wu', 'administrator'), 'administrator'],
  ['approve', who('qian', 'finance-approver'), 'confirmed'],
  ['prepare', who('qian', 'finance-preparer'), 'confirmed'],
  ['pay', who('zhou', 'finance-preparer'), 'approved'],
  ['void', who('lin', 'finance-approver'), 'prepared'],
  ['either', who('wu', 'inspector'), 'finance'],
  ['cancel', who('lin', 'finance-preparer'), null],
])('%s by %j: %s', (duty, me, why) => expect(whyNot(duty, batch, me)).toBe(why));

it('what was approved is cancelled by an approver only', () => {
  expect(whyNot('cancel', { ...batch, status: 'funded' }, who('lin', 'finance-preparer'))).toBe('approves');
  expect(whyNot('cancel', { ...batch, status: 'funded' }, who('zhou', 'finance-approver'))).toBeNull();
});

it('who acts for another is both of them', () => {
  expect(whyNot('approve', batch, { ...who('wu', 'finance-approver'), onBehalfOf: 'lin' })).toBe('prepared');
});
