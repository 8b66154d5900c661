import { AreaAsked, BranchAsked, DayAsked, IntInQuery, MonthAsked, PartsAsked, PatternAsked, SchemeAsked } from '../common/asked';
import { DatedFactDto } from '../people/people.dto';

export class CheckDto {
  @AreaAsked()
  areaCode!: string;

  @DayAsked('依据日期 / day the rules are asked for')
  on!: string;

  @PartsAsked('事实 / facts', () => DatedFactDto, 200)
  facts!: DatedFactDto[];
}

export class AmountDto {
  @SchemeAsked()
  scheme!: string;

  @BranchAsked()
  branch!: string | null;

  @AreaAsked()
  areaCode!: string;

  @MonthAsked('自 / first month')
  from!: string;

  @MonthAsked('至 / last month')
  to!: string;

  @PartsAsked('事实 / facts', () => DatedFactDto, 200, { optional: true })
  facts?: DatedFactDto[];
}

export class AreasQuery {
  @PatternAsked('上级地区，默认全国 / area above, the nation unless given', /^\d{12}$/, { optional: true })
  parent?: string;

  @IntInQuery('层数，默认 1 / levels below it, 1 unless given', 1, 2)
  levels?: number;
}

export class PlanQuery {
  @SchemeAsked()
  scheme!: string;

  @AreaAsked()
  areaCode!: string;

  @IntInQuery('年度 / year', 1980, 2200, {})
  year!: number;
}

export class RulesQuery {
  @AreaAsked()
  areaCode!: string;

  @DayAsked('依据日期 / day the rules are asked for')
  on!: string;
}
