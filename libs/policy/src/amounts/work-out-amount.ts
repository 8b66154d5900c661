import { Month, Result, Text, accept, firstDay, monthsFromTo, refuse, sumFen, text } from '@zhibu/kernel';
import { AmountStatement, MonthAmount } from '../amount';
import { evaluatePredicate } from '../evaluate/evaluate-predicate';
import { EvaluationContext } from '../evaluate/fact-reader';
import { Layer } from '../model';
import { PolicyIndex } from '../policy-index';
import { AmountQuestion } from '../policy-set';
import { noRate } from '../refusals';
import { LayerAmount, componentsOf } from './components';
import { fundersOn } from './funding-shares';
import { LeftOut, leftOutText } from './left-out';
import { monthValue, rateOn } from './rate-of-month';

export type MonthContext = (month: Month) => EvaluationContext;

/**
 * Adds up the eligible months at the rate in force on the first day of each (so a raise within a year
 * pays both rates in that year), layer by layer from the nation down. Amounts in integer fen.
 */
export const workOutAmount = (index: PolicyIndex, question: AmountQuestion, ratesHash: string, contextOf: MonthContext): Result<AmountStatement> => {
  const layers = index.layersFor(question.scheme, question.areaCode);
  const amounts: LayerAmount[] = [];
  const months: MonthAmount[] = [];
  const leftOut: LeftOut[] = [];
  for (const month of monthsFromTo(question.from, question.to)) {
    const paid = amountsOfMonth(index, question, layers, month, contextOf(month), leftOut);
    if (!paid.ok) return paid;
    amounts.push(...paid.value);
    const shown = paid.value.map(({ layerId, amountFen, source }) => ({ layerId, amountFen, source }));
    months.push({ month, totalFen: sumFen(shown.map((layer) => layer.amountFen)), layers: shown });
  }
  const components = componentsOf(amounts);
  if (!components.ok) return components;
  const { scheme, branch, areaCode, from, to } = question;
  return accept({
    scheme,
    branch,
    areaCode,
    from,
    to,
    totalFen: sumFen(months.map((month) => month.totalFen)),
    months,
    components: components.value,
    notIncluded: leftOutText(leftOut),
    ratesHash,
  });
};

type Condition = { readonly met: true } | { readonly met: false; readonly answer: 'no' | 'unknown'; readonly reason: Text };

const conditionOf = (layer: Layer, context: EvaluationContext): Condition => {
  if (layer.when === null) return { met: true };
  const trace = evaluatePredicate(layer.when, context);
  if (trace.answer === 'yes') return { met: true };
  const missing = trace.missing.join('; ');
  return trace.answer === 'no'
    ? { met: false, answer: 'no', reason: text(`条件不成立：${layer.when.text.zh}`, `condition not met: ${layer.when.text.en}`) }
    : { met: false, answer: 'unknown', reason: text(`条件未知，缺少：${missing}`, `condition not known, missing: ${missing}`) };
};

/** Why a layer gives way. While it is not known whether another takes its place, it is not known to be due. */
const replacements = (rated: readonly { readonly layer: Layer; readonly condition: Condition }[]): ReadonlyMap<string, Text> => {
  const reasons = new Map<string, Text>();
  for (const { layer, condition } of rated) {
    if (!condition.met && condition.answer === 'no') continue;
    const { zh, en } = layer.title;
    const reason = condition.met
      ? text(`由“${zh}”代替`, `replaced by "${en}"`)
      : text(`不知是否由“${zh}”代替：${condition.reason.zh}`, `not known whether "${en}" takes its place: ${condition.reason.en}`);
    for (const id of layer.replaces) reasons.set(id, reason);
  }
  return reasons;
};

const amountsOfMonth = (
  index: PolicyIndex,
  question: AmountQuestion,
  layers: readonly Layer[],
  month: Month,
  context: EvaluationContext,
  leftOut: LeftOut[],
): Result<readonly LayerAmount[]> => {
  const on = firstDay(month);
  const rated = layers.flatMap((layer) => {
    const rate = rateOn(layer, question.branch, on);
    return rate === undefined ? [] : [{ layer, rate, condition: conditionOf(layer, context) }];
  });
  if (rated.length === 0) return refuse(noRate(question, month));
  const replaced = replacements(rated);
  const paid: LayerAmount[] = [];
  for (const { layer, rate, condition } of rated) {
    const leave = (reason: Text): number => leftOut.push({ layerId: layer.id, month, reason });
    const replacement = replaced.get(layer.id);
    if (!condition.met) leave(condition.reason);
    else if (replacement) leave(replacement);
    else {
      const value = monthValue(rate, month, context);
      if (!value.ok) return value;
      if (value.value === undefined) leave(text('标准所依据的事实未知', 'the fact that the rate depends on is not known'));
      else {
        const below = sumFen(paid.map((one) => one.amountFen));
        const amountFen = layer.basis === 'raises-to' ? Math.max(0, value.value - below) : value.value;
        const rateKey = `${rate.from}/${rate.branch ?? ''}/${rate.per === 'year' ? '' : amountFen}`;
        paid.push({ layerId: layer.id, title: layer.title, month, amountFen, source: rate.source, rateKey, funders: fundersOn(index, layer, question.areaCode, on) });
      }
    }
  }
  return accept(paid);
};
