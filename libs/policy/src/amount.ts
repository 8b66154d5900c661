import { AreaCode, Fen, Month, SharePart, Text } from '@zhibu/kernel';
import { FundingLevel, Branch, Scheme } from './schemes';

/** What one layer pays for one month. */
export interface LayerMonth {
  readonly layerId: string;
  readonly amountFen: Fen;
  /** Document number (文号) of the rate in force on the first day of the month. */
  readonly source: string;
}

export interface MonthAmount {
  readonly month: Month;
  readonly totalFen: Fen;
  readonly layers: readonly LayerMonth[];
}

/** One layer over consecutive months at one rate, with who pays how much of it. Parts add to `amountFen`. */
export interface DueComponent {
  readonly layerId: string;
  readonly title: Text;
  readonly fromMonth: Month;
  readonly toMonth: Month;
  readonly amountFen: Fen;
  readonly source: string;
  readonly funders: readonly SharePart<FundingLevel>[];
}

export interface AmountStatement {
  readonly scheme: Scheme;
  readonly branch: Branch | null;
  readonly areaCode: AreaCode;
  readonly from: Month;
  readonly to: Month;
  readonly totalFen: Fen;
  readonly months: readonly MonthAmount[];
  readonly components: readonly DueComponent[];
  /** Layers left out because a condition was not met or not known, in words. */
  /**
   * SHA-256 of every layer, rate, share and parameter in force in these months: while it is the same, the same
   * facts give the same amounts. A rate that begins later or elsewhere does not change it.
   */
  readonly ratesHash: string;
  readonly notIncluded: readonly { readonly layerId: string; readonly reason: Text }[];
}
