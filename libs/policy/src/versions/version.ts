import { AreaCode, Text } from '@zhibu/kernel';
import { ExclusionRow, FundingRow, Layer, ParameterRow, PaymentPlanRow, Period, RateRow, Rule } from '../model';
import { Scheme } from '../schemes';

/** A layer as it is paid within a version: only the rates and the funders of that time. */
export interface LayerInForce extends Omit<Layer, 'rates'> {
  readonly rates: readonly RateRow[];
  /** Who pays it here; null where nobody is named. */
  readonly funding: FundingRow | null;
}

/** What holds for a scheme in an area between two days on which anything changes. Rows of areas above count where nothing nearer speaks. */
export interface PolicyVersion extends Period {
  readonly scheme: Scheme;
  readonly areaCode: AreaCode;
  readonly rules: readonly Rule[];
  readonly layers: readonly LayerInForce[];
  readonly parameters: readonly ParameterRow[];
  readonly plan: PaymentPlanRow | null;
  readonly exclusions: readonly (ExclusionRow & { readonly title: Text })[];
}
