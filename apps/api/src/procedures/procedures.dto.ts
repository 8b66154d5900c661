import { ChoiceAsked } from '../common/asked';
import { Int, One, Open_, Str, Strs } from '../common/shown';
import { TextView } from '../replay/replay.dto';

export class MermaidQuery {
  @ChoiceAsked('语言 / language', ['zh', 'en'], { optional: true })
  language?: 'zh' | 'en';
}

/** What names a version of a procedure. */
export class ProcedureName {
  @Str('流程 / procedure')
  readonly id!: string;

  @Int('版本 / version')
  readonly version!: number;

  @One('名称 / title', () => TextView)
  readonly title!: TextView;

  @Strs('适用项目 / schemes')
  readonly schemes!: readonly string[];
}

export class ProcedureView extends ProcedureName {
  @Open_('环节 / stages, as in the definition')
  readonly stages!: unknown;

  @Open_('理由代码及含义 / codes of reasons and what they mean')
  readonly reasons!: unknown;
}
