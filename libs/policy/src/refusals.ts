import { LocalDate, Month, Rejection, Text, text } from '@zhibu/kernel';
import { RightKey } from './policy-set';

const rejection = (code: string, message: Text, expected: Text, actual: Text, field?: string): Rejection => ({
  code,
  message,
  expected,
  actual,
  ...(field ? { field } : {}),
});

const named = (key: Pick<RightKey, 'scheme' | 'branch'>): string => (key.branch === null ? key.scheme : `${key.scheme}/${key.branch}`);

export const unknownScheme = (scheme: string, known: readonly string[]): Rejection =>
  rejection('policy.unknown-scheme', text('没有这个项目', 'There is no such scheme'), text(`${known.join('、')} 之一`, `one of ${known.join(', ')}`), text(`“${scheme}”`, `"${scheme}"`), 'scheme');

export const unknownBranch = (scheme: string, branch: string | null, known: readonly (string | null)[]): Rejection => {
  const names = known.map((one) => one ?? '（不填）');
  const namesEn = known.map((one) => one ?? '(none)');
  return rejection(
    'policy.unknown-branch',
    text(`项目 ${scheme} 没有这个类别`, `The scheme ${scheme} has no such branch`),
    text(`${names.join('、')} 之一`, `one of ${namesEn.join(', ')}`),
    branch === null ? text('未填类别', 'no branch') : text(`“${branch}”`, `"${branch}"`),
    'branch',
  );
};

export const unknownArea = (code: string): Rejection =>
  rejection('policy.unknown-area', text('区划登记册中没有这个地区', 'The register holds no such area'), text('登记册中的地区代码，或全国 000000', 'a code of the register, or 000000 for the nation'), text(`“${code}”`, `"${code}"`), 'area');

export const noRule = (key: RightKey, on: LocalDate): Rejection =>
  rejection('policy.no-rule', text('这一天没有有效的资格规则', 'No rule is in force on this day'), text(`${named(key)} 在 ${on} 有效的规则`, `a rule for ${named(key)} in force on ${on}`), text(`${key.areaCode} 及其上级均无`, `none in ${key.areaCode} or the areas above it`), 'on');

export const noRate = (key: RightKey, month: Month): Rejection =>
  rejection('policy.no-rate', text('这个月没有有效的发放标准', 'No rate is in force in this month'), text(`${named(key)} 在 ${month} 有效的标准`, `a rate for ${named(key)} in force in ${month}`), text(`${key.areaCode} 及其上级均无`, `none in ${key.areaCode} or the areas above it`), 'from');

export const noParameter = (name: string, key: RightKey, on: LocalDate): Rejection =>
  rejection('policy.no-parameter', text('没有设定这个参数', 'This parameter is not set'), text(`${named(key)} 在 ${on} 的参数 ${name}`, `parameter ${name} of ${named(key)} on ${on}`), text(`${key.areaCode} 及其上级均未设定`, `set neither in ${key.areaCode} nor above it`));

export const noPlan = (scheme: string, areaCode: string, year: number): Rejection =>
  rejection('policy.no-payment-plan', text('没有发放计划', 'There is no payment plan'), text(`${scheme} 在 ${year} 年的发放计划`, `a payment plan of ${scheme} for ${year}`), text(`${areaCode} 及其上级均无`, `none in ${areaCode} or the areas above it`));

export const factNeeded = (fact: string, month: Month, expected: Text): Rejection =>
  rejection('policy.fact-needed', text('缺少决定标准的事实', 'A fact that decides the rate is missing'), text(`${expected.zh}（事实 ${fact}）`, `${expected.en} (fact ${fact})`), text(`${month} 未提供`, `not given for ${month}`), fact);

export const monthsWrong = (from: Month, to: Month, count: number, max: number): Rejection =>
  rejection('policy.months-wrong', text('起止月份不正确', 'The months are wrong'), text(`起始月不晚于截止月，且不超过 ${max} 个月`, `a first month not after the last one, at most ${max} months`), text(`${from} 至 ${to}，共 ${count} 个月`, `${from} to ${to}, ${count} months`), 'to');

export const factsMissing = (what: Text, missing: readonly string[]): Rejection =>
  rejection('policy.facts-missing', text('缺少事实，无法计算', 'Facts are missing'), what, text(`缺少：${missing.join('；')}`, `missing: ${missing.join('; ')}`), 'facts');

export const tooManyFacts = (count: number, max: number): Rejection =>
  rejection('policy.too-many-facts', text('事实条数过多', 'Too many facts'), text(`不超过 ${max} 条`, `at most ${max}`), text(`${count} 条`, `${count}`), 'facts');
