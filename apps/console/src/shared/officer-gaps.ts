import { AreaCode, AreaLevel, Role, RoleGrant, Text, areaContains, areaLevel } from '@zhibu/kernel';
import type { Stage } from '@zhibu/domain';

export interface Officer {
  readonly userId: string;
  readonly roles: readonly RoleGrant[];
}

/** So many different officers with one of these roles have to be there for every area of the level. */
export interface Need {
  readonly level: AreaLevel;
  readonly roles: readonly Role[];
  readonly count: number;
  /** The stage that asks for it; null where the work itself does. */
  readonly stage: Text | null;
}

/** `has` of the officers that are needed; 0: nobody at all. */
export interface Gap {
  readonly need: Need;
  readonly has: number;
}

/** Somebody takes applications in, prepares payments and approves them, whatever the procedures say. */
const standing: readonly Need[] = [
  { level: 'village', roles: ['caseworker'], count: 1, stage: null },
  { level: 'county', roles: ['finance-preparer'], count: 1, stage: null },
  { level: 'county', roles: ['finance-approver'], count: 1, stage: null },
];

const sameNeed = (a: Need, b: Need): boolean => a.level === b.level && a.count === b.count && a.roles.join() === b.roles.join();

/** What stages of procedures ask for: whoever decides, and as many as have to sign. */
export const needsOf = (stages: readonly Stage[]): readonly Need[] => {
  const asked = stages.map((stage): Need => ({ level: stage.level, roles: stage.roles, count: stage.kind === 'review' ? Math.max(1, stage.signaturesMin) : 1, stage: stage.title }));
  // Of two stages for the same officers the one that takes more of them says it all.
  const strongest = asked.filter((need) => !asked.some((other) => other.level === need.level && other.roles.join() === need.roles.join() && other.count > need.count));
  return [...standing, ...strongest.filter((need, index) => strongest.findIndex((other) => sameNeed(other, need)) === index)];
};

const isFor = ({ role, areaCode }: RoleGrant, need: Need, area: AreaCode): boolean => need.roles.includes(role) && areaContains(areaCode, area);

const countFor = (officers: readonly Officer[], need: Need, area: AreaCode): number => officers.filter(({ roles }) => roles.some((grant) => isFor(grant, need, area))).length;

const levels: readonly AreaLevel[] = ['nation', 'province', 'city', 'county', 'township', 'village'];

/**
 * Which officers each area lacks; areas without a gap are left out. What every area below a township lacks alike is told once, of the
 * township. Whoever holds a role above an area is there for it as well.
 */
export const gapsIn = (areas: readonly AreaCode[], officers: readonly Officer[], needs: readonly Need[]): ReadonlyMap<AreaCode, readonly Gap[]> => {
  const found = new Map<AreaCode, readonly Gap[]>();
  const note = (area: AreaCode, gap: Gap): void => void found.set(area, [...(found.get(area) ?? []), gap]);
  for (const need of needs) {
    const lacking = new Map(areas.filter((area) => areaLevel(area) === need.level).flatMap((area) => {
      const has = countFor(officers, need, area);
      return has < need.count ? [[area, has] as const] : [];
    }));
    const above = levels[levels.indexOf(need.level) - 1];
    for (const parent of areas.filter((area) => areaLevel(area) === above)) {
      const below = areas.filter((area) => areaLevel(area) === need.level && areaContains(parent, area));
      const counts = new Set(below.map((area) => lacking.get(area)));
      const [has] = counts;
      if (need.level !== 'village' || counts.size !== 1 || has === undefined) continue;
      note(parent, { need, has });
      for (const area of below) lacking.delete(area);
    }
    for (const [area, has] of lacking) note(area, { need, has });
  }
  return found;
};

/** Officers whose grant names the area itself, counted by role, in the order of the roles. */
export const officersAt = (area: AreaCode, officers: readonly Officer[]): readonly (readonly [Role, number])[] => {
  const counts = new Map<Role, number>();
  for (const { roles } of officers) for (const role of new Set(roles.filter(({ areaCode }) => areaCode === area).map((grant) => grant.role))) counts.set(role, (counts.get(role) ?? 0) + 1);
  return [...counts];
};
