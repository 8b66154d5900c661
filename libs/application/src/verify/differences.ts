import { Fen, Text, formatYuan, text } from '@zhibu/kernel';
import { Answer, DueComponent, FundingLevel, PolicySet, PredicateTrace, RuleDecision } from '@zhibu/policy';
import { Executed } from './executed';
import { ExecutionDifference } from './execution';

type Differs = Extract<Executed, { readonly what: Text }>;

/** What exactly is not the same, each thing by itself and in words. */
export const differencesOf = (policies: PolicySet, executed: Differs): readonly ExecutionDifference[] => {
  const { kind, event, expected, actual } = executed;
  switch (kind) {
    case 'eligibility':
    case 'carry-over':
    case 'reverification':
      return 'decision' in event.data && event.data.decision !== null ? ofRule(policies, event.data.decision) : [];
    case 'grant':
    case 'exit':
      return [{ item: kind === 'grant' ? text('起发月份', 'First month paid') : text('停发月份', 'Last month paid'), stored: plain(actual), again: plain(expected) }];
    default:
      return ofFields(executed, fieldsIn(actual), fieldsIn(expected));
  }
};

const plain = (words: string): Text => text(words.replaceAll('"', ''), words.replaceAll('"', ''));

const answers: Readonly<Record<Answer, Text>> = { yes: text('符合', 'met'), no: text('不符合', 'not met'), unknown: text('情况不明', 'not known') };

const tests = (trace: PredicateTrace): readonly PredicateTrace[] => (trace.parts.length === 0 ? [trace] : trace.parts.flatMap(tests));

const tested = (trace: PredicateTrace | undefined): Text =>
  trace === undefined ? text('没有此项', 'not there') : text(`${answers[trace.answer].zh}；应为${trace.expected.zh}，实为${trace.actual.zh}`, `${answers[trace.answer].en}; expected ${trace.expected.en}, found ${trace.actual.en}`);

const ofRule = (policies: PolicySet, stored: RuleDecision): readonly ExecutionDifference[] => {
  const again = policies.executeAgain(stored).decision;
  if (again === null) return [];
  const [before, after] = [tests(stored.trace), tests(again.trace)];
  const ids = [...new Set([...before, ...after].map(({ id }) => id))];
  const answered = stored.answer === again.answer ? [] : [{ item: text('结论', 'Answer'), stored: answers[stored.answer], again: answers[again.answer] }];
  return [...answered, ...ids.flatMap((id) => {
    const [was, is] = [before.find((each) => each.id === id), after.find((each) => each.id === id)];
    const [first, second] = [tested(was), tested(is)];
    return first.zh === second.zh ? [] : [{ item: (was ?? is)?.text ?? text(id, id), stored: first, again: second }];
  })];
};

type Fields = Readonly<Record<string, unknown>>;

/** Both sides were written down as JSON; anything else stands for itself. */
const fieldsIn = (json: string): Fields | null => {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
  } catch {
    return null;
  }
};

const names: Readonly<Record<string, Text>> = {
  amountFen: text('金额', 'Amount'), higherAmountFen: text('较高一项的金额', 'Amount of the higher scheme'), lower: text('是否较低一项', 'Whether it is the lower one'), totalFen: text('合计', 'Total'),
  lines: text('行数', 'Lines'), hash: text('校验值', 'Hash'), listHash: text('名单校验值', 'Hash of the list'), complete: text('审批是否已齐', 'Whether the approvals are complete'),
};

const yuan = (fen: unknown): Text => (typeof fen === 'number' ? text(`${formatYuan(fen)} 元`, `${formatYuan(fen)} yuan`) : text('无', 'none'));

const valueOf = (name: string, value: unknown): Text => {
  if (name.endsWith('Fen')) return yuan(value);
  if (typeof value === 'boolean') return value ? text('是', 'yes') : text('否', 'no');
  const words = typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value ?? null);
  return text(words, words);
};

const ofFields = ({ what, expected, actual }: Differs, stored: Fields | null, again: Fields | null): readonly ExecutionDifference[] => {
  if (stored === null || again === null) return [{ item: what, stored: plain(actual), again: plain(expected) }];
  return [...new Set([...Object.keys(stored), ...Object.keys(again)])].flatMap((name) => {
    if (JSON.stringify(stored[name]) === JSON.stringify(again[name])) return [];
    if (name === 'months') return ofMonths(stored[name], again[name]);
    if (name === 'components') return ofLayers(stored[name], again[name]);
    return [{ item: names[name] ?? text(name, name), stored: valueOf(name, stored[name]), again: valueOf(name, again[name]) }];
  });
};

const ofMonths = (stored: unknown, again: unknown): readonly ExecutionDifference[] => {
  const [was, is] = [amountsIn(stored), amountsIn(again)];
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((month) => (was.get(month) === is.get(month) ? [] : [{ item: text(month, month), stored: yuan(was.get(month)), again: yuan(is.get(month)) }]));
};

const amountsIn = (months: unknown): ReadonlyMap<string, Fen> =>
  new Map((Array.isArray(months) ? (months as readonly { readonly month: string; readonly amountFen: Fen }[]) : []).map(({ month, amountFen }) => [month, amountFen]));

const levels: Readonly<Record<FundingLevel, Text>> = { central: text('中央', 'central'), province: text('省级', 'province'), city: text('市级', 'city'), county: text('县级', 'county') };

/** Of one layer what it pays, for which months, by which document and from whose money. */
const layerOf = (layer: DueComponent | undefined): Text => {
  if (layer === undefined) return text('无', 'none');
  const { amountFen, fromMonth, toMonth, source, funders } = layer;
  const parts = (language: 'zh' | 'en'): string => funders.map((funder) => `${levels[funder.level][language]} ${formatYuan(funder.amountFen)}`).join(language === 'zh' ? '，' : ', ');
  return text(`${formatYuan(amountFen)} 元，${fromMonth} 至 ${toMonth}，${source}（${parts('zh')}）`, `${formatYuan(amountFen)} yuan, ${fromMonth} to ${toMonth}, ${source} (${parts('en')})`);
};

const layersIn = (components: unknown): ReadonlyMap<string, DueComponent> =>
  new Map((Array.isArray(components) ? (components as readonly DueComponent[]) : []).map((layer) => [`${layer.layerId} ${layer.fromMonth}`, layer]));

const ofLayers = (stored: unknown, again: unknown): readonly ExecutionDifference[] => {
  const [was, is] = [layersIn(stored), layersIn(again)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key) => {
    const [before, after] = [was.get(key), is.get(key)];
    const [first, second] = [layerOf(before), layerOf(after)];
    const { title } = before ?? after ?? { title: text(key, key) };
    return first.zh === second.zh ? [] : [{ item: text(`金额构成：${title.zh}`, `Component: ${title.en}`), stored: first, again: second }];
  });
};
