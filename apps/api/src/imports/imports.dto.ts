import { AreaAsked, TextAsked } from '../common/asked';
import { Bool, Choice, Instant, Int, Many, Str, Strs } from '../common/shown';

export class ImportQuery {
  @AreaAsked('限于此地区，其他地区的行退回 / rows outside this area are refused')
  areaCode!: string;
}

export class UndoImportDto {
  @TextAsked('理由，记入每份撤回的申请 / reason, kept with each application that is withdrawn', 500)
  reason!: string;
}

export class RowProblemView {
  @Int('行号，1 为表头 / row of the sheet, 1 is the header')
  readonly rowNo!: number;

  @Str('固定代码 / stable code')
  readonly code!: string;

  @Str('问题 / what is wrong')
  readonly title!: string;

  @Str('应为 / what was expected')
  readonly expected!: string;

  @Str('实为 / what was found')
  readonly actual!: string;

  @Str('字段 / field', { nullable: true })
  readonly field!: string | null;
}

export class ImportReportView {
  @Str('导入编号 / id of the import')
  readonly importId!: string;

  @Int('读入行数 / rows read')
  readonly rows!: number;

  @Int('新受理 / rows that were new')
  readonly accepted!: number;

  @Int('此前已载入 / rows loaded before')
  readonly unchanged!: number;

  @Int('退回 / rows refused')
  readonly rejected!: number;

  @Many('退回的行，最多 100 / the first 100 rows refused', () => RowProblemView)
  readonly problems!: readonly RowProblemView[];
}

export class ColumnView {
  @Str('编号 / id')
  readonly id!: string;

  @Str('中文表头 / Chinese header')
  readonly zh!: string;

  @Str('英文表头 / English header')
  readonly en!: string;

  @Bool('必填 / required')
  readonly required!: boolean;
}

export class MatchedColumnView {
  @Str('文件中的表头 / header as it stands in the file')
  readonly header!: string;

  @Str('认作的列或事实；null 为不读取 / column or fact that it is taken for; null: passed over', { nullable: true })
  readonly field!: string | null;
}

export class TableRowView {
  @Int('行号，1 为表头 / row of the sheet, 1 is the header')
  readonly rowNo!: number;

  @Strs('各列内容，次序与表头相同 / cells in the order of the headers')
  readonly cells!: readonly string[];
}

export class CellProblemView extends RowProblemView {
  @Int('第几列，自 0 起；null 为整行 / column from 0; null: the row as a whole', { nullable: true })
  readonly column!: number | null;
}

/** A table as the server reads it, with everything wrong in it, and nothing changed by the look. */
export class TablePreviewView {
  @Choice('文件格式 / format of the file', ['csv', 'xlsx'])
  readonly kind!: 'csv' | 'xlsx';

  @Str('文字编码 / encoding')
  readonly encoding!: string;

  @Many('各表头认作什么 / what each header is taken for', () => MatchedColumnView)
  readonly columns!: readonly MatchedColumnView[];

  @Many('没有找到的必填列；有缺列时不逐格检查 / columns that are needed and were not found; with one missing, cells are not checked', () => ColumnView)
  readonly missing!: readonly ColumnView[];

  @Many('各行 / rows', () => TableRowView)
  readonly rows!: readonly TableRowView[];

  @Many('逐格的问题 / what is wrong, cell by cell', () => CellProblemView)
  readonly problems!: readonly CellProblemView[];
}

export const importStates = ['running', 'over', 'stopped'] as const;
export const importPhases = ['load', 'undo'] as const;

export class ImportView {
  @Str('导入编号 / id of the import')
  readonly importId!: string;

  @Str('所涉地区 / area that all of it lies in')
  readonly areaCode!: string;

  @Str('导入人 / who loaded it')
  readonly importedBy!: string;

  @Instant('开始时间 / when it began')
  readonly startedAt!: string;

  @Instant('最后变动 / last change')
  readonly lastAt!: string;

  @Choice('进行中、已结束，或办理它的进程已终止：再载入同一文件或再次撤销即可继续，不会重复 / under way, over, or the process that did it has ended: the same file, or undoing once more, does what is left and nothing twice', importStates)
  readonly state!: (typeof importStates)[number];

  @Choice('载入或撤销 / rows go in, or applications are taken back', importPhases)
  readonly phase!: (typeof importPhases)[number];

  @Int('共几行（撤销时为几份申请）；早已结束的为 null / rows of the file, or applications to take back; null when long over', { nullable: true })
  readonly rows!: number | null;

  @Int('已办几行 / of which are done', { nullable: true })
  readonly rowsDone!: number | null;

  @Int('受理的申请 / applications that went in')
  readonly applications!: number;

  @Int('尚未签名或决定，可撤回 / nobody signed or decided yet; these can be withdrawn')
  readonly untouched!: number;

  @Int('已签名或决定 / signed or decided')
  readonly handled!: number;

  @Int('已撤回 / withdrawn')
  readonly withdrawn!: number;
}

export class UndoneView {
  @Int('已撤回 / withdrawn')
  readonly withdrawn!: number;

  @Int('已签名或决定，保持不变 / signed or decided meanwhile, left as they are')
  readonly handled!: number;
}
