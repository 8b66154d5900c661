import { Language, Text, formatYuan, text } from '@zhibu/kernel';
import type { components } from '../../generated/openapi';
import { yuanOf } from '../../shared/money';

type Schemas = components['schemas'];
export type Rate = Schemas['RateView'];
export type SchemeRates = Schemas['SchemeRatesView'];
export type Figure = 'coverage' | 'refused-despite-yes' | 'decision-accuracy' | 'people-paid' | 'amount-paid' | 'timely' | 'credit-success' | 'returned';

/** One rate as the service gives it, and where the people behind it are listed. */
export interface Measure {
  readonly id: string;
  readonly title: Text;
  readonly unit: 'people' | 'payments' | 'instructions' | 'fen';
  /** Null where it is not kept. */
  readonly of: (rates: SchemeRates) => Rate | null;
  /** Null: behind it are receipts and lists, not people. */
  readonly figure: Figure | null;
  /** In the chart until the reader chooses others. */
  readonly isFirst: boolean;
}

export const measures: readonly Measure[] = [
  { id: 'coverage', title: text('覆盖率', 'Coverage'), unit: 'people', of: ({ coverage }) => coverage, figure: 'coverage', isFirst: true },
  { id: 'accuracy', title: text('资格确认准确率', 'Decision accuracy'), unit: 'people', of: ({ decisionAccuracy }) => decisionAccuracy, figure: 'decision-accuracy', isFirst: true },
  { id: 'people-paid', title: text('兑现准确率（人）', 'Paid right, by people'), unit: 'people', of: ({ disbursementAccuracy }) => disbursementAccuracy.count, figure: 'people-paid', isFirst: true },
  { id: 'amount-paid', title: text('兑现准确率（金额）', 'Paid right, by amount'), unit: 'fen', of: ({ disbursementAccuracy }) => disbursementAccuracy.amountFen, figure: 'amount-paid', isFirst: false },
  { id: 'funds', title: text('资金到位率', 'Funds in place'), unit: 'fen', of: ({ fundsInPlace }) => fundsInPlace?.total ?? null, figure: null, isFirst: true },
  { id: 'timely', title: text('及时发放率（笔）', 'Paid in time, by payments'), unit: 'payments', of: ({ timelyDisbursement }) => timelyDisbursement.count, figure: 'timely', isFirst: false },
  { id: 'timely-amount', title: text('及时发放率（金额）', 'Paid in time, by amount'), unit: 'fen', of: ({ timelyDisbursement }) => timelyDisbursement.amountFen, figure: 'timely', isFirst: true },
  { id: 'credit', title: text('打卡成功率', 'Credit success'), unit: 'instructions', of: ({ creditSuccess }) => creditSuccess.count, figure: 'credit-success', isFirst: false },
  { id: 'returned', title: text('退回率', 'Return rate'), unit: 'instructions', of: ({ returned }) => returned.count, figure: 'returned', isFirst: false },
];

/** Not a rate of its own, and shown beside the coverage: nobody should raise it by refusing people unseen. */
export const refusedTitle = text('核查符合而未予确认', 'Refused although the check said yes');

const percent = /^(\d+(?:\.\d+)?)%$/;

/** Where the point stands in a chart; the words that are shown stay those of the service. */
export const heightOf = (rate: Rate | null): number | null => {
  const found = rate === null ? null : percent.exec(rate.percent);
  return found?.[1] === undefined ? null : Number(found[1]);
};

export const saidOf = (rate: Rate | null): string => (rate !== null && percent.test(rate.percent) ? rate.percent : '—');

/** A numerator or denominator in the unit of its rate, in a sentence. */
export const amountInWords = ({ unit }: Measure, value: number, language: Language): string =>
  unit === 'fen' ? yuanOf(value, language) : new Intl.NumberFormat(language === 'zh' ? 'zh-CN' : 'en').format(value);

/** The same in a file, to the last digit and without anything between the digits. */
export const amountInFile = ({ unit }: Measure, value: number): string => (unit === 'fen' ? formatYuan(value) : String(value));

/** Percent, numerator and denominator for a file; empty where the rate is not kept. */
export const cellsInFile = (measure: Measure, rate: Rate | null): readonly string[] =>
  [saidOf(rate), ...(rate === null ? ['', ''] : [amountInFile(measure, rate.numerator), amountInFile(measure, rate.denominator)])];
