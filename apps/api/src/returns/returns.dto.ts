import { IdAsked } from '../common/asked';
import { FenShown, Int, Str } from '../common/shown';

export class ReturnsQuery {
  @IdAsked('批次编号 / batch id')
  batchId!: string;
}

export class ReturnTotalsView {
  @Str('回盘文件编号，即其 SHA-256 / id of the return file, its SHA-256')
  readonly returnFileId!: string;

  @Int('到账笔数 / lines credited')
  readonly credited!: number;

  @Int('退回笔数 / lines returned')
  readonly returned!: number;

  @Int('未知笔数 / lines unknown')
  readonly unknown!: number;

  @Int('异常笔数 / exceptions')
  readonly exceptions!: number;

  @FenShown('到账 / credited')
  readonly creditedFen!: number;

  @FenShown('退回 / returned')
  readonly returnedFen!: number;

  @FenShown('未知 / unknown')
  readonly unknownFen!: number;

  @Int('版本 / version')
  readonly version!: number;
}
