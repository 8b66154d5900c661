import { figures, shares } from '@zhibu/projections';
import type { BehindRow, Figure, RatesOfArea, RatesOfDay, SchemeRates, Share } from '@zhibu/projections';
import { AreaAsked, ChoiceAsked, DayAsked, IntInQuery, PageQuery, SchemeAsked } from '../common/asked';
import { Choice, Day, FenShown, Int, Many, One, Str } from '../common/shown';

export class RatesQueryDto {
  @IntInQuery('年度 / year', 1980, 2200, {})
  year!: number;

  @AreaAsked()
  areaCode!: string;

  @DayAsked('截止日 / cut-off day', { optional: true })
  on?: string;

  @DayAsked('按该日终了时已记录的情况计算，缺省为今日所知 / as known at the end of this day; default as known today', { optional: true })
  knownOn?: string;
}

export class YearsQueryDto {
  @AreaAsked()
  areaCode!: string;
}

export class YearView {
  @Int('年度 / year')
  readonly year!: number;
}

/** A rate with what it is made of; nothing of nothing is `n/a`, never 100 %. */
export class RateView {
  @Int('分子 / numerator')
  readonly numerator!: number;

  @Int('分母 / denominator')
  readonly denominator!: number;

  @Str('百分比，两位小数、只舍不入 / floored to two decimals', { example: '99.97%' })
  readonly percent!: string;
}

export class AccuracyView extends RateView {
  @Int('错确认 / wrongly in')
  readonly wronglyIn!: number;

  @Int('错漏 / wrongly out')
  readonly wronglyOut!: number;
}

export class CountAndAmountView {
  @One('按人次 / by count', () => RateView)
  readonly count!: RateView;

  @One('按金额（分） / by amount in fen', () => RateView)
  readonly amountFen!: RateView;
}

export class LevelsView {
  @One('中央 / central', () => RateView)
  readonly central!: RateView;

  @One('省 / province', () => RateView)
  readonly province!: RateView;

  @One('市 / city', () => RateView)
  readonly city!: RateView;

  @One('县 / county', () => RateView)
  readonly county!: RateView;
}

export class FundsInPlaceView {
  @One('合计 / total', () => RateView)
  readonly total!: RateView;

  @One('分级次 / by level', () => LevelsView)
  readonly byLevel!: LevelsView;
}

export class SchemeRatesView implements SchemeRates {
  @Str('项目 / scheme')
  readonly scheme!: string;

  @One('覆盖率 / coverage', () => RateView)
  readonly coverage!: RateView;

  @Int('核查符合而未予确认 / refused although the check had said yes')
  readonly refusedDespiteYes!: number;

  @One('资格确认准确率 / decision accuracy', () => AccuracyView)
  readonly decisionAccuracy!: AccuracyView;

  @One('兑现准确率 / disbursement accuracy', () => CountAndAmountView)
  readonly disbursementAccuracy!: CountAndAmountView;

  @One('及时发放率 / timely disbursement', () => CountAndAmountView)
  readonly timelyDisbursement!: CountAndAmountView;

  @One('打卡成功率 / credit success', () => CountAndAmountView)
  readonly creditSuccess!: CountAndAmountView;

  @One('退回率 / return rate', () => CountAndAmountView)
  readonly returned!: CountAndAmountView;

  @One('资金到位率，县以下无 / funds in place, null below the county', () => FundsInPlaceView, { nullable: true })
  readonly fundsInPlace!: FundsInPlaceView | null;
}

export class RatesOfDayView implements RatesOfDay {
  @Day('截止日 / cut-off day')
  readonly on!: string;

  @Many('各项目 / each scheme', () => SchemeRatesView)
  readonly rates!: readonly SchemeRatesView[];
}

export class RatesOfAreaView implements RatesOfArea {
  @Str('地区代码；未归下级地区的列在所查地区名下 / area code; what stands at no area below comes under the area asked for')
  readonly areaCode!: string;

  @Many('各项目 / each scheme', () => SchemeRatesView)
  readonly rates!: readonly SchemeRatesView[];
}

export class BehindQueryDto extends PageQuery {
  @IntInQuery('年度 / year', 1980, 2200, {})
  year!: number;

  @AreaAsked()
  areaCode!: string;

  @SchemeAsked()
  scheme!: string;

  @ChoiceAsked('指标 / figure', figures)
  figure!: Figure;

  @ChoiceAsked('全部、计入分子的或未计入的 / everybody, those counted, or those missing', shares, { optional: true })
  share?: Share;

  @DayAsked('截止日 / cut-off day', { optional: true })
  on?: string;

  @DayAsked('按该日终了时已记录的情况计算，缺省为今日所知 / as known at the end of this day; default as known today', { optional: true })
  knownOn?: string;
}

/** One person or one payment behind a figure; numerators and denominators of all of them add up to it. No name: whoever needs it looks at the person, and says why. */
export class BehindItem implements BehindRow {
  @Str('人员编号 / person key')
  readonly personKey!: string;

  @Str('计入的地区 / area where it is counted')
  readonly areaCode!: string;

  @Int('计入分子 / counts in the numerator')
  readonly numerator!: number;

  @Int('计入分母 / counts in the denominator')
  readonly denominator!: number;

  @FenShown('该笔金额 / amount of the payment', { nullable: true })
  readonly amountFen!: number | null;

  @Str('批次 / batch', { nullable: true })
  readonly batchId!: string | null;

  @Int('行号 / line', { nullable: true })
  readonly lineNo!: number | null;

  @Choice('抽查结论 / finding of the sample', ['correct', 'wrongly-in', 'wrongly-out'], { nullable: true })
  readonly finding!: BehindRow['finding'];
}
