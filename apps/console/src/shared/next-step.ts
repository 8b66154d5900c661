import { areaContains, text } from '@zhibu/kernel';
import type { Text } from '@zhibu/kernel';
import type { components } from '../generated/openapi';

type Schemas = components['schemas'];
type Batch = Pick<Schemas['BatchItem'], 'status' | 'areaCode' | 'preparedBy' | 'approvedBy' | 'chunksBuilt' | 'chunksPlanned' | 'pendingFen' | 'unknownFen' | 'returnedFen' | 'lineExceptionsOpen'>;
type FinanceRole = 'finance-preparer' | 'finance-approver';

/** What a batch waits for, and of whom. */
export interface NextStep {
  readonly what: Text;
  /** Any of them; none: the service does it by itself, or nothing is left. */
  readonly roles: readonly FinanceRole[];
  /** Who may not do it, whatever role they hold by now. */
  readonly notBy: readonly string[];
}

const step = (what: Text, roles: readonly FinanceRole[], notBy: readonly string[] = []): NextStep => ({ what, roles, notBy });
const preparer: readonly FinanceRole[] = ['finance-preparer'];
const approver: readonly FinanceRole[] = ['finance-approver'];
const either: readonly FinanceRole[] = ['finance-preparer', 'finance-approver'];

/** The next step of a batch as it stands; the same order as the page of the batch offers them in. */
export const nextStepOf = ({ status, preparedBy, approvedBy, chunksBuilt, chunksPlanned, ...money }: Batch): NextStep => {
  switch (status) {
    case 'open': return step(text('接续排定名单', 'Go on planning the list'), preparer);
    case 'planned': return chunksBuilt < chunksPlanned ? step(text(`系统正在生成名单（${chunksBuilt} / ${chunksPlanned}）`, `The list is being built (${chunksBuilt} of ${chunksPlanned})`), []) : step(text('冻结名单', 'Freeze the list'), preparer);
    case 'frozen': return step(text('核对与上期的差异并提交审批', 'Look at what differs from last time, and submit'), preparer);
    case 'submitted': return step(text('审批', 'Approve'), approver, [...preparedBy, ...approvedBy]);
    case 'approved': return step(text('预留资金', 'Reserve the funds'), either);
    case 'funded': return step(text('生成银行文件', 'Write the bank file'), preparer, approvedBy);
    case 'filed': return step(text('取走并送出银行文件', 'Take and send the bank file'), preparer, approvedBy);
    case 'sent': return afterSending(money, approvedBy);
    case 'closed': return step(text('已办结', 'Nothing is left to do'), []);
    case 'cancelled': return step(text('已取消', 'Cancelled'), []);
  }
};

const afterSending = ({ pendingFen, unknownFen, returnedFen, lineExceptionsOpen }: Pick<Batch, 'pendingFen' | 'unknownFen' | 'returnedFen' | 'lineExceptionsOpen'>, approvedBy: readonly string[]): NextStep => {
  if (unknownFen > 0 || lineExceptionsOpen > 0) return step(text('核对异常', 'Settle the exceptions'), either);
  if (pendingFen > 0) return step(text('收回盘', 'Take in the answer of the bank'), preparer);
  if (returnedFen > 0) return step(text('更正后重发退回的款项，或结清', 'Reissue what came back, or close'), preparer, approvedBy);
  return step(text('结清', 'Close the batch'), either);
};

/** Whether it waits for the officer at the screen. */
export const isMine = ({ roles, notBy }: NextStep, areaCode: string, me: Schemas['CurrentView']): boolean => {
  const ids = me.onBehalfOf === undefined ? [me.userId] : [me.userId, me.onBehalfOf];
  return me.roles.some((grant) => roles.some((role) => role === grant.role) && areaContains(grant.areaCode, areaCode)) && !ids.some((id) => notBy.includes(id));
};
