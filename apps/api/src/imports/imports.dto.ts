import { AreaAsked, TextAsked } from '../common/asked';
import { Bool, Int, Many, Str } from '../common/shown';

export class ImportQuery {
  @TextAsked('文件或名册名称，记为事实来源 / name of the file or register, kept as the source', 200)
  name!: string;

  @AreaAsked('限于此地区，其他地区的行退回 / rows outside this area are refused')
  areaCode!: string;
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

  @Str('字段 / field', { nullable: true })
  readonly field!: string | null;
}

export class ImportReportView {
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
