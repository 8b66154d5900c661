import { IdAsked } from '../common/asked';
import { Choice, FenShown, Instant, Int, Str } from '../common/shown';

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

export class ReturnRunView {
  @Str('入账的编号，用于查看进度 / id of the posting, for its progress')
  readonly runId!: string;

  @Choice('进行中，或已中止：再交同一文件即可继续 / under way, or stopped: the same file again goes on', ['running', 'stopped'])
  readonly state!: string;

  @Str('提交人 / who handed the file in')
  readonly startedBy!: string;

  @Instant('提交时间 / when')
  readonly startedAt!: string;

  @Int('文件行数 / rows of the file')
  readonly rows!: number;

  @Int('已入账行数 / rows posted')
  readonly rowsDone!: number;
}
