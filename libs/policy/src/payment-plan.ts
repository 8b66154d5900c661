import { LocalDate, Month, addMonths, lastDay } from '@zhibu/kernel';
import { PaymentPlanRow } from './model';
import { PaymentPeriod, PaymentPlan } from './policy-set';

export const monthsPerPeriod: Readonly<Record<PaymentPlanRow['schedule'], number>> = { yearly: 12, 'half-yearly': 6, quarterly: 3, monthly: 1 };

const idOf = (schedule: PaymentPlanRow['schedule'], year: number, index: number, from: Month): string => {
  switch (schedule) {
    case 'yearly':
      return String(year);
    case 'half-yearly':
      return `${year}-H${index + 1}`;
    case 'quarterly':
      return `${year}-Q${index + 1}`;
    case 'monthly':
      return from;
  }
};

/** A day of the plan; a day that the month does not have is its last one. */
const deadlineOf = (row: PaymentPlanRow, year: number, index: number, to: Month): LocalDate => {
  if (row.schedule !== 'monthly') {
    const monthDay = row.deadlines[index] ?? row.deadlines.at(-1) ?? '12-31';
    const day = `${year}-${monthDay}`;
    const last = lastDay(day.slice(0, 7));
    return day < last ? day : last;
  }
  const day = row.deadlines[0] ?? 'last';
  const last = lastDay(to);
  return day === 'last' || `${to}-${day}` > last ? last : `${to}-${day}`;
};

/** The periods of one year under one plan, each with its last day to pay. */
export const paymentPlanOf = (row: PaymentPlanRow, year: number): PaymentPlan => {
  const step = monthsPerPeriod[row.schedule];
  const periods = Array.from({ length: 12 / step }, (_, index): PaymentPeriod => {
    const from = addMonths(`${year}-01`, index * step);
    const to = addMonths(from, step - 1);
    return { id: idOf(row.schedule, year, index, from), from, to, deadline: deadlineOf(row, year, index, to) };
  });
  const { source, confidence, note } = row;
  return { schedule: row.schedule, source, confidence, ...(note ? { note } : {}), periods };
};

export const periodOf = (plan: PaymentPlan, month: Month): PaymentPeriod | undefined =>
  plan.periods.find((period) => period.from <= month && month <= period.to);
