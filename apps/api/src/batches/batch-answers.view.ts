import { Bool, FenShown, Int, Str, Strs } from '../common/shown';

class Done {
  @Int('版本 / version')
  readonly version!: number;

  @Bool('同一请求先前已办理 / the same request was done before')
  readonly duplicate!: boolean;
}

export class OpenedView extends Done {
  @Str('批次编号 / batch id')
  readonly batchId!: string;

  @Int('分块数 / chunks')
  readonly chunks!: number;
}

export class WrittenFileView extends Done {
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
}

export class ReissuedView extends Done {
  @Int('重发笔数 / lines')
  readonly lines!: number;

  @FenShown('总额 / total')
  readonly totalFen!: number;

  @Strs('等待他人批准新账户的指令 / instructions that wait for somebody to approve their account')
  readonly waiting!: readonly string[];

  @FenShown('等待批准的金额 / of those')
  readonly waitingFen!: number;
}

/** No account number: the approver sees the person's accounts where the register shows them, and every look is recorded. */
export class ReissueProposalView {
  @Str('指令，行号/次数 / instruction, line and attempt')
  readonly instruction!: string;

  @Int('行号 / line')
  readonly lineNo!: number;

  @Int('第几次 / attempt')
  readonly attempt!: number;

  @FenShown('金额 / amount')
  readonly amountFen!: number;

  @Str('账户编号 / account key')
  readonly accountKey!: string;

  @Strs('登记账户的人 / who recorded the account')
  readonly accountRecordedBy!: readonly string[];

  @Strs('提出人 / who asked for it')
  readonly proposedBy!: readonly string[];
}

export class ReleasedView extends Done {
  @Str('批次编号 / batch id')
  readonly batchId!: string;
}

export class ProgressView {
  @Int('已生成分块 / chunks built')
  readonly chunksBuilt!: number;

  @Int('计划分块 / chunks planned')
  readonly chunksPlanned!: number;

  @Int('行数 / lines')
  readonly lines!: number;

  @FenShown('总额 / total')
  readonly totalFen!: number;

  @Int('生成异常 / exceptions')
  readonly buildExceptions!: number;

  @Str('状态 / status')
  readonly status!: string;
}
