import { SharePartView } from '../batches/batches.view';
import { Day, FenShown, Many, One, Opens, Str } from '../common/shown';
import { ProcedureName } from '../procedures/procedures.dto';
import { TextView } from '../replay/replay.dto';

export class BranchView {
  @Str('类别 / branch', { nullable: true })
  readonly id!: string | null;

  @One('名称 / title', () => TextView)
  readonly title!: TextView;
}

export class SchemeView {
  @Str('项目 / scheme')
  readonly id!: string;

  @One('名称 / title', () => TextView)
  readonly title!: TextView;

  @Many('类别 / branches', () => BranchView)
  readonly branches!: readonly BranchView[];
}

export class PolicySetView {
  @Str('全部规则文件的 SHA-256 / SHA-256 over all files')
  readonly hash!: string;

  @Many('项目 / schemes', () => SchemeView)
  readonly schemes!: readonly SchemeView[];
}

export class AreaView {
  @Str('代码 / code')
  readonly code!: string;

  @One('名称 / name', () => TextView)
  readonly name!: TextView;
}

export class RulesView {
  @Str('全部规则文件的 SHA-256 / SHA-256 over all files')
  readonly hash!: string;

  @Str('地区 / area')
  readonly areaCode!: string;

  @Day('依据日期 / day they were asked for')
  readonly on!: string;

  @Opens('规则、参数与申请须填的事实 / rules, the parameters they read and the facts an application has to tell')
  readonly rules!: unknown;
}

export class ExclusionView {
  @Str('发放 / paid')
  readonly kept!: string;

  @Str('停发 / not paid')
  readonly suppressed!: string;

  @FenShown('发放金额 / paid')
  readonly keptFen!: number;

  @FenShown('停发金额 / not paid')
  readonly suppressedFen!: number;

  @One('理由 / reason', () => TextView)
  readonly reason!: TextView;
}

export class CheckView {
  @Opens('各项目的判定及依据 / the decision for each scheme, with every predicate')
  readonly decisions!: unknown;

  @Many('不可同时享受 / schemes that exclude each other', () => ExclusionView)
  readonly exclusions!: readonly ExclusionView[];
}

export class LayerMonthView {
  @Str('层 / layer')
  readonly layerId!: string;

  @FenShown('金额 / amount')
  readonly amountFen!: number;

  @Str('文号 / source')
  readonly source!: string;
}

export class MonthAmountView {
  @Str('月 / month')
  readonly month!: string;

  @FenShown('合计 / total')
  readonly totalFen!: number;

  @Many('各层 / layers', () => LayerMonthView)
  readonly layers!: readonly LayerMonthView[];
}

export class ComponentView {
  @Str('层 / layer')
  readonly layerId!: string;

  @One('名称 / title', () => TextView)
  readonly title!: TextView;

  @Str('自 / first month')
  readonly fromMonth!: string;

  @Str('至 / last month')
  readonly toMonth!: string;

  @FenShown('金额 / amount')
  readonly amountFen!: number;

  @Str('文号 / source')
  readonly source!: string;

  @Many('出资 / funders', () => SharePartView)
  readonly funders!: readonly SharePartView[];
}

export class LeftOutView {
  @Str('层 / layer')
  readonly layerId!: string;

  @One('理由 / reason', () => TextView)
  readonly reason!: TextView;
}

export class AmountView {
  @FenShown('合计 / total')
  readonly totalFen!: number;

  @Many('逐月 / by month', () => MonthAmountView)
  readonly months!: readonly MonthAmountView[];

  @Many('逐层 / by layer, with its funders', () => ComponentView)
  readonly components!: readonly ComponentView[];

  @Many('未计入的层 / layers left out', () => LeftOutView)
  readonly notIncluded!: readonly LeftOutView[];
}

export class PeriodView {
  @Str('期间 / period', { example: '2016-H1' })
  readonly id!: string;

  @Str('自 / first month')
  readonly from!: string;

  @Str('至 / last month')
  readonly to!: string;

  @Day('到账期限 / deadline')
  readonly deadline!: string;
}

export class PlanView {
  @Str('发放周期 / schedule')
  readonly schedule!: string;

  @Str('文号 / source')
  readonly source!: string;

  @Str('可信度 / confidence')
  readonly confidence!: string;

  @Many('各期 / periods', () => PeriodView)
  readonly periods!: readonly PeriodView[];
}

export class ProcedureItem extends ProcedureName {
  @Str('地区 / area')
  readonly areaCode!: string;

  @Day('生效日期 / in force from')
  readonly inForceFrom!: string;

  @One('文号或来源 / document number or source', () => TextView)
  readonly source!: TextView;

  @Str('可信度 / confidence')
  readonly confidence!: string;
}
