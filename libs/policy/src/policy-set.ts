import { AreaCode, LocalDate, Month, Result, Text, WorkingCalendar } from '@zhibu/kernel';
import { AmountStatement } from './amount';
import { RuleDecision } from './decision';
import { PolicyDefinition } from './definitions';
import { DatedFact, FactSheet, FactValue } from './facts';
import { Area, Cited, Confidence, Rule, SchemeInfo } from './model';
import { Branch, Scheme } from './schemes';
import { PolicyVersion } from './versions/version';

/** Which rates and rules: `branch` is null for a scheme without branches. */
export interface RightKey {
  readonly scheme: Scheme;
  readonly branch: Branch | null;
  readonly areaCode: AreaCode;
}

export interface RuleQuestion extends RightKey {
  readonly on: LocalDate;
  readonly facts: FactSheet;
}

/** Facts and measures that choose a rate or a layer, by name, for example `{"residence-kind": "rural"}`. */
export type RateFacts = Readonly<Record<string, FactValue>>;

export interface AmountQuestion extends RightKey {
  /** First and last month, both included; at most 600 months. */
  readonly from: Month;
  readonly to: Month;
  /** Dated facts, read as of the first day of each month. */
  readonly facts?: FactSheet;
  /** The short form that entitlements keep; used instead of `facts` when given. */
  readonly rateFacts?: RateFacts;
}

/** What is paid when one person meets the rules of schemes that exclude each other. */
export interface ExclusionResult {
  readonly kept: Scheme;
  readonly suppressed: Scheme;
  readonly keptFen: number;
  readonly suppressedFen: number;
  readonly reason: Text;
}

export interface EvaluatedAll {
  readonly decisions: readonly RuleDecision[];
  readonly exclusions: readonly ExclusionResult[];
}

/** A rule as it stands somewhere on a day: enough to apply it, and to ask for what it reads. */
export interface RuleInForce {
  readonly rule: Omit<Rule, 'at'>;
  /** The area's values that it reads. */
  readonly parameters: Readonly<Record<string, FactValue>>;
  /** Facts that an application has to tell, as `owner fact`; `child:*` stands for every child. */
  readonly asks: readonly string[];
}

export type ReExecution =
  | { readonly same: true; readonly decision: RuleDecision }
  | { readonly same: false; readonly code: 'policy.rule-not-kept' | 'policy.rule-changed' | 'policy.outcome-differs'; readonly reason: Text; readonly decision: RuleDecision | null };

export type StartRule = 'birthday-year' | 'birthday-month' | 'confirmation-month' | 'certificate-month';
export type StopRule = 'next-month' | 'year-end' | 'alive-on-payment-date';

/** How an area starts and stops payment. */
export interface StartStop {
  readonly start: StartRule;
  readonly stop: StopRule;
  readonly backPay: boolean;
}

export interface StartMonthQuestion extends RightKey {
  readonly facts: FactSheet;
  readonly appliedOn: LocalDate;
  readonly confirmedOn: LocalDate;
}

export interface StartMonth {
  readonly month: Month;
  /** The day on which the person began to qualify. */
  readonly qualifiedOn: LocalDate;
  /** True when months before the application are paid. */
  readonly backPaid: boolean;
  readonly reason: Text;
  /** What the month was worked out from: enough to do it again from here alone. */
  readonly basis: StartBasis;
}

export interface StartBasis {
  readonly rule: StartRule;
  readonly backPayAllowed: boolean;
  readonly appliedOn: LocalDate;
  readonly confirmedOn: LocalDate;
  readonly areaCode: AreaCode;
  /** The rule whose days were taken, with the names of those days. */
  readonly ruleId: string;
  readonly ruleVersion: string;
  readonly qualifiesFrom: readonly string[];
  readonly parameters: Readonly<Record<string, FactValue>>;
  readonly facts: readonly DatedFact[];
  /** Of all policy files then. */
  readonly policyHash: string;
}

export interface EndQuestion extends RightKey {
  /** `wrongly-confirmed` and `moved-out` end payment by themselves, any other reason by the area's rule. */
  readonly reason: string;
  readonly happenedOn: LocalDate;
}

/** The last month paid, and what it was worked out from. */
export interface EndOfPayment {
  /** Null when no month at all is paid. */
  readonly lastMonth: Month | null;
  readonly stopRule: StopRule;
  /** Document that sets the rule. */
  readonly source: string;
  /** The period whose last day to pay decides; only under `alive-on-payment-date`, where there is a plan. */
  readonly period: PaymentPeriod | null;
  /** Of all policy files then. */
  readonly policyHash: string;
}

