import { Bool, Day, FenShown, Int, Many, Str } from '../common/shown';
import { ComponentView } from '../policies/policies.view';

export class MonthPaidView {
  @Str('月 / month')
  readonly month!: string;

  @FenShown('金额 / amount')
  readonly amountFen!: number;
}

/** Consecutive months that were worked out together, and by which rates. */
export class RatesUsedView {
  @Str('自 / first month')
  readonly fromMonth!: string;

  @Str('至 / last month')
  readonly toMonth!: string;

  @Str('类别 / branch', { nullable: true })
  readonly branch!: string | null;

  @Str('地区 / area')
  readonly areaCode!: string;

  @Str('当时所用标准的 SHA-256 / SHA-256 of the rates in force then')
  readonly ratesHash!: string;
}

/** As recorded when the line was made; no account and none of the facts that chose a rate. */
export class LineAmountView {
  @Int('行号 / line')
  readonly lineNo!: number;

  @Str('人员编号 / person key')
  readonly personKey!: string;

  @Str('资格 / entitlement')
  readonly entitlementId!: string;

  @FenShown('名单上的金额 / amount on the list')
  readonly amountFen!: number;

  @FenShown('列支的金额 / amount claimed')
  readonly claimedFen!: number;

  @Many('各月 / months', () => MonthPaidView)
  readonly months!: readonly MonthPaidView[];

  @Many('各层 / layers, each at one rate, with who pays how much', () => ComponentView)
  readonly components!: readonly ComponentView[];

  @Many('计算依据，最早的列支没有 / what it was worked out from; the earliest claims have none', () => RatesUsedView)
  readonly basis!: readonly RatesUsedView[];

  @Day('列支日期 / claimed on', { nullable: true })
  readonly claimedOn!: string | null;

  @Bool('这些月份已释放 / these months were given back')
  readonly released!: boolean;
}
