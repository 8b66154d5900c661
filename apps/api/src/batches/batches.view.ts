import type { SharePart } from '@zhibu/kernel';
import type { FundingLevel } from '@zhibu/policy';
import type { BatchRow, LineStatus, PaymentExceptionRow, PaymentLineRow } from '@zhibu/projections';
import { Bool, Choice, Day, FenShown, Instant, Int, Many, One, Str, Strs } from '../common/shown';
import { batchStatuses, lineStatuses } from './batches.dto';

export class SharePartView implements SharePart<FundingLevel> {
  @Choice('出资级次 / funding level', ['central', 'province', 'city', 'county'])
  readonly level!: FundingLevel;

  @FenShown('金额 / amount')
  readonly amountFen!: number;
}

export class BatchItem {
  @Str('批次编号 / batch id')
  readonly batchId!: string;

  @Str('项目 / scheme')
  readonly scheme!: string;

  @Str('地区 / area')
  readonly areaCode!: string;

  @Str('期间 / period')
  readonly period!: string;

  @Choice('状态 / status', batchStatuses)
  readonly status!: BatchRow['status'];

  @Day('到账期限 / deadline')
  readonly deadline!: string;

  @Int('行数 / lines')
  readonly lines!: number;

  @FenShown('总额 / total')
  readonly totalFen!: number;

  @FenShown('已到账 / credited')
  readonly creditedFen!: number;

  @FenShown('退回 / returned')
  readonly returnedFen!: number;

  @FenShown('待结果 / pending')
  readonly pendingFen!: number;

  @FenShown('未知 / unknown')
  readonly unknownFen!: number;

  @Int('版本 / version')
  readonly version!: number;
}

export class ComparisonView {
  @Str('上期批次 / batch compared with', { nullable: true })
  readonly previousBatchId!: string | null;

  @Int('新增 / new')
  readonly newLines!: number;

  @Int('退出 / ended')
  readonly endedLines!: number;

  @Int('变动 / changed')
  readonly changedLines!: number;

  @Int('未变 / unchanged')
  readonly unchangedLines!: number;

  @FenShown('差额 / difference')
  readonly differenceFen!: number;
}

export class BatchFileView {
  @Int('文件号 / file number')
  readonly fileNo!: number;

  @Str('格式 / layout')
  readonly layout!: string;

  @Str('SHA-256')
  readonly sha256!: string;

  @Int('笔数 / lines')
  readonly lines!: number;

  @FenShown('总额 / total')
  readonly totalFen!: number;

  @Day('送出日期 / sent on', { nullable: true })
  readonly sentOn!: string | null;
}

/** `lines` = pending + credited + returned + unknown + cancelled, at every moment; so with fen. */
export class BatchView extends BatchItem {
  @Str('发至 / pays through')
  readonly throughMonth!: string;

  @Strs('经办人 / prepared by')
  readonly preparedBy!: readonly string[];

  @Strs('审批人 / approved by')
  readonly approvedBy!: readonly string[];

  @Day('开立日期 / opened on')
  readonly openedOn!: string;

  @Day('审批日期 / approved on', { nullable: true })
  readonly approvedOn!: string | null;

  @Day('结清日期 / closed on', { nullable: true })
  readonly closedOn!: string | null;

  @Int('计划分块 / chunks planned')
  readonly chunksPlanned!: number;

  @Int('已生成分块 / chunks built')
  readonly chunksBuilt!: number;

  @Int('涉及资格 / entitlements looked at')
  readonly entitlementsPlanned!: number;

  @Many('各级分担 / by funding level', () => SharePartView, { nullable: true })
  readonly byLevel!: readonly SharePartView[] | null;

  @Str('名单哈希，冻结后才有 / hash of the list, once frozen', { nullable: true })
  readonly listHash!: string | null;

  @One('与上期比较，提交后才有 / comparison, once submitted', () => ComparisonView, { nullable: true })
  readonly comparison!: ComparisonView | null;

  @Many('资金缺口 / funds missing', () => SharePartView)
  readonly fundsMissing!: readonly SharePartView[];

  @Many('银行文件 / bank files', () => BatchFileView)
  readonly files!: readonly BatchFileView[];

  @Int('待结果笔数 / lines pending')
  readonly pending!: number;

  @Int('到账笔数 / lines credited')
  readonly credited!: number;

  @Int('退回笔数 / lines returned')
  readonly returned!: number;

  @Int('未知笔数 / lines unknown')
  readonly unknown!: number;

  @Int('取消笔数 / lines cancelled')
  readonly cancelled!: number;

  @FenShown('取消 / cancelled')
  readonly cancelledFen!: number;

  @Int('重发笔数 / reissued')
  readonly reissued!: number;

  @Int('回盘文件数 / return files')
  readonly returnFiles!: number;

  @Int('生成异常 / exceptions when built')
  readonly buildExceptions!: number;

  @Int('回盘异常 / exceptions in answers')
  readonly lineExceptions!: number;

  @Str('退回或取消理由 / reason when sent back or cancelled', { nullable: true })
  readonly reason!: string | null;

  @Bool('模拟时钟 / recorded under a simulated clock')
  readonly simulated!: boolean;
}

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
