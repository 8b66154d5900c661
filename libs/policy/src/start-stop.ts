import { LocalDate, Month, Result, accept, addMonths, monthOf, refuse, text, yearOf } from '@zhibu/kernel';
import { EvaluationContext, FactReader } from './evaluate/fact-reader';
import { measureSpec } from './measures';
import { Rule } from './model';
import { periodOf } from './payment-plan';
import { ExitDue, PaymentPlan, StartMonth, StartMonthQuestion, StartStop } from './policy-set';
import { factsMissing } from './refusals';

/** The day on which somebody began to qualify: the last of the days that the rule names. */
export const qualifyingDay = (rule: Rule, context: EvaluationContext): Result<LocalDate> => {
  const reader = new FactReader(context);
  const days = rule.qualifiesFrom.map((name) => measureSpec(name)?.read(reader));
  const known = days.filter((day): day is string => typeof day === 'string');
  if (known.length === days.length && known.length > 0) return accept(known.reduce((a, b) => (a > b ? a : b)));
  return refuse(factsMissing(text('起算资格所需的日期', 'the days from which somebody qualifies'), reader.missing));
};

const startWords = {
  'birthday-year': text('从达到条件当年 1 月起', 'from January of the year of qualifying'),
  'birthday-month': text('从达到条件当月起', 'from the month of qualifying'),
  'confirmation-month': text('从确认当月起', 'from the month of confirmation'),
  'certificate-month': text('从领证当月起', 'from the month of the certificate'),
} as const;

/**
 * The first month paid. Where back pay is not allowed, a late application starts no earlier than its own
 * month; under `birthday-year` no earlier than January of the year in which it was made.
 */
export const startMonthOf = (question: StartMonthQuestion, rules: StartStop, qualifiedOn: LocalDate): StartMonth => {
  const wholeYear = rules.start === 'birthday-year';
  const monthFor = (day: LocalDate): Month => (wholeYear ? `${yearOf(day)}-01` : monthOf(day));
  const own = rules.start === 'confirmation-month' ? monthOf(question.confirmedOn) : monthFor(qualifiedOn);
  const earliest = monthFor(question.appliedOn);
  const late = own < earliest;
  const month = late && !rules.backPay ? earliest : own;
  const words = startWords[rules.start];
  const because = late
    ? rules.backPay
      ? text('；逾期申请，允许补发', '; the application is late and back pay is allowed')
      : text('；逾期申请，不补发', '; the application is late and there is no back pay')
    : text('', '');
  return { month, qualifiedOn, backPaid: late && rules.backPay, reason: text(`${words.zh}${because.zh}`, `${words.en}${because.en}`) };
};

/**
 * The last month paid after something ends the right. "Alive on the payment date" pays the period only to
 * those who lived on its last day to pay, and then pays all of it.
 */
export const lastMonthOf = (rules: StartStop, happenedOn: LocalDate, plan: PaymentPlan | undefined): Month | null => {
  switch (rules.stop) {
    case 'next-month':
      return monthOf(happenedOn);
    case 'year-end':
      return `${yearOf(happenedOn)}-12`;
    case 'alive-on-payment-date': {
      const period = plan && periodOf(plan, monthOf(happenedOn));
      if (period === undefined) return monthOf(happenedOn);
      return happenedOn > period.deadline ? period.to : addMonths(period.from, -1);
    }
  }
};

/** What has ended the right by the day asked, earliest first. */
export const exitsOf = (rule: Rule, context: EvaluationContext, lastMonth: (happenedOn: LocalDate) => Result<Month | null>): Result<readonly ExitDue[]> => {
  const due: ExitDue[] = [];
  for (const { reason, day } of rule.exits) {
    const happenedOn = measureSpec(day)?.read(new FactReader(context));
    if (typeof happenedOn !== 'string' || happenedOn > context.on) continue;
    const last = lastMonth(happenedOn);
    if (!last.ok) return last;
    due.push({ reason, happenedOn, lastMonth: last.value });
  }
  return accept(due.sort((a, b) => (a.happenedOn < b.happenedOn ? -1 : 1)));
};
