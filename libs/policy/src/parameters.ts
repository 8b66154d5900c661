import { Text, text } from '@zhibu/kernel';

/** A value that areas set for a scheme, with dates. Rules and procedures name them; nothing else is a parameter. */
export interface ParameterSpec {
  readonly name: string;
  readonly type: 'integer' | 'boolean' | 'date' | 'choice';
  readonly choices?: readonly string[];
  readonly text: Text;
}

const parameter = (name: string, type: ParameterSpec['type'], zh: string, en: string, choices?: readonly string[]): ParameterSpec => ({
  name,
  type,
  text: text(zh, en),
  ...(choices ? { choices } : {}),
});

export const startRules = ['birthday-year', 'birthday-month', 'confirmation-month', 'certificate-month'] as const;
export const stopRules = ['next-month', 'year-end', 'alive-on-payment-date'] as const;

export const parameterSpecs: readonly ParameterSpec[] = [
  parameter('min-age', 'integer', '规定年龄', 'Age asked for'),
  parameter('wife-min-age', 'integer', '女方规定年龄', 'Age asked for of the wife'),
  parameter('born-not-before', 'date', '最早出生日期', 'Earliest date of birth'),
  parameter('child-end-age', 'integer', '奖励费发放截止的子女年龄', 'Age of the child at which the bonus ends'),
  parameter('employer-paid', 'choice', '由用人单位发放的人员', 'People whose employer pays', ['excluded', 'included']),
  parameter('retiree-age-men', 'integer', '男性退休奖励年龄', 'Age for the retiree bonus, men'),
  parameter('retiree-age-women', 'integer', '女性退休奖励年龄', 'Age for the retiree bonus, women'),
  parameter('leap-day', 'choice', '二月二十九日出生者的生日', 'Birthday of people born on 29 February', ['february-28', 'march-1']),
  parameter('start-rule', 'choice', '起发规则', 'First month paid', startRules),
  parameter('stop-rule', 'choice', '停发规则', 'Last month paid', stopRules),
  parameter('back-pay', 'boolean', '逾期申请补发', 'Back pay for a late application'),
];

const byName = new Map(parameterSpecs.map((spec) => [spec.name, spec]));

export const parameterSpec = (name: string): ParameterSpec | undefined => byName.get(name);
