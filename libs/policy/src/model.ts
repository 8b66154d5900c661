import { AreaCode, Fen, LocalDate, Share, Text } from '@zhibu/kernel';
import { FactValue } from './facts';
import { Branch, FundingLevel, Scheme } from './schemes';

/** Where something stands in the YAML; `line` counts from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

export type Confidence = 'high' | 'medium' | 'low';

/** A statement with its document number (文号) and how sure it is; ends may be less sure than the middle. */
export interface Cited {
  readonly source: string;
  readonly confidence: Confidence;
  readonly fromConfidence?: Confidence;
  readonly toConfidence?: Confidence;
  readonly note?: string;
}

/** Days for which a row holds, both included; `to` is null while it is still in force. */
export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate | null;
}

export type Operand =
  | { readonly kind: 'fact'; readonly of: 'self' | 'spouse'; readonly fact: string }
  | { readonly kind: 'measure'; readonly measure: string }
  | { readonly kind: 'parameter'; readonly parameter: string };

export const comparisonOperators = ['is', 'in', 'atLeast', 'atMost', 'below', 'notBefore', 'notAfter'] as const;
export type ComparisonOperator = (typeof comparisonOperators)[number];

export type Comparand = FactValue | readonly FactValue[] | { readonly parameter: string };

export type Predicate =
  | { readonly kind: 'all' | 'any'; readonly id: string; readonly text: Text; readonly parts: readonly Predicate[] }
  | { readonly kind: 'not'; readonly id: string; readonly text: Text; readonly part: Predicate }
  | { readonly kind: 'test'; readonly id: string; readonly text: Text; readonly operand: Operand; readonly operator: ComparisonOperator; readonly against: Comparand };

export type RateValue =
  | { readonly kind: 'fixed'; readonly fen: Fen }
  | { readonly kind: 'by-residence'; readonly urbanFen: Fen; readonly ruralFen: Fen }
  /** A percentage of a `yuan` fact, for example 5 % of the pension. */
  | { readonly kind: 'percent-of'; readonly fact: string; readonly percent: number };

export interface RateRow extends Period, Cited {
  /** Null: for the scheme as a whole. */
  readonly branch: Branch | null;
  readonly per: 'month' | 'year';
  /** Whom the amount is for. A parent gets half of an amount per couple or per child. */
  readonly unit: 'person' | 'couple' | 'child';
  /** What the holder of a one-sided certificate gets, where that matters. */
  readonly oneSided: 'half' | 'full';
  readonly value: RateValue;
  readonly at: Place;
}

export type Split =
  | { readonly kind: 'shares'; readonly shares: readonly Share<FundingLevel>[] }
  /** Central percentage by the province's tier (国办发〔2018〕67号) or region; `rest` pays what is left. */
  | { readonly kind: 'by-tier' | 'by-region'; readonly central: Readonly<Record<string, number>>; readonly rest: FundingLevel };

export interface FundingRow extends Period, Cited {
  readonly scheme: Scheme;
  readonly layerId: string;
  readonly areaCode: AreaCode;
  readonly split: Split;
  readonly at: Place;
}

/** One line of money: national base, or what an area adds to it. */
export interface Layer {
  readonly id: string;
  readonly title: Text;
  readonly scheme: Scheme;
  readonly areaCode: AreaCode;
  /** `raises-to`: the published figure is the total with the layers before it, so this layer pays the difference. */
  readonly basis: 'adds' | 'raises-to';
  /** Layers that are not paid in the months in which this one is. */
  readonly replaces: readonly string[];
  readonly when: Predicate | null;
  readonly rates: readonly RateRow[];
  readonly at: Place;
}

export interface ParameterRow extends Period, Cited {
  readonly name: string;
  readonly scheme: Scheme;
  readonly branch: Branch | null;
  readonly areaCode: AreaCode;
  readonly value: FactValue;
  readonly at: Place;
}

export interface Rule extends Period, Cited {
  readonly id: string;
  readonly version: string;
  readonly scheme: Scheme;
  readonly branch: Branch | null;
  readonly areaCode: AreaCode;
  /** Set when a corrected version took its place: kept only to execute old decisions again. */
  readonly supersededBy: string | null;
  readonly when: Predicate;
  /** Measures of type date; the last of these days is the day on which somebody begins to qualify. */
  readonly qualifiesFrom: readonly string[];
  /** What ends the right, with the measure that names the day. */
  readonly exits: readonly { readonly reason: string; readonly day: string }[];
  readonly at: Place;
}

export interface PaymentPlanRow extends Period, Cited {
  readonly scheme: Scheme;
  readonly areaCode: AreaCode;
  readonly schedule: 'yearly' | 'half-yearly' | 'quarterly' | 'monthly';
  /** `MM-DD` of each period's last day to pay; monthly plans name one day of the month as `DD` or `last`. */
  readonly deadlines: readonly string[];
  readonly at: Place;
}

export interface ExclusionRow extends Cited {
  readonly scheme: Scheme;
  readonly with: Scheme;
  readonly keep: 'higher';
  readonly at: Place;
}

export interface SchemeInfo {
  readonly id: Scheme;
  readonly title: Text;
  /** Null stands for the scheme without a branch. */
  readonly branches: readonly { readonly id: Branch | null; readonly title: Text }[];
  readonly at: Place;
}

export interface Area {
  readonly code: AreaCode;
  readonly name: Text;
  /** Share tier of the central budget from 2019 (1 to 5) and region before it; provinces only. */
  readonly tier?: string;
  readonly region?: string;
  readonly synthetic: boolean;
  readonly at: Place;
}

export interface CalendarYear extends Cited {
  readonly year: number;
  readonly holidays: readonly LocalDate[];
  readonly makeUpDays: readonly LocalDate[];
  readonly at: Place;
}

/** Everything the files say, before questions are asked of it. */
export interface PolicyModel {
  readonly schemes: readonly SchemeInfo[];
  readonly areas: readonly Area[];
  readonly rules: readonly Rule[];
  readonly layers: readonly Layer[];
  readonly funding: readonly FundingRow[];
  readonly parameters: readonly ParameterRow[];
  readonly plans: readonly PaymentPlanRow[];
  readonly exclusions: readonly ExclusionRow[];
  readonly calendar: readonly CalendarYear[];
}
