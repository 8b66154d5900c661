import { formatYuan, text } from '@zhibu/kernel';
import type { CountAndAmount, Rate, SchemeRates } from '@zhibu/projections';
import { Output, Row, formatTable } from '../output';

const amountToJson = ({ numerator, denominator, percent }: Rate) => ({ numeratorFen: numerator, denominatorFen: denominator, percent });

const bothToJson = ({ count, amountFen }: CountAndAmount) => ({ count, amount: amountToJson(amountFen) });

/** Counts as plain integers, money in keys that end in `Fen`. */
export const ratesToJson = (rates: SchemeRates) => ({
  scheme: rates.scheme,
  coverage: rates.coverage,
  refusedDespiteYes: rates.refusedDespiteYes,
  decisionAccuracy: rates.decisionAccuracy,
  disbursementAccuracy: bothToJson(rates.disbursementAccuracy),
  timelyDisbursement: bothToJson(rates.timelyDisbursement),
  creditSuccess: bothToJson(rates.creditSuccess),
  returned: bothToJson(rates.returned),
  fundsInPlace:
    rates.fundsInPlace === null
      ? null
      : { total: amountToJson(rates.fundsInPlace.total), byLevel: Object.fromEntries(Object.entries(rates.fundsInPlace.byLevel).map(([level, rate]) => [level, amountToJson(rate)])) },
});

export const ratesText = (all: readonly SchemeRates[], output: Output): string => {
  const say = (zh: string, en: string): string => output.say(text(zh, en));
  const counted = (label: string, { numerator, denominator, percent }: Rate): Row => [label, percent, `${numerator}`, `${denominator}`];
  const paid = (label: string, { numerator, denominator, percent }: Rate): Row => [label, percent, formatYuan(numerator), formatYuan(denominator)];
  const both = (label: string, rate: CountAndAmount): Row[] => [counted(`${label} ${say('人（笔）数', 'count')}`, rate.count), paid(`${label} ${say('金额', 'yuan')}`, rate.amountFen)];
  const rowsOf = (rates: SchemeRates): Row[] => [
    counted(say('覆盖率', 'coverage'), rates.coverage),
    counted(say('资格确认准确率', 'decision accuracy'), rates.decisionAccuracy),
    ...both(say('兑现准确率', 'disbursement accuracy'), rates.disbursementAccuracy),
    ...(rates.fundsInPlace === null
      ? []
      : [
          paid(say('资金到位率', 'funds in place'), rates.fundsInPlace.total),
          ...Object.entries(rates.fundsInPlace.byLevel).filter(([, rate]) => rate.denominator > 0 || rate.numerator > 0).map(([level, rate]) => paid(`  ${level}`, rate)),
        ]),
    ...both(say('及时发放率', 'timely disbursement'), rates.timelyDisbursement),
    ...both(say('打卡成功率', 'credit success'), rates.creditSuccess),
    ...both(say('退票率', 'returned'), rates.returned),
  ];
  if (all.length === 0) return say('该年度、地区没有数据', 'There are no figures for that year and area');
  const header = [say('率', 'rate'), '%', say('分子', 'numerator'), say('分母', 'denominator')];
  return all.map((rates) => `${rates.scheme}\n${formatTable(header, rowsOf(rates))}`).join('\n\n');
};
