import { Actor, AreaCode, RejectionError, Role, areaContains, text } from '@zhibu/kernel';
import { AreaScope, scopeOf } from '@zhibu/projections';

const caseRoles = ['caseworker', 'village-reviewer', 'township-reviewer', 'county-reviewer'] as const satisfies readonly Role[];
const financeRoles = ['finance-preparer', 'finance-approver'] as const satisfies readonly Role[];

/** Which role may look at what, in the areas of its grants and below. The inspector sees everything there. */
const readers = {
  people: [...caseRoles, 'inspector'],
  cases: [...caseRoles, 'inspector'],
  history: [...caseRoles, 'inspector'],
  entitlements: [...caseRoles, ...financeRoles, 'inspector'],
  payments: [...financeRoles, 'inspector'],
  funds: [...financeRoles, 'inspector'],
  rates: [...caseRoles, ...financeRoles, 'inspector', 'administrator'],
  'access-log': ['inspector', 'administrator'],
  users: ['inspector', 'administrator'],
  jobs: ['inspector', 'administrator'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

export type Resource = keyof typeof readers;

const refusedFor = (actor: Actor, code: 'authority.role' | 'authority.area', wanted: readonly Role[], area?: AreaCode): RejectionError => {
  const held = actor.roles.map(({ role, areaCode }) => `${role}@${areaCode}`).join(', ') || '—';
  const expected = area === undefined ? wanted.join(' / ') : `${wanted.join(' / ')} @ ${area}`;
  return new RejectionError({
    code,
    message: code === 'authority.role' ? text('您没有查看此内容的角色', 'You hold no role that sees this') : text('该地区不在您的管辖范围内', 'The area is outside your scope'),
    expected: text(expected, expected),
    actual: text(held, held),
  });
};

const areasFor = (actor: Actor, wanted: readonly Role[]): AreaCode[] => actor.roles.filter(({ role }) => wanted.includes(role)).map(({ areaCode }) => areaCode);

/** The areas of the grants that see such things; `authority.role` when there is none. */
export const scopeFor = (actor: Actor, resource: Resource): AreaScope => {
  const areas = areasFor(actor, readers[resource]);
  if (areas.length === 0) throw refusedFor(actor, 'authority.role', readers[resource]);
  return scopeOf(areas);
};

/** Whether something that lies in these areas is within the scope; one of them is enough, as of a user with several grants. */
export const withinScope = ({ prefixes }: AreaScope, areaCodes: readonly AreaCode[]): boolean => areaCodes.some((area) => prefixes.some((prefix) => area.startsWith(prefix)));

/** The same for one area that was asked for; `authority.area` when it lies outside. */
export const scopeWithin = (actor: Actor, resource: Resource, area: AreaCode): AreaScope => {
  const scope = scopeFor(actor, resource);
  if (!areasFor(actor, readers[resource]).some((granted) => areaContains(granted, area))) throw refusedFor(actor, 'authority.area', readers[resource], area);
  return scope;
};

/** Refuses whoever does not hold one of the roles in the area. */
export const requireRole = (actor: Actor, wanted: readonly Role[], area: AreaCode): void => {
  const areas = areasFor(actor, wanted);
  if (areas.length === 0) throw refusedFor(actor, 'authority.role', wanted, area);
  if (!areas.some((granted) => areaContains(granted, area))) throw refusedFor(actor, 'authority.area', wanted, area);
};

/** Refuses whoever holds none of the roles anywhere. */
export const requireAnyRole = (actor: Actor, wanted: readonly Role[]): void => {
  if (areasFor(actor, wanted).length === 0) throw refusedFor(actor, 'authority.role', wanted);
};
