import { Bool, FenShown, Int, Str } from '../common/shown';

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
