import { Rejection, Result, Text, formatYuan, parseMonth, text } from '@zhibu/kernel';
import type { AmountStatement, FactSheet, FundingLevel } from '@zhibu/policy';
import { CliCommand, CommandContext, stringValue } from '../cli-command';
import { exitCodes } from '../exit-codes';
import { Output, formatTable } from '../output';
import { loadPoliciesFromDisk, policiesOption } from '../policy/load-from-disk';
import { readFactsFile } from '../policy/read-facts-file';

export const policyAmount: CliCommand = {
  words: ['policy', 'amount'],
  text: text('按月、按层、按来源计算应发金额', 'Work out an amount by month, layer and source'),
  options: [
    { name: 'scheme', value: 'SCHEME', text: text('项目，如 rural-reward', 'scheme, such as rural-reward'), required: true },
    { name: 'branch', value: 'BRANCH', text: text('类别，如 child-died', 'branch, such as child-died') },
    { name: 'area', value: 'CODE', text: text('地区代码，全国为 000000', 'area code, 000000 for the nation'), required: true },
    { name: 'from', value: 'MONTH', text: text('起始月，如 2016-01', 'first month, such as 2016-01'), required: true },
    { name: 'to', value: 'MONTH', text: text('截止月（含）', 'last month, included'), required: true },
    { name: 'residence', value: 'KIND', text: text('户口性质：rural 或 urban', 'rural or urban'), choices: ['rural', 'urban'] },
    { name: 'facts', value: 'FILE', text: text('事实文件，用于附条件的层', 'facts file, for layers with conditions') },
    policiesOption,
  ],
  run: async (context) => {
    const { values, output } = context;
    const policies = await loadPoliciesFromDisk(context);
    if (policies === null) return exitCodes.environment;
    const from = parseMonth(stringValue(values, 'from') ?? '');
    const to = parseMonth(stringValue(values, 'to') ?? '');
    const area = policies.areas.lookup(stringValue(values, 'area') ?? '');
    const wrong = [named(from, 'from'), named(to, 'to'), named(area, 'area')].filter((one) => one !== null);
    if (wrong.length > 0) output.problems(wrong);
    const facts = await factsOf(context);
    if (!from.ok || !to.ok || !area.ok || facts === null) return exitCodes.badInput;
    const branch = stringValue(values, 'branch') ?? null;
    const statement = policies.amount({ scheme: stringValue(values, 'scheme') ?? '', branch, areaCode: area.value.code, from: from.value, to: to.value, facts });
    if (!statement.ok) {
      output.rejection(statement.rejection);
      return exitCodes.badInput;
    }
    output.result(statement.value, () => toText(statement.value, output));
    return exitCodes.ok;
  },
};

const named = <T>(result: Result<T>, field: string): Rejection | null => (result.ok ? null : { ...result.rejection, field });

/** Facts from the file, and the residence kind from the command line in place of the file's. */
const factsOf = async ({ values, output }: CommandContext): Promise<FactSheet | null> => {
  const path = stringValue(values, 'facts');
  const fromFile = path === undefined ? [] : await readFactsFile(path, output);
  const residence = stringValue(values, 'residence');
  if (fromFile === null || residence === undefined) return fromFile;
  const { beginningOfTime } = await import('@zhibu/policy');
  const stated = { fact: 'residence-kind', of: 'self', value: residence, validFrom: beginningOfTime, validTo: null, source: { kind: 'declaration', reference: '--residence' } } as const;
  return [...fromFile.filter((fact) => fact.fact !== 'residence-kind'), stated];
};

const levels: Readonly<Record<FundingLevel, Text>> = { central: text('中央', 'central'), province: text('省级', 'province'), city: text('市级', 'city'), county: text('县级', 'county') };
const nobodyNamed = text('政策未注明由哪级出资', 'the policies do not say who pays');

const toText = (statement: AmountStatement, output: Output): string => {
  const header = output.language === 'zh' ? ['月份', '层', '金额（元）', '来源'] : ['month', 'layer', 'yuan', 'source'];
  const rows = statement.months.flatMap(({ month, layers }) => layers.map((layer) => [month, layer.layerId, formatYuan(layer.amountFen), layer.source]));
  const total = output.say(text(`合计 ${formatYuan(statement.totalFen)} 元`, `total ${formatYuan(statement.totalFen)} yuan`));
  const funders = statement.components.map(
    (component) => `${output.say(component.title)} ${component.fromMonth}..${component.toMonth} ${formatYuan(component.amountFen)}: ${component.funders.map((one) => `${output.say(levels[one.level])} ${formatYuan(one.amountFen)}`).join(', ') || output.say(nobodyNamed)}`,
  );
  const left = statement.notIncluded.map((one) => output.say(text(`未计入 ${one.layerId}：${one.reason.zh}`, `not included, ${one.layerId}: ${one.reason.en}`)));
  return [formatTable(header, rows), '', ...funders, ...left, total].join('\n');
};
