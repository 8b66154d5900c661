import type { Role } from './decider';
import { Text, text } from './text';

/** What officers with a role are called. */
export const roleTitles: Readonly<Record<Role, Text>> = {
  caseworker: text('专干', 'Caseworker'),
  'village-reviewer': text('村级评议员', 'Village reviewer'),
  'township-reviewer': text('乡镇初审员', 'Township reviewer'),
  'county-reviewer': text('县级确认员', 'County reviewer'),
  'finance-preparer': text('财政经办', 'Finance preparer'),
  'finance-approver': text('财政审核', 'Finance approver'),
  inspector: text('监督检查员', 'Inspector'),
  administrator: text('系统管理员', 'Administrator'),
};
