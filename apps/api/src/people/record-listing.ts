import { Listing, LookPurpose } from '@zhibu/domain';
import { Actor, RejectionError, Role } from '@zhibu/kernel';
import type { ContextMaker } from '../common/command-context';
import type { ApiRuntime } from '../api-runtime';

/** The task that a role is there for, when the reader names no other. The first that fits counts. */
const tasks: readonly (readonly [Role, LookPurpose])[] = [
  ['caseworker', 'case-work'],
  ['village-reviewer', 'review'],
  ['township-reviewer', 'review'],
  ['county-reviewer', 'review'],
  ['finance-preparer', 'payment'],
  ['finance-approver', 'payment'],
  ['inspector', 'inspection'],
];

export const taskOf = (me: Actor): LookPurpose => tasks.find(([role]) => me.roles.some((grant) => grant.role === role))?.[1] ?? 'inquiry';

export interface Shown {
  readonly what: Listing;
  readonly personKeys: readonly string[];
  readonly purpose?: LookPurpose;
  readonly reason?: string;
}

/** Records who is about to be shown to whom. Without the record nothing is shown. */
export const recordListing = async (runtime: ApiRuntime, look: ContextMaker, me: Actor, { what, personKeys, purpose, reason }: Shown): Promise<void> => {
  const recorded = await runtime.services.accessLog.recordListing(look(runtime.clock), { what, personKeys, purpose: purpose ?? taskOf(me), reason: reason ?? null });
  if (!recorded.ok) throw new RejectionError(recorded.rejection);
};
