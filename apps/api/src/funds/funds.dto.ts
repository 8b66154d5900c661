import type { FundingLevel } from '@zhibu/policy';
import { AreaAsked, ChoiceAsked, DayAsked, FenAsked, IdAsked, IntAsked, IntInQuery, PageQuery, SchemeAsked, TextAsked } from '../common/asked';
import { Choice, Day, FenShown, Int, Str } from '../common/shown';

const levels = ['central', 'province', 'city', 'county'] as const;

class FundAsked {
  @SchemeAsked()
  scheme!: string;

  @AreaAsked('县级代码 / county, 12 digits')
  areaCode!: string;

  @IntAsked('年度 / year', 1980, 2200)
  year!: number;

  @ChoiceAsked('出资级次 / funding level', levels)
  level!: FundingLevel;

  @TextAsked('文号 / document', 200)
  document!: string;
}

export class ReceiptDto extends FundAsked {
  @IdAsked('到账凭证号 / number of the receipt')
  receiptNo!: string;

  @FenAsked('金额 / amount')
  amountFen!: number;

  @DayAsked('到账日期 / received on')
  receivedOn!: string;
}

export class OverdraftDto extends FundAsked {
  @FenAsked('允许垫付上限 / how far below zero', { min: 0 })
  limitFen!: number;
}

export class ListFundsQuery extends PageQuery {
  @SchemeAsked({ optional: true })
  scheme?: string;

  @IntInQuery('年度 / year', 1980, 2200)
  year?: number;
}

/** What one level of government gives to one scheme of one county in one year. */
export class FundLevelView {
  @Str('资金账编号 / fund id')
  readonly fundId!: string;

  @Choice('出资级次 / funding level', levels)
  readonly level!: FundingLevel;

  @Str('项目 / scheme')
  readonly scheme!: string;

  @Str('县 / county')
  readonly areaCode!: string;

  @Int('年度 / year')
  readonly year!: number;

  @FenShown('到位 / received')
  readonly receivedFen!: number;

  @FenShown('已预留 / reserved')
  readonly reservedFen!: number;

  @FenShown('已使用 / used')
  readonly usedFen!: number;

  @FenShown('其中预留释放后支出 / of it, used after its reservation was given back')
  readonly usedBeyondFen!: number;

  @FenShown('应到 / due')
  readonly dueFen!: number;

  @FenShown('允许垫付 / overdraft allowed')
  readonly overdraftFen!: number;
}

export class ReceiptView {
  @Str('到账凭证号 / number of the receipt')
  readonly receiptNo!: string;

  @Choice('出资级次 / funding level', levels)
  readonly level!: FundingLevel;

  @FenShown('金额 / amount')
  readonly amountFen!: number;

  @Day('到账日期 / received on')
  readonly receivedOn!: string;

  @Str('文号 / document')
  readonly document!: string;
}
