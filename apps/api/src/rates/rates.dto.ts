import type { SchemeRates } from '@zhibu/projections';
import { AreaAsked, DayAsked, IntInQuery } from '../common/asked';
import { Int, One, Str } from '../common/shown';

export class RatesQueryDto {
  @IntInQuery('年度 / year', 1980, 2200, {})
  year!: number;

  @AreaAsked()
  areaCode!: string;

  @DayAsked('截止日 / cut-off day', { optional: true })
  on?: string;
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
