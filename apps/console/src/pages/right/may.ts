import { Actor, Role, actingIds, areaContains } from '@zhibu/kernel';
import { Right } from './use-right';

/** What an officer may do with a right. */
export type Command = 'suspend' | 'resume' | 'proposeResume' | 'exit' | 'reverse' | 'branch' | 'verify';

const keepers: readonly Role[] = ['caseworker', 'township-reviewer', 'county-reviewer'];

const holds = (me: Actor, wanted: readonly Role[], area: string): boolean => me.roles.some(({ role, areaCode }) => wanted.includes(role) && areaContains(areaCode, area));

/** Who keeps a right; the service decides again. */
export const isKeeper = (me: Actor, { areaCode }: Right): boolean => holds(me, keepers, areaCode);

/** What makes sense in the state that the right is in. */
export const commandsFor = ({ status, branch, pending }: Right): readonly Command[] => {
  const waits = (kind: Right['pending'][number]['kind']): boolean => pending.some((change) => change.kind === kind);
  const withBranch: readonly Command[] = branch !== null && !waits('branch') ? ['branch'] : [];
  switch (status) {
    case 'active':
      return ['verify', 'suspend', ...withBranch, 'exit'];
    case 'suspended':
      return ['resume', ...(waits('resume') ? [] : ['proposeResume' as const]), 'verify', ...withBranch, 'exit'];
    case 'ended':
      return waits('reverse-exit') ? [] : ['reverse'];
  }
};

export type Approval = 'may' | 'own' | 'not-yours';

/** Nobody approves what they proposed, also in another's name. */
export const approvalOf = (me: Actor, right: Right, { proposedBy }: Right['pending'][number]): Approval => {
  if (actingIds(me).some((id) => proposedBy.includes(id))) return 'own';
  return holds(me, ['county-reviewer'], right.areaCode) ? 'may' : 'not-yours';
};
