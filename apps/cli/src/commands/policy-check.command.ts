import { Rejection, parseDate, text } from '@zhibu/kernel';
import type { EvaluatedAll, PredicateTrace, RuleDecision } from '@zhibu/policy';
import { CliCommand, stringValue } from '../cli-command';
import { exitCodes } from '../exit-codes';
import type { Output } from '../output';
import { loadPoliciesFromDisk, policiesOption } from '../policy/load-from-disk';
import { readFactsFile } from '../policy/read-facts-file';

const marks = { yes: { zh: '是', en: 'yes' }, no: { zh: '否', en: 'no' }, unknown: { zh: '未知', en: 'unknown' } } as const;

export const policyCheck: CliCommand = {
  words: ['policy', 'check'],
  text: text('检查一名申请人符合哪些项目，并说明原因', 'Check which schemes an applicant qualifies for, and why'),
  options: [
    { name: 'facts', value: 'FILE', text: text('事实文件（格式见 policy facts）', 'facts file (see policy facts)'), required: true },
    { name: 'area', value: 'CODE', text: text('地区代码，全国为 000000', 'area code, 000000 for the nation'), required: true },
    { name: 'on', value: 'DATE', text: text('按哪一天检查，如 2016-03-31', 'the day to check for, such as 2016-03-31'), required: true },
    policiesOption,
  ],
  run: async (context) => {
    const { values, output } = context;
    const policies = await loadPoliciesFromDisk(context);
    if (policies === null) return exitCodes.environment;
    const on = parseDate(stringValue(values, 'on') ?? '');
    const area = policies.areas.lookup(stringValue(values, 'area') ?? '');
    const wrong = [named(on, 'on'), named(area, 'area')].filter((one) => one !== null);
    if (wrong.length > 0) output.problems(wrong);
    const facts = await readFactsFile(stringValue(values, 'facts') ?? '', output);
    if (!on.ok || !area.ok || facts === null) return exitCodes.badInput;
    const result = policies.evaluateAll({ areaCode: area.value.code, on: on.value, facts });
    if (!result.ok) {
      output.rejection(result.rejection);
      return exitCodes.refused;
    }
    const areaName = policies.areas.name(area.value.code);
    output.result({ areaCode: area.value.code, areaName, on: on.value, ...toJson(result.value) }, () => toText(result.value, output));
    return exitCodes.ok;
  },
};

const named = (result: { readonly ok: true } | { readonly ok: false; readonly rejection: Rejection }, field: string): Rejection | null =>
  result.ok ? null : { ...result.rejection, field };

/** The facts themselves are the caller's own file; they are not repeated for each scheme. */
const toJson = ({ decisions, exclusions }: EvaluatedAll) => ({
  qualifies: decisions.filter((one) => one.answer === 'yes').map(({ scheme, branch }) => ({ scheme, branch })),
  decisions: decisions.map(({ scheme, branch, answer, rule, trace }) => ({ scheme, branch, answer, missing: trace.missing, rule, trace })),
  exclusions,
});

const lines = (trace: PredicateTrace, output: Output, depth: number): string[] => {
  const expected = output.language === 'zh' ? `应${output.say(trace.expected)}，实际 ${output.say(trace.actual)}` : `expected ${output.say(trace.expected)}, found ${output.say(trace.actual)}`;
  const own = `${'  '.repeat(depth)}[${marks[trace.answer][output.language]}] ${output.say(trace.text)}: ${expected}`;
  return [own, ...sources(trace, output, depth + 1), ...trace.parts.flatMap((part) => lines(part, output, depth + 1))];
};

const owners = { self: text('本人', 'self'), spouse: text('配偶', 'spouse') } as const;

/** The facts that one test read, and where each comes from. */
const sources = ({ factsRead }: PredicateTrace, output: Output, depth: number): string[] =>
  factsRead.map(({ of, fact, value, source }) => {
    const owner = of === 'self' || of === 'spouse' ? output.say(owners[of]) : of;
    return `${'  '.repeat(depth)}${output.say(text('依据', 'by'))} ${owner} ${fact} = ${String(value)} (${source.reference})`;
  });

const toText = ({ decisions, exclusions }: EvaluatedAll, output: Output): string => {
  const decision = (one: RuleDecision): string[] => [
    `${one.scheme}${one.branch ? ` / ${one.branch}` : ''}: ${marks[one.answer][output.language]}  (${one.rule.id} ${one.rule.version}, ${one.rule.source})`,
    ...lines(one.trace, output, 1),
    ...(one.trace.missing.length > 0 ? [output.say(text(`  缺少：${one.trace.missing.join('；')}`, `  missing: ${one.trace.missing.join('; ')}`))] : []),
    '',
  ];
  return [...decisions.flatMap(decision), ...exclusions.map((one) => `${one.kept} > ${one.suppressed}: ${output.say(one.reason)}`)].join('\n').trimEnd();
};
