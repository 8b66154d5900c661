import { Actor, Role, areaContains } from '@zhibu/kernel';
import { Figure } from './measure-words';

export const seesLives: readonly Role[] = ['caseworker', 'village-reviewer', 'township-reviewer', 'county-reviewer', 'inspector'];
const seesPaid: readonly Role[] = [...seesLives, 'finance-preparer', 'finance-approver'];

const ofCases: readonly Figure[] = ['coverage', 'refused-despite-yes', 'decision-accuracy'];

/** Who may see the people behind a figure of an area; the service decides again. */
export const maySeeBehind = (me: Pick<Actor, 'roles'>, figure: Figure, areaCode: string): boolean => {
  const wanted = ofCases.includes(figure) ? seesLives : seesPaid;
  return me.roles.some((grant) => wanted.includes(grant.role) && areaContains(grant.areaCode, areaCode));
};
