import type { LineExceptionKind, ReconciledOutcome } from '@zhibu/domain';
import { ChoiceAsked, DayAsked, IdAsked, PageQuery, TextAsked } from '../common/asked';
import { Choice, Day, FenShown, Instant, Int, Str, Strs } from '../common/shown';
import { ExceptionItem } from '../batches/lines.view';

const outcomes = ['credited', 'returned'] as const;
const kinds: readonly (LineExceptionKind | 'not-listed')[] = ['unknown-line', 'missing', 'duplicated', 'short', 'reversed', 'late', 'paid-twice', 'not-listed'];

export class ProposeReconciliationDto {
  @ChoiceAsked('款项下落 / what became of the money', outcomes)
  outcome!: ReconciledOutcome;

  @DayAsked('对账单上的入账日，退回时为 null / day of the credit by the statement, null when it came back', { nullable: true })
  creditedOn!: string | null;

  @TextAsked('依据：哪份银行对账单，内容为何；加密保存 / evidence: which statement of the bank and what it says; kept encrypted', 500)
  evidence!: string;
}

export class DeclineReconciliationDto {
  @TextAsked('理由，加密保存 / reason, kept encrypted', 500)
  reason!: string;
}

export class ReadReconciliationDto {
  @TextAsked('查看理由，会被记录 / reason, which is recorded', 500)
  reason!: string;
}

export class ListExceptionsQuery extends PageQuery {
  @IdAsked('批次编号 / batch id', { optional: true })
  batchId?: string;

  @ChoiceAsked('种类 / kind', kinds, { optional: true })
  kind?: LineExceptionKind | 'not-listed';

  @ChoiceAsked('只列未了的 / only open ones', ['open'], { optional: true })
  state?: 'open';
}

export class ReconciledView {
  @Str('批次编号 / batch id')
  readonly batchId!: string;

  @Int('行号 / line')
  readonly lineNo!: number;

  @Int('该行第几次意见，审批时须注明 / number of the proposal on this line, which the approver names')
  readonly reconciliation!: number;

  @Choice('款项下落 / what became of the money', outcomes)
  readonly outcome!: ReconciledOutcome;

  @Int('版本 / version')
  readonly version!: number;
}

export class ProposalView extends ReconciledView {
  @Int('第几次发放 / attempt')
  readonly attempt!: number;

  @Str('人员编号 / person key')
  readonly personKey!: string;

  @FenShown('金额 / amount')
  readonly amountFen!: number;

  @Day('入账日 / credited on', { nullable: true })
  readonly creditedOn!: string | null;

  @Str('依据，已清除时为 null / evidence, null once erased', { nullable: true })
  readonly evidence!: string | null;

  @Day('提出日期 / proposed on')
  readonly proposedOn!: string;

  @Strs('提出人 / proposed by')
  readonly decidedBy!: readonly string[];
}

export class OpenExceptionItem extends ExceptionItem {
  @Str('批次编号 / batch id')
  readonly batchId!: string;

  @Instant('了结时间，未了为 null / resolved at, null while it is open', { nullable: true })
  readonly resolvedAt!: string | null;

  @Choice('了结结果 / how it was resolved', outcomes, { nullable: true })
  readonly resolution!: ReconciledOutcome | null;
}
