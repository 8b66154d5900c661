import { LocalDate, Text, text } from '@zhibu/kernel';
import { FactOwner, FactValue } from './facts';

/** How a value is written: `area` is a 12-digit code, `yuan` a text such as "3000.00". */
export type FactType = 'date' | 'month' | 'boolean' | 'integer' | 'choice' | 'area' | 'yuan';

export type OwnerKind = 'self' | 'spouse' | 'child';

/** One name that rules may read. Benefits only: nothing here is about charges, pregnancy or contraception. */
export interface FactSpec {
  readonly name: string;
  readonly owners: readonly OwnerKind[];
  readonly type: FactType;
  readonly text: Text;
  readonly choices?: Readonly<Record<string, Text>>;
  readonly min?: number;
  readonly max?: number;
  /** A fact that cannot change, such as a birth date: it is read whatever day it was recorded for. */
  readonly lasting: boolean;
}

const fact = (name: string, owners: readonly OwnerKind[], type: FactType, zh: string, en: string, more: Partial<FactSpec> = {}): FactSpec => ({
  name,
  owners,
  type,
  text: text(zh, en),
  lasting: false,
  ...more,
});

const everybody = ['self', 'spouse', 'child'] as const;
const lasting = { lasting: true };

export const factSpecs: readonly FactSpec[] = [
  fact('birth-date', everybody, 'date', '出生日期', 'Date of birth', lasting),
  fact('sex', everybody, 'choice', '性别', 'Sex', { lasting: true, choices: { M: text('男', 'male'), F: text('女', 'female') } }),
  fact('death-date', everybody, 'date', '死亡日期', 'Date of death', lasting),
  fact('residence-kind', ['self'], 'choice', '户口性质（按当地农村居民界定）', 'Rural or urban resident, by the definition of the area', {
    choices: { rural: text('农村', 'rural'), urban: text('城镇', 'urban') },
  }),
  fact('residence-area', ['self'], 'area', '户籍所在地区划代码', 'Area of household registration'),
  fact('marital-status', ['self'], 'choice', '婚姻状况', 'Marital status', {
    choices: { married: text('已婚', 'married'), widowed: text('丧偶', 'widowed'), divorced: text('离异', 'divorced'), 'never-married': text('未婚', 'never married') },
  }),
  fact('children-ever', ['self'], 'integer', '曾生育（含收养）子女数', 'Children ever had or adopted', { min: 0, max: 20 }),
  fact('birth-rule-attested', ['self'], 'boolean', '县级已证明符合当时生育政策', 'County attests the birth-rule window of the area'),
  fact('only-child-certificate', ['self'], 'boolean', '持有独生子女父母光荣证', 'Holds an only-child certificate'),
  fact('certificate-holders', ['self'], 'choice', '领证方', 'Who holds the certificate', {
    choices: { both: text('双方', 'both parents'), 'one-sided': text('单方', 'one parent only') },
  }),
  fact('only-child-proof', ['self'], 'boolean', '其他独生子女证明', 'Other proof of an only child'),
  fact('bonus-payer', ['self'], 'choice', '奖励费发放单位', 'Who pays the only-child bonus', {
    choices: { finance: text('财政', 'public finance'), employer: text('用人单位', 'the employer') },
  }),
  fact('retired', ['self'], 'boolean', '已退休', 'Retired'),
  fact('monthly-pension', ['self'], 'yuan', '月基本养老金（元）', 'Monthly pension in yuan'),
  fact('complication-grade', ['self'], 'integer', '手术并发症等级（0 为无）', 'Grade of certified surgery complication, 1 to 3; 0: none', { min: 0, max: 3 }),
  fact('relation', ['child'], 'choice', '亲子关系', 'Relation to the child', { choices: { birth: text('生育', 'by birth'), adopted: text('收养', 'by adoption') } }),
  fact('alive', ['child'], 'boolean', '子女存活', 'The child is alive'),
  fact('disability-grade', ['child'], 'integer', '第二代残疾人证等级（0 为无证）', 'Grade on a second-generation disability card, 1 (most severe) to 4; 0: no card', { min: 0, max: 4 }),
  fact('recovered', ['child'], 'boolean', '子女已康复', 'The child has recovered'),
];

const byName = new Map(factSpecs.map((spec) => [spec.name, spec]));

export const factSpec = (name: string): FactSpec | undefined => byName.get(name);

export const ownerKind = (owner: FactOwner): OwnerKind => (owner === 'self' || owner === 'spouse' ? owner : 'child');

const yesNo = (value: boolean): Text => (value ? text('是', 'yes') : text('否', 'no'));

/** A value as a reader says it: choices in words, yes and no, everything else as written. */
export const valueText = (value: FactValue, spec?: Pick<FactSpec, 'choices'>): Text => {
  if (typeof value === 'boolean') return yesNo(value);
  const label = spec?.choices?.[String(value)];
  return label ?? text(String(value), String(value));
};

/** The day from which a fact without a stated beginning is taken to hold. */
export const beginningOfTime: LocalDate = '1900-01-01';
