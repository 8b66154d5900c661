import { isWorkingDay, parseDate, text, yearOf } from '@zhibu/kernel';
import { parametersOf } from '../evaluate/apply-rule';
import { CalendarYear, ParameterRow, PaymentPlanRow, PolicyModel } from '../model';
import { parameterSpec } from '../parameters';
import { monthsPerPeriod } from '../payment-plan';
import { PolicyIndex } from '../policy-index';
import { ProblemList } from './source-file';

/** Values of the right kind: parameters, deadlines, and the days of the calendar. */
export const checkValues = (model: PolicyModel, problems: ProblemList, complete: boolean): void => {
  for (const row of model.parameters) checkParameter(row, problems);
  for (const plan of model.plans) checkPlan(plan, problems);
  for (const year of model.calendar) checkCalendar(year, problems);
  if (complete) checkParametersSet(model, problems);
};

const checkParameter = (row: ParameterRow, problems: ProblemList): void => {
  const spec = parameterSpec(row.name);
  if (!spec) {
    problems.add(row.at, 'policy.parameter.unknown', text(`没有参数“${row.name}”`, `there is no parameter "${row.name}"`));
    return;
  }
  const { value } = row;
  const fits = {
    integer: Number.isInteger(value),
    boolean: typeof value === 'boolean',
    date: typeof value === 'string' && parseDate(value).ok,
    choice: spec.choices?.some((choice) => choice === value) === true,
  }[spec.type];
  const wanted = spec.choices?.join(', ') ?? spec.type;
  if (!fits) problems.add(row.at, 'policy.parameter.wrong-value', text(`参数 ${row.name} 应为 ${wanted}，实际为 ${JSON.stringify(value)}`, `expected parameter ${row.name} to be ${wanted}, found ${JSON.stringify(value)}`));
};

const checkPlan = (plan: PaymentPlanRow, problems: ProblemList): void => {
  const wanted = plan.schedule === 'monthly' ? 1 : 12 / monthsPerPeriod[plan.schedule];
  if (plan.deadlines.length !== wanted) {
    problems.add(plan.at, 'policy.plan.deadlines', text(`${plan.schedule} 应有 ${wanted} 个期限，实际 ${plan.deadlines.length} 个`, `expected ${wanted} deadlines for ${plan.schedule}, found ${plan.deadlines.length}`));
  }
  for (const deadline of plan.deadlines) {
    // 2016 is a leap year, so 02-29 is a possible deadline; a common year takes 02-28.
    const fits = plan.schedule === 'monthly' ? deadline === 'last' || parseDate(`2016-01-${deadline}`).ok : parseDate(`2016-${deadline}`).ok;
    if (!fits) problems.add(plan.at, 'policy.plan.deadlines', text(`不是正确的期限：${deadline}`, `this is not a deadline of the plan: ${deadline}`));
  }
};

const checkCalendar = (year: CalendarYear, problems: ProblemList): void => {
  const note = (zh: string, en: string): void => problems.add(year.at, 'policy.calendar.wrong-day', text(zh, en));
  const holidays = new Set(year.holidays);
  const weekend = { holidays: new Set<string>(), makeUpDays: new Set<string>(), covers: () => true };
  for (const day of [...year.holidays, ...year.makeUpDays]) {
    if (yearOf(day) !== year.year) note(`${day} 不在 ${year.year} 年`, `${day} is not in ${year.year}`);
  }
  for (const day of year.makeUpDays) {
    if (holidays.has(day)) note(`${day} 既是假日又是调休上班日`, `${day} is both a holiday and a make-up day`);
    if (isWorkingDay(weekend, day)) note(`${day} 不是周末，不能是调休上班日`, `${day} is not a weekend day, so it cannot be a make-up day`);
  }
};

/** A rule may read only parameters that have a value where and when it begins. */
const checkParametersSet = (model: PolicyModel, problems: ProblemList): void => {
  const index = new PolicyIndex(model);
  for (const rule of model.rules) {
    const names = [...parametersOf(rule), 'start-rule', 'stop-rule'];
    for (const name of names.filter((one) => !index.parameterFor(one, rule, rule.from))) {
      problems.add(rule.at, 'policy.parameter.not-set', text(`规则 ${rule.id} 用到的参数 ${name} 在 ${rule.from} 没有取值`, `parameter ${name}, read by rule ${rule.id}, has no value on ${rule.from}`));
    }
  }
};
