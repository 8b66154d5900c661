import { areaContains } from '@zhibu/kernel';
import type { components } from '../../generated/openapi';

type Batch = Pick<components['schemas']['BatchView'], 'areaCode' | 'preparedBy' | 'approvedBy' | 'confirmedBy' | 'status'>;
type Me = components['schemas']['CurrentView'];

/** Why somebody may not do a step; the same reasons as the server has, told before anybody tries. `null`: nothing speaks against it. */
export type Why = 'prepares' | 'approves' | 'finance' | 'administrator' | 'prepared' | 'approved' | 'approved-before' | 'confirmed' | null;

export type Duty = 'prepare' | 'pay' | 'approve' | 'send-back' | 'either' | 'cancel' | 'void';

type FinanceRole = 'finance-preparer' | 'finance-approver';

const approvedStatuses: readonly Batch['status'][] = ['approved', 'funded'];

export const whyNot = (duty: Duty, batch: Batch, me: Me): Why => {
  const ids = me.onBehalfOf === undefined ? [me.userId] : [me.userId, me.onBehalfOf];
  const among = (others: readonly string[]): boolean => ids.some((id) => others.includes(id));
  const holds = (role: FinanceRole): boolean => me.roles.some((grant) => grant.role === role && areaContains(grant.areaCode, batch.areaCode));
  if (me.roles.some(({ role }) => role === 'administrator')) return 'administrator';
  /** Whoever confirmed anybody on the list has no hand in paying it. */
  const confirmed = among(batch.confirmedBy) ? 'confirmed' : null;
  const [prepares, approves] = [holds('finance-preparer'), holds('finance-approver')];
  switch (duty) {
    case 'prepare':
      return prepares ? confirmed : 'prepares';
    case 'pay':
      return !prepares ? 'prepares' : among(batch.approvedBy) ? 'approved' : confirmed;
    case 'approve':
      return !approves ? 'approves' : among(batch.preparedBy) ? 'prepared' : among(batch.approvedBy) ? 'approved-before' : confirmed;
    case 'send-back':
      return approves ? null : 'approves';
    case 'void':
      return !approves ? 'approves' : among(batch.preparedBy) ? 'prepared' : confirmed;
    case 'either':
      return prepares || approves ? null : 'finance';
    case 'cancel':
      if (approvedStatuses.includes(batch.status)) return approves ? null : 'approves';
      return prepares || approves ? null : 'finance';
  }
};
