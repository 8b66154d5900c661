import { AreaCode, RoleGrant } from '@zhibu/kernel';
import { demoCounty, demoTownships } from './demo-areas';

export interface DemoOfficer {
  readonly userId: string;
  readonly displayName: string;
  readonly roles: readonly RoleGrant[];
}

const officer = (userId: string, displayName: string, role: RoleGrant['role'], areaCode: AreaCode): DemoOfficer => ({
  userId,
  displayName,
  roles: [{ role, areaCode }],
});

const townshipNo = (index: number): string => String(index + 1).padStart(2, '0');

/** Every level has people of its own, so that no officer needs to act at two of them. */
export const demoOfficers: readonly DemoOfficer[] = [
  ...demoTownships.flatMap((township, index) => [
    officer(`caseworker-${townshipNo(index)}`, `第${index + 1}乡专干`, 'caseworker', township),
    officer(`village-${townshipNo(index)}`, `第${index + 1}乡村级评议员`, 'village-reviewer', township),
    officer(`township-${townshipNo(index)}a`, `第${index + 1}乡初审员甲`, 'township-reviewer', township),
    officer(`township-${townshipNo(index)}b`, `第${index + 1}乡初审员乙`, 'township-reviewer', township),
  ]),
  officer('county-1', '县级确认员一', 'county-reviewer', demoCounty),
  officer('county-2', '县级确认员二', 'county-reviewer', demoCounty),
  officer('finance-1', '财政经办', 'finance-preparer', demoCounty),
  officer('finance-2', '财政审核', 'finance-approver', demoCounty),
  officer('finance-3', '财政复核', 'finance-approver', demoCounty),
  officer('inspector', '监督检查员', 'inspector', demoCounty),
  officer('admin', '系统管理员', 'administrator', demoCounty),
];

/** Officers of one township, by level. */
export const officersOf = (township: AreaCode) => {
  const no = townshipNo(demoTownships.indexOf(township));
  return {
    caseworker: `caseworker-${no}`,
    villageReviewer: `village-${no}`,
    investigators: [`township-${no}a`, `township-${no}b`] as const,
    countyReviewer: Number(no) % 2 === 0 ? 'county-1' : 'county-2',
  };
};
