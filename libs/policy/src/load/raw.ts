import { Text } from '@zhibu/kernel';
import { FactValue } from '../facts';
import { Confidence } from '../model';
import { FundingLevel } from '../schemes';

/** The files as they are written, after the schema check. */
export interface RawCited {
  readonly source: string;
  readonly confidence: Confidence;
  readonly fromConfidence?: Confidence;
  readonly toConfidence?: Confidence;
  readonly note?: string;
}
export interface RawDated extends RawCited {
  readonly from: string;
  readonly to?: string | null;
}
export type RawPredicate = { readonly id?: string; readonly text?: Text } & Readonly<Record<string, unknown>>;
export interface RawRate extends RawDated {
  readonly branch?: string;
  readonly per: 'month' | 'year';
  readonly unit?: 'person' | 'couple' | 'child';
  readonly oneSided?: 'half' | 'full';
  readonly yuan?: string;
  readonly byResidence?: { readonly urban: string; readonly rural: string };
  readonly percentOf?: { readonly fact: string; readonly percent: number };
}
export interface RawFunding extends RawDated {
  readonly layer: string;
  readonly shares?: Readonly<Partial<Record<FundingLevel, number>>>;
  readonly centralByTier?: Readonly<Record<string, number>>;
  readonly centralByRegion?: Readonly<Record<string, number>>;
  readonly rest?: FundingLevel;
}
export interface RawLayer {
  readonly id: string;
  readonly title: Text;
  readonly basis?: 'adds' | 'raises-to';
  readonly replaces?: readonly string[];
  readonly when?: RawPredicate;
  readonly rates: readonly RawRate[];
}
export interface RawRule extends RawDated {
  readonly id: string;
  readonly version: string;
  readonly branch?: string;
  readonly supersededBy?: string;
  readonly when: RawPredicate;
  readonly qualifiesFrom: readonly string[];
  readonly exits?: readonly { readonly reason: string; readonly day: string }[];
}
export interface RawParameter extends RawDated {
  readonly name: string;
  readonly branch?: string;
  readonly value: FactValue;
}
export interface RawPlan extends RawDated {
  readonly schedule: 'yearly' | 'half-yearly' | 'quarterly' | 'monthly';
  readonly deadlines: readonly string[];
}
export interface RawScheme {
  readonly title?: Text;
  readonly branches?: readonly { readonly id?: string; readonly title: Text }[];
  readonly rules?: readonly RawRule[];
  readonly layers?: readonly RawLayer[];
  readonly funding?: readonly RawFunding[];
  readonly parameters?: readonly RawParameter[];
  readonly paymentPlans?: readonly RawPlan[];
  readonly exclusive?: readonly (RawCited & { readonly with: string; readonly keep: 'higher' })[];
}
export interface RawPolicies {
  readonly kind: 'scheme-policies';
  readonly area: string;
  readonly schemes: Readonly<Record<string, RawScheme>>;
}
export interface RawRegister {
  readonly kind: 'area-register';
  readonly areas: readonly { readonly code: string; readonly name: Text; readonly tier?: string; readonly region?: string; readonly synthetic?: boolean }[];
}
export interface RawCalendar extends RawCited {
  readonly kind: 'calendar';
  readonly year: number;
  readonly holidays: readonly (string | { readonly from: string; readonly to: string })[];
  readonly makeUpDays: readonly string[];
}
