import type { SharePart } from '@zhibu/kernel';
import type { FundingLevel } from '@zhibu/policy';
import type { BatchRow } from '@zhibu/projections';
import { Bool, Choice, Day, FenShown, Int, Many, One, Str, Strs } from '../common/shown';
import { OfficerView } from '../users/users.dto';
import { batchStatuses } from './batches.dto';

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

  @Strs('经办人 / prepared by')
  readonly preparedBy!: readonly string[];

  @Strs('审批人 / approved by')
  readonly approvedBy!: readonly string[];

  @Int('计划分块 / chunks planned')
  readonly chunksPlanned!: number;

  @Int('已生成分块 / chunks built')
  readonly chunksBuilt!: number;

  @Int('未了的回盘异常 / exceptions in answers that are open')
  readonly lineExceptionsOpen!: number;

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

  @Int('其中换了账户的人 / people of the last batch with another account now', { optional: true })
  readonly changedAccounts?: number;
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

  @Day('作废日期 / voided on', { nullable: true })
  readonly voidedOn!: string | null;
}

/** `lines` = pending + credited + returned + unknown + cancelled, at every moment; so with fen. */
export class BatchView extends BatchItem {
  @Str('总额大写，凭证用 / total in capitals, as vouchers show it', { nullable: true, example: '人民币壹仟壹佰元整' })
  readonly totalInCapitals!: string | null;

  @Str('发至 / pays through')
  readonly throughMonth!: string;

  @Strs('确认过名单上任何人的人，不得经办或审批 / who confirmed anybody on the list; they may not pay it')
  readonly confirmedBy!: readonly string[];

  @Many('上述人员的姓名 / names of those officers', () => OfficerView)
  readonly officers!: readonly OfficerView[];

  @Day('开立日期 / opened on')
  readonly openedOn!: string;

  @Day('审批日期 / approved on', { nullable: true })
  readonly approvedOn!: string | null;

  @Day('结清日期 / closed on', { nullable: true })
  readonly closedOn!: string | null;

  @Day('释放占用日期，取消或结清后不再占用月份与资金 / since when an ended batch holds no month and no money any more', { nullable: true })
  readonly releasedOn!: string | null;

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

  @Int('经两人核定的行数 / settled by two officers')
  readonly reconciled!: number;

  @Str('退回或取消理由 / reason when sent back or cancelled', { nullable: true })
  readonly reason!: string | null;

  @Bool('模拟时钟 / recorded under a simulated clock')
  readonly simulated!: boolean;
}
