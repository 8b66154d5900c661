import type { LineStatus, PaymentExceptionRow, PaymentLineRow } from '@zhibu/projections';
import { Choice, Day, FenShown, Instant, Int, Many, Str } from '../common/shown';
import { lineStatuses } from './batches.dto';

export class AttemptView {
  @Int('第几次 / attempt')
  readonly attempt!: number;

  @Choice('结果 / result', ['credited', 'returned', 'unknown', 'cancelled'])
  readonly status!: Exclude<LineStatus, 'pending' | 'sent'>;

  @Str('原因 / reason', { nullable: true })
  readonly reason!: PaymentLineRow['reason'];

  @Day('结果日期 / settled on', { nullable: true })
  readonly settledOn!: string | null;
}

/** One line of a batch. No name and no account: finance pays what was confirmed. */
export class LineItem {
  @Int('行号 / line')
  readonly lineNo!: number;

  @Str('人员编号 / person key')
  readonly personKey!: string;

  @Str('资格 / entitlement')
  readonly entitlementId!: string;

  @Str('地区 / area')
  readonly areaCode!: string;

  @FenShown('金额 / amount')
  readonly amountFen!: number;

  @Int('第几次 / attempt')
  readonly attempt!: number;

  @Choice('状态 / status', lineStatuses)
  readonly status!: LineStatus;

  @Str('退回原因 / why it came back', { nullable: true })
  readonly reason!: PaymentLineRow['reason'];

  @Int('所在文件 / file', { nullable: true })
  readonly fileNo!: number | null;

  @Day('结果日期 / settled on', { nullable: true })
  readonly settledOn!: string | null;

  @Day('入账日，银行注明时 / credited on, where the bank told it', { nullable: true })
  readonly creditedOn!: string | null;

  @Int('待审批的核对意见编号 / number of the proposal that waits for an approver', { nullable: true })
  readonly proposalNo!: number | null;

  @Many('已结束的各次 / attempts that ended', () => AttemptView)
  readonly attempts!: readonly AttemptView[];
}

export class ExceptionItem {
  @Str('编号 / id')
  readonly exceptionId!: string;

  @Int('行号 / line', { nullable: true })
  readonly lineNo!: number | null;

  @Str('地区 / area')
  readonly areaCode!: string;

  @Str('人员编号 / person key', { nullable: true })
  readonly personKey!: string | null;

  @Str('资格 / entitlement', { nullable: true })
  readonly entitlementId!: string | null;

  @Str('种类 / kind')
  readonly kind!: PaymentExceptionRow['kind'];

  @Str('代码 / code', { nullable: true })
  readonly code!: string | null;

  @FenShown('应为 / expected', { nullable: true })
  readonly expectedFen!: number | null;

  @FenShown('实为 / found', { nullable: true })
  readonly actualFen!: number | null;

  @Instant('发现时间 / raised at')
  readonly raisedAt!: string;
}