/** Whether something that was worked out once comes out the same. */
export interface WorkedAgain {
  readonly same: boolean;
  /** As worked out now. */
  readonly expected: string;
  /** As it was kept. */
  readonly actual: string;
}

export interface ExitDue {
  readonly reason: string;
  readonly happenedOn: LocalDate;
  /** Null when no month of the period is paid. */
  readonly lastMonth: Month | null;
}

export interface PaymentPeriod {
  /** `2016`, `2016-H1`, `2016-Q1` or `2016-01`. */
  readonly id: string;
  readonly from: Month;
  readonly to: Month;
  /** Last day on which the money must have arrived. */
  readonly deadline: LocalDate;
}

export interface PaymentPlan extends Cited {
  readonly schedule: 'yearly' | 'half-yearly' | 'quarterly' | 'monthly';
  readonly periods: readonly PaymentPeriod[];
}

export interface AreaRegister {
  readonly all: readonly Area[];
  find(code: string): Area | undefined;
  /** Parses 2 to 12 digits and refuses an area that the register does not hold. */
  lookup(input: string): Result<Area>;
  /** "示例省示例市示例县", from the province down. */
  name(code: AreaCode): Text;
  children(code: AreaCode): readonly Area[];
}

/** Official holidays and make-up days. A year that is not covered has weekends only, and must be shown as such. */
export interface HolidayCalendar extends WorkingCalendar {
  readonly years: readonly { readonly year: number; readonly source: string; readonly confidence: Confidence }[];
}

/** All rules and rates, loaded and checked. Pure: every answer follows from the files and the question. */
export interface PolicySet {
  /** SHA-256 over the content of all files. */
  readonly hash: string;
  readonly schemes: readonly SchemeInfo[];
  readonly areas: AreaRegister;
  readonly calendar: HolidayCalendar;
  /** Every rule, rate, share and parameter by name and content, so that one that was used is known again. */
  definitions(): readonly PolicyDefinition[];
  evaluate(question: RuleQuestion): Result<RuleDecision>;
  evaluateAll(question: { readonly areaCode: AreaCode; readonly on: LocalDate; readonly facts: FactSheet }): Result<EvaluatedAll>;
  /** Every rule in force in an area on a day, to be applied with `applyRule`: the same answers as `evaluate`. */
  rulesInForce(question: { readonly areaCode: AreaCode; readonly on: LocalDate }): Result<readonly RuleInForce[]>;
  executeAgain(decision: RuleDecision): ReExecution;
  amount(question: AmountQuestion): Result<AmountStatement>;
  /** What an entitlement must keep so that its amount can be worked out without the whole fact sheet. */
  rateFacts(question: RuleQuestion): Result<RateFacts>;
  startMonth(question: StartMonthQuestion): Result<StartMonth>;
  /** Last month paid after something ends the right: the one place where this is decided. */
  endOfPayment(question: EndQuestion): Result<EndOfPayment>;
  /** Works a start out again from what was kept of it, and by the rule version it names. */
  executeStartAgain(start: StartMonth): WorkedAgain;
  /** Works an end out again from what was kept of it; under the very same policies also from them. */
  executeEndAgain(end: EndOfPayment, question: EndQuestion): WorkedAgain;
  /** What, on the day asked, has ended the right, earliest first. */
  exits(question: RuleQuestion): Result<readonly ExitDue[]>;
  exclusiveWith(scheme: Scheme): readonly Scheme[];
  paymentPlan(scheme: Scheme, areaCode: AreaCode, year: number): Result<PaymentPlan>;
  /** Every version of a scheme in an area, in the order of time. */
  versions(scheme: Scheme, areaCode: AreaCode): Result<readonly PolicyVersion[]>;
  /** The areas that say something of their own about a scheme. */
  areasSpeakingOf(scheme: Scheme): readonly AreaCode[];
  /** Value of an area parameter such as `min-age` on a day. */
  parameter(name: string, key: RightKey, on: LocalDate): Result<FactValue>;
}

export interface PolicyProblem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly reason: Text;
  readonly code: string;
}

export interface PolicyFile {
  /** Relative to the policies folder, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

export type LoadedPolicies =
  | { readonly ok: true; readonly policies: PolicySet }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };
