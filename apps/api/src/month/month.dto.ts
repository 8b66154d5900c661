import { AreaAsked, MonthAsked } from '../common/asked';
import { BatchItem, SharePartView } from '../batches/batches.view';
import { Bool, Choice, Day, FenShown, Int, Many, Str } from '../common/shown';

export class MonthQuery {
  @MonthAsked('月份 / month')
  month!: string;

  @AreaAsked()
  areaCode!: string;
}

/** What people of one township are due in the period: on lists to the fen, the rest by rules and register. */
export class TownshipDueView {
  @Str('乡镇 / township')
  readonly areaCode!: string;

  @Int('已列入名单人次 / lines on lists')
  readonly listedPeople!: number;

  @FenShown('已列入名单 / on lists')
  readonly listedFen!: number;

  @FenShown('其中已到账 / of it credited')
  readonly creditedFen!: number;

  @FenShown('其中退回 / of it returned')
  readonly returnedFen!: number;

  @Int('尚未列入人数 / people on no list yet')
  readonly expectedPeople!: number;

  @FenShown('预计，尚未列入名单 / expected, on no list yet')
  readonly expectedFen!: number;
}

/** What one level of government is asked for, and what its account holds. */
export class FunderDueView {
  @Choice('出资级次 / funding level', ['central', 'province', 'city', 'county'])
  readonly level!: SharePartView['level'];

  @FenShown('名单所需而未预留 / asked by lists and not set aside yet')
  readonly listedFen!: number;

  @FenShown('预计所需 / expected beyond the lists')
  readonly expectedFen!: number;

  @FenShown('可用，含允许垫付 / can be used, with the overdraft allowed')
  readonly availableFen!: number;

  @FenShown('缺口，逐县计算后相加 / missing, worked out for each county and added')
  readonly missingFen!: number;
}

/** One scheme in the period of its payment plan that holds the month. */
export class SchemeMonthView {
  @Str('项目 / scheme')
  readonly scheme!: string;

  @Str('期间 / period')
  readonly period!: string;

  @Str('自 / first month')
  readonly from!: string;

  @Str('至 / last month')
  readonly to!: string;

  @Day('到账期限 / deadline')
  readonly deadline!: string;

  @Str('依据 / document')
  readonly source!: string;

  @Many('分乡镇 / by township', () => TownshipDueView)
  readonly townships!: readonly TownshipDueView[];

  @Many('分级次 / by funding level', () => FunderDueView)
  readonly funders!: readonly FunderDueView[];

  @Bool('预计不全：有的标准取决于个人情况或未录入 / the expectation is incomplete: a rate depends on facts of the person or is not recorded')
  readonly expectationIncomplete!: boolean;
}

export class MonthView {
  @Str('月份 / month')
  readonly month!: string;

  @Str('地区 / area')
  readonly areaCode!: string;

  @Many('各项目 / schemes', () => SchemeMonthView)
  readonly schemes!: readonly SchemeMonthView[];

  @Many('这些期间的批次及其他未办结的批次 / batches of these periods, and others that are not finished', () => BatchItem)
  readonly batches!: readonly BatchItem[];

  @Bool('批次过多，未全部列出 / more batches than are shown')
  readonly moreBatches!: boolean;
}
