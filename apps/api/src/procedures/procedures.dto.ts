import type { CaseRow } from '@zhibu/projections';
import { caseStatuses } from '../applications/applications.dto';
import { AreaPrefixAsked, ChoiceAsked, SchemeAsked } from '../common/asked';
import { Choice, Day, Int, One, Open_, Str, Strs } from '../common/shown';
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

  @Choice('自动核查不符合时 / what a no of the automatic check leads to', ['refuse', 'return'])
  readonly onIneligible!: 'refuse' | 'return';

  @Choice('自动核查情况不明时 / what an unknown leads to', ['return', 'continue'])
  readonly onUnknown!: 'return' | 'continue';
}

export class StandingQuery {
  @AreaPrefixAsked()
  areaPrefix?: string;

  @SchemeAsked({ optional: true })
  scheme?: string;
}

/** How many cases stand at one place, and for how long. Ended ones stand for no time. */
export class StandingItem {
  @Str('流程 / procedure')
  readonly procedureId!: string;

  @Int('流程版本 / version of the procedure')
  readonly procedureVersion!: number;

  @Str('项目 / scheme')
  readonly scheme!: string;

  @Choice('状态 / status', caseStatuses)
  readonly status!: CaseRow['status'];

  @Str('环节 / stage', { nullable: true })
  readonly stage!: string | null;

  @Int('件数 / cases')
  readonly cases!: number;

  @Int('停留天数的中位数 / days, median', { nullable: true })
  readonly medianDays!: number | null;

  @Int('停留最久的天数 / days, longest', { nullable: true })
  readonly longestDays!: number | null;

  @Day('最早从何日起 / the oldest since', { nullable: true })
  readonly oldestSince!: string | null;
}
