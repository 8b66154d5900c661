import { Text, formatYuan, text } from '@zhibu/kernel';
import { expectedText } from '../evaluate/compare';
import { FactValue } from '../facts';
import { measureSpec } from '../measures';
import { FundingRow, PaymentPlanRow, Predicate, RateRow } from '../model';
import { parameterSpec } from '../parameters';
import { FundingLevel } from '../schemes';
import { startWords } from '../start-stop';
import { factSpec, valueText } from '../vocabulary';

type Test = Extract<Predicate, { kind: 'test' }>;

/** The value of a parameter in the version that is told; undefined where the area sets none. */
export type ParameterValue = (name: string) => FactValue | undefined;

/** A condition as people read it; `detail` says what is compared with what. */
export interface ConditionWords {
  readonly id: string;
  readonly text: Text;
  readonly kind: Predicate['kind'];
  readonly detail: Text | null;
  readonly parts: readonly ConditionWords[];
}

const levelWords: Readonly<Record<FundingLevel, Text>> = { central: text('中央', 'central'), province: text('省级', 'province'), city: text('市级', 'city'), county: text('县级', 'county') };
const regionWords: Readonly<Record<string, Text>> = { west: text('西部', 'west'), centre: text('中部', 'centre'), east: text('东部', 'east') };

const parameterValues: Readonly<Record<string, Text>> = {
  ...startWords,
  'next-month': text('从次月起停发', 'ends with the month after'),
  'year-end': text('发至当年 12 月', 'paid to December of the year'),
  'alive-on-payment-date': text('发放日健在的发放该期', 'a period is paid to whoever lives on its last day to pay'),
  'february-28': text('2 月 28 日', '28 February'),
  'march-1': text('3 月 1 日', '1 March'),
  excluded: text('不列入财政发放名单', 'left off the list of public finance'),
  included: text('列入财政发放名单', 'on the list of public finance'),
};

/** A value that an area sets, as a reader says it. */
export const parameterValueText = (name: string, value: FactValue): Text =>
  (parameterSpec(name)?.type === 'choice' ? parameterValues[String(value)] : undefined) ?? (parameterSpec(name)?.type === 'integer' ? text(`${String(value)} 周岁`, `${String(value)} years`) : valueText(value));

const operandText = ({ operand }: Test): Text => {
  if (operand.kind === 'measure') return measureSpec(operand.measure)?.text ?? text(operand.measure, operand.measure);
  if (operand.kind === 'parameter') return parameterSpec(operand.parameter)?.text ?? text(operand.parameter, operand.parameter);
  const fact = factSpec(operand.fact)?.text ?? text(operand.fact, operand.fact);
  return operand.of === 'spouse' ? text(`配偶：${fact.zh}`, `Spouse: ${fact.en}`) : fact;
};

/** Of a limit that the area sets, both its name and what it is here. */
const againstText = (test: Test, valueOf: ParameterValue): Text => {
  const { against, operand } = test;
  const spec = operand.kind === 'fact' ? factSpec(operand.fact) : operand.kind === 'parameter' ? { choices: parameterValues } : undefined;
  if (typeof against !== 'object') return expectedText(test.operator, [against], spec);
  if (!('parameter' in against)) return expectedText(test.operator, against, spec);
  const value = valueOf(against.parameter);
  const limit = expectedText(test.operator, [value ?? '?'], spec);
  const name = parameterSpec(against.parameter)?.text ?? text(against.parameter, against.parameter);
  return value === undefined ? text(`${limit.zh}（本地区未定：${name.zh}）`, `${limit.en} (not set for this area: ${name.en})`) : limit;
};

export const conditionWords = (predicate: Predicate, valueOf: ParameterValue): ConditionWords => {
  const own = { id: predicate.id, text: predicate.text, kind: predicate.kind };
  if (predicate.kind === 'test') {
    const [what, expected] = [operandText(predicate), againstText(predicate, valueOf)];
    return { ...own, detail: text(`${what.zh}${expected.zh}`, `${what.en}: ${expected.en}`), parts: [] };
  }
  return { ...own, detail: null, parts: (predicate.kind === 'not' ? [predicate.part] : predicate.parts).map((part) => conditionWords(part, valueOf)) };
};

const perWords = { month: text('每月', 'a month'), year: text('每年', 'a year') } as const;
const unitWords = { person: text('每人', 'a person'), couple: text('每对夫妻', 'a couple'), child: text('每个子女', 'a child') } as const;

const valueWords = ({ value }: RateRow): Text => {
  if (value.kind === 'fixed') return text(`${formatYuan(value.fen)} 元`, `${formatYuan(value.fen)} yuan`);
  if (value.kind === 'by-residence') return text(`城镇 ${formatYuan(value.urbanFen)} 元、农村 ${formatYuan(value.ruralFen)} 元`, `urban ${formatYuan(value.urbanFen)} yuan, rural ${formatYuan(value.ruralFen)} yuan`);
  const of = factSpec(value.fact)?.text ?? text(value.fact, value.fact);
  return text(`${of.zh}的 ${value.percent}%`, `${value.percent} % of: ${of.en}`);
};

export const rateWords = (rate: RateRow): Text => {
  const [amount, per, unit] = [valueWords(rate), perWords[rate.per], unitWords[rate.unit]];
  const full = rate.oneSided === 'full' && rate.unit !== 'person';
  return text(`${unit.zh}${per.zh} ${amount.zh}${full ? '（单方领证发全额）' : ''}`, `${amount.en} ${unit.en} ${per.en}${full ? ' (a single holder gets all of it)' : ''}`);
};

export const fundingWords = ({ split }: FundingRow): Text => {
  if (split.kind === 'shares') return text(split.shares.map(({ level, percent }) => `${levelWords[level].zh} ${percent}%`).join('，'), split.shares.map(({ level, percent }) => `${levelWords[level].en} ${percent} %`).join(', '));
  const parts = Object.entries(split.central).map(([mark, percent]) => (split.kind === 'by-tier' ? text(`第${mark}档 ${percent}%`, `tier ${mark} ${percent} %`) : text(`${regionWords[mark]?.zh ?? mark} ${percent}%`, `${regionWords[mark]?.en ?? mark} ${percent} %`)));
  const rest = levelWords[split.rest];
  return text(`中央按省份分担：${parts.map(({ zh }) => zh).join('，')}；其余${rest.zh}`, `central by province: ${parts.map(({ en }) => en).join(', ')}; the rest ${rest.en}`);
};

const scheduleWords = { yearly: text('每年发放', 'paid once a year'), 'half-yearly': text('每半年发放', 'paid each half-year'), quarterly: text('每季度发放', 'paid each quarter'), monthly: text('每月发放', 'paid each month') } as const;

const monthNames = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const;

const deadlineWords = (deadline: string): Text => {
  if (deadline === 'last') return text('月末', 'the end of the month');
  return /^\d\d-\d\d$/.test(deadline) ? text(`${Number(deadline.slice(0, 2))} 月 ${Number(deadline.slice(3))} 日`, `${Number(deadline.slice(3))} ${monthNames[Number(deadline.slice(0, 2)) - 1] ?? deadline}`) : text(`当月 ${Number(deadline)} 日`, `day ${Number(deadline)} of the month`);
};

export const planWords = ({ schedule, deadlines }: PaymentPlanRow): Text => {
  const days = deadlines.map(deadlineWords);
  return text(`${scheduleWords[schedule].zh}，${days.map(({ zh }) => zh).join('、')}前到账`, `${scheduleWords[schedule].en}, credited by ${days.map(({ en }) => en).join(', ')}`);
};
