import { LocalDate, Month, Result, accept, addDays, addMonths, canonicalJson, monthOf, parseDate, refuse, text, yearOf } from '@zhibu/kernel';
import { evaluatePredicate } from './evaluate/evaluate-predicate';
import { EvaluationContext, FactReader } from './evaluate/fact-reader';
import { FactSheet, FactValue } from './facts';
import { measureSpec } from './measures';
import { Rule } from './model';
import { periodOf } from './payment-plan';
import { EndOfPayment, EndQuestion, ExitDue, PaymentPeriod, PaymentPlan, StartBasis, StartMonth, StartMonthQuestion, StartStop, StopRule, WorkedAgain } from './policy-set';
import { factsMissing } from './refusals';

/** The day on which somebody began to qualify: the last of the days that the rule names. */
const qualifyingDay = (names: readonly string[], reader: FactReader): Result<LocalDate> => {
  const days = names.map((name) => measureSpec(name)?.read(reader));
  const known = days.filter((day): day is string => typeof day === 'string');
  if (known.length === days.length && known.length > 0) return accept(known.reduce((a, b) => (a > b ? a : b)));
  return refuse(factsMissing(text('起算资格所需的日期', 'the days from which somebody qualifies'), reader.missing));
};

/** Days after one and up to another on which something is stated to have changed, latest first. */
const changesAfter = (facts: FactSheet, from: LocalDate, until: LocalDate): readonly LocalDate[] => {
  const days = facts.flatMap(({ validFrom, validTo, value }) => [validFrom, ...(validTo === null ? [] : [addDays(validTo, 1)]), ...(typeof value === 'string' && parseDate(value).ok ? [value] : [])]);
  return [...new Set(days)].filter((day) => day > from && day <= until).sort().reverse();
};

/**
 * Somebody may have reached the age while the conditions were not met: another child still lived, an employer paid, the
 * home was in another county. The right then begins when the last of that ended, or back pay would reach into years in
 * which nothing was due. "Not known" moves nothing.
 */
const beganAgain = (rule: Rule, context: EvaluationContext, from: LocalDate): LocalDate | null =>
  changesAfter(context.facts, from, context.on).find((day) => evaluatePredicate(rule.when, { ...context, on: addDays(day, -1) }).answer === 'no') ?? null;

export const startWords = {
  'birthday-year': text('从达到条件当年 1 月起', 'from January of the year of qualifying'),
  'birthday-month': text('从达到条件当月起', 'from the month of qualifying'),
  'confirmation-month': text('从确认当月起', 'from the month of confirmation'),
  'certificate-month': text('从领证当月起', 'from the month of the certificate'),
} as const;

/**
 * The first month paid. Where back pay is not allowed, a late application starts no earlier than its own
 * month; under `birthday-year` no earlier than January of the year in which it was made.
 */
const firstMonth = ({ rule, backPayAllowed, appliedOn, confirmedOn }: StartBasis, qualifiedOn: LocalDate): Pick<StartMonth, 'month' | 'backPaid' | 'reason'> => {
  const wholeYear = rule === 'birthday-year';
  const monthFor = (day: LocalDate): Month => (wholeYear ? `${yearOf(day)}-01` : monthOf(day));
  const own = rule === 'confirmation-month' ? monthOf(confirmedOn) : monthFor(qualifiedOn);
  const earliest = monthFor(appliedOn);
  const late = own < earliest;
  const month = late && !backPayAllowed ? earliest : own;
  const words = startWords[rule];
  const because = late
    ? backPayAllowed
      ? text('；逾期申请，允许补发', '; the application is late and back pay is allowed')
      : text('；逾期申请，不补发', '; the application is late and there is no back pay')
    : text('', '');
  return { month, backPaid: late && backPayAllowed, reason: text(`${words.zh}${because.zh}`, `${words.en}${because.en}`) };
};

export const startMonthOf = (rule: Rule, rules: StartStop, question: StartMonthQuestion, context: EvaluationContext, policyHash: string): Result<StartMonth> => {
  const parameters: Record<string, FactValue> = {};
  // What the days read is kept, so that they can be worked out again without the person.
  const noting = (name: string): FactValue | undefined => {
    const value = context.parameter(name);
    if (value !== undefined) parameters[name] = value;
    return value;
  };
  const reader = new FactReader({ ...context, parameter: noting });
  const day = qualifyingDay(rule.qualifiesFrom, reader);
  if (!day.ok) return day;
  const began = beganAgain(rule, reader.context, day.value);
  const { appliedOn, confirmedOn, areaCode } = question;
  const basis: StartBasis = {
    rule: rules.start, backPayAllowed: rules.backPay, appliedOn, confirmedOn, areaCode,
    ruleId: rule.id, ruleVersion: rule.version, qualifiesFrom: rule.qualifiesFrom, parameters, facts: began === null ? reader.read : context.facts, policyHash,
  };
  const qualifiedOn = began ?? day.value;
  return accept({ ...firstMonth(basis, qualifiedOn), qualifiedOn, basis });
};

export const executeStartAgain = ({ basis, ...kept }: StartMonth, rule: Rule | undefined): WorkedAgain => {
  const { parameters, facts, areaCode, confirmedOn, qualifiesFrom, ruleId, ruleVersion } = basis;
  if (rule === undefined || canonicalJson(rule.qualifiesFrom) !== canonicalJson(qualifiesFrom)) {
    return { same: false, expected: rule === undefined ? 'policy.rule-not-kept' : rule.qualifiesFrom.join(', '), actual: `${ruleId}@${ruleVersion}: ${qualifiesFrom.join(', ')}` };
  }
  const context: EvaluationContext = { facts, on: confirmedOn, areaCode, known: {}, parameter: (name) => parameters[name] };
  const day = qualifyingDay(qualifiesFrom, new FactReader(context));
  const qualifiedOn = day.ok ? (beganAgain(rule, context, day.value) ?? day.value) : '';
  const expected = day.ok ? canonicalJson({ ...firstMonth(basis, qualifiedOn), qualifiedOn }) : day.rejection.code;
  const actual = canonicalJson(kept);
  return { same: expected === actual, expected, actual };
};

/**
 * The last month paid. A right wrongly confirmed was never due. Who moved out is paid by the new place from the
 * next month, whatever the rule, so that there is one payer per month. "Alive on the payment date" pays the period
 * only to those who lived on its last day to pay, and then pays all of it.
 */
const lastMonth = (stopRule: StopRule, reason: string, happenedOn: LocalDate, period: PaymentPeriod | null): Month | null => {
  if (reason === 'wrongly-confirmed') return null;
  if (reason === 'moved-out') return monthOf(happenedOn);
  switch (stopRule) {
    case 'next-month':
      return monthOf(happenedOn);
    case 'year-end':
      return `${yearOf(happenedOn)}-12`;
    case 'alive-on-payment-date':
      if (period === null) return monthOf(happenedOn);
      return happenedOn > period.deadline ? period.to : addMonths(period.from, -1);
  }
};

export interface StopTerms {
  readonly stopRule: StopRule;
  readonly source: string;
  readonly plan: PaymentPlan | null;
  readonly policyHash: string;
}

export const endOfPayment = (reason: string, happenedOn: LocalDate, { stopRule, source, plan, policyHash }: StopTerms): EndOfPayment => {
  const period = stopRule === 'alive-on-payment-date' && plan !== null ? (periodOf(plan, monthOf(happenedOn)) ?? null) : null;
  return { lastMonth: lastMonth(stopRule, reason, happenedOn, period), stopRule, source, period, policyHash };
};

/** `now` is what the present policies say; they count only while they are the ones of that day. */
export const executeEndAgain = (end: EndOfPayment, { reason, happenedOn }: EndQuestion, now: Result<EndOfPayment>): WorkedAgain => {
  const fromKept = { ...end, lastMonth: lastMonth(end.stopRule, reason, happenedOn, end.period) };
  const again = now.ok && now.value.policyHash === end.policyHash ? now.value : fromKept;
  const [expected, actual] = [canonicalJson(again), canonicalJson(end)];
  return { same: expected === actual, expected, actual };
};

/** What has ended the right by the day asked, earliest first. */
export const exitsOf = (rule: Rule, context: EvaluationContext, endOf: (reason: string, happenedOn: LocalDate) => Result<EndOfPayment>): Result<readonly ExitDue[]> => {
  const due: ExitDue[] = [];
  for (const { reason, day } of rule.exits) {
    const happenedOn = measureSpec(day)?.read(new FactReader(context));
    if (typeof happenedOn !== 'string' || happenedOn > context.on) continue;
    const end = endOf(reason, happenedOn);
    if (!end.ok) return end;
    due.push({ reason, happenedOn, lastMonth: end.value.lastMonth });
  }
  return accept(due.sort((a, b) => (a.happenedOn < b.happenedOn ? -1 : 1)));
};
