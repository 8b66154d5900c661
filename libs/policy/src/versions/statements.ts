import { AreaCode, Text, text } from '@zhibu/kernel';
import type { exitReasons } from '../load/check-names';
import { Cited, Confidence, Place } from '../model';
import { parameterSpec } from '../parameters';
import { Branch } from '../schemes';
import { PolicyVersion } from './version';
import { ConditionWords, ParameterValue, conditionWords, fundingWords, parameterValueText, planWords, rateWords } from './words';

export type StatementGroup = 'condition' | 'end' | 'rate' | 'funding' | 'parameter' | 'plan' | 'exclusion';

/** One thing that a version says, with the document that says so. The same thing has the same key in every version. */
export interface Statement {
  readonly key: string;
  readonly group: StatementGroup;
  readonly branch: Branch | null;
  readonly areaCode: AreaCode;
  /** What it is about. */
  readonly what: Text;
  readonly says: Text;
  /** 文号. */
  readonly source: string;
  readonly confidence: Confidence;
  readonly note: string | null;
  readonly at: Place;
}

const nation = '000000000000';

const cited = ({ source, confidence, note, at }: Cited & { readonly at: Place }): Pick<Statement, 'source' | 'confidence' | 'note' | 'at'> => ({ source, confidence, note: note ?? null, at });

/** Of the branch first, then of the scheme. */
export const parametersOf = ({ parameters }: PolicyVersion, branch: Branch | null): ParameterValue => (name) =>
  (parameters.find((row) => row.name === name && row.branch === branch) ?? parameters.find((row) => row.name === name && row.branch === null))?.value;

/** Only the ends of a tree compare; a group stands before them by its own words. */
const leavesOf = ({ id, text: own, detail, parts, kind }: ConditionWords, above: readonly Text[] = []): readonly { readonly id: string; readonly what: Text; readonly says: Text }[] => {
  if (kind === 'test') {
    const path = [...above, own];
    return [{ id, what: text(path.map(({ zh }) => zh).join('：'), path.map(({ en }) => en).join(': ')), says: detail ?? own }];
  }
  return parts.flatMap((part) => leavesOf(part, above.length === 0 && kind === 'all' ? [] : [...above, own]).map((leaf) => ({ ...leaf, id: `${id}/${leaf.id}` })));
};

/** The top group of a rule says no more than that all of it has to be met. */
const conditionsOf = (words: ConditionWords) => (words.kind === 'all' ? words.parts.flatMap((part) => leavesOf(part)) : leavesOf(words));

const endWords: Readonly<Record<(typeof exitReasons)[number], Text>> = {
  death: text('死亡', 'death'),
  'moved-out': text('迁出', 'a move out of the area'),
  'child-added': text('再生育或收养子女', 'another child, by birth or adoption'),
  'child-recovered': text('子女康复', 'recovery of the child'),
  'wrongly-confirmed': text('错误确认', 'a confirmation that was wrong'),
  'child-age-reached': text('子女满规定年龄', 'the age that the child reaches'),
  withdrawn: text('本人放弃', 'giving it up'),
};

const rulesOf = (version: PolicyVersion): readonly Statement[] =>
  version.rules.flatMap((rule) => {
    const { branch, areaCode } = rule;
    const own = { branch, areaCode, ...cited(rule) };
    const conditions = conditionsOf(conditionWords(rule.when, parametersOf(version, branch)));
    return [
      ...conditions.map(({ id, what, says }): Statement => ({ ...own, key: `condition/${branch}/${id}`, group: 'condition', what, says })),
      ...rule.exits.map(({ reason }): Statement => ({ ...own, key: `end/${branch}/${reason}`, group: 'end', what: text('终止', 'Ends by'), says: (endWords as Readonly<Record<string, Text>>)[reason] ?? text(reason, reason) })),
    ];
  });

const layersOf = ({ layers }: PolicyVersion): readonly Statement[] =>
  layers.flatMap(({ id, areaCode, title, rates, funding, basis, replaces }) => {
    const raises = basis === 'raises-to' ? text('（提高到）', ' (raised to)') : text('', '');
    const replaced = replaces.map((each) => layers.find((layer) => layer.id === each)?.title ?? text(each, each));
    const instead = replaced.length === 0 ? text('', '') : text(`（代替${replaced.map(({ zh }) => zh).join('、')}）`, ` (in place of ${replaced.map(({ en }) => en).join(', ')})`);
    return [
      ...rates.map((rate): Statement => {
        const says = rateWords(rate);
        return { key: `rate/${areaCode}/${id}/${rate.branch}`, group: 'rate', branch: rate.branch, areaCode, what: title, says: text(`${says.zh}${raises.zh}${instead.zh}`, `${says.en}${raises.en}${instead.en}`), ...cited(rate) };
      }),
      ...(funding === null ? [] : [{ key: `funding/${areaCode}/${id}`, group: 'funding' as const, branch: null, areaCode: funding.areaCode, what: title, says: fundingWords(funding), ...cited(funding) }]),
    ];
  });

const parametersIn = ({ parameters }: PolicyVersion): readonly Statement[] =>
  parameters.map((row) => ({
    key: `parameter/${row.branch}/${row.name}`, group: 'parameter', branch: row.branch, areaCode: row.areaCode,
    what: parameterSpec(row.name)?.text ?? text(row.name, row.name), says: parameterValueText(row.name, row.value), ...cited(row),
  }));

/** Everything that a version says, in the order in which it is read. */
export const statementsOf = (version: PolicyVersion): readonly Statement[] => [
  ...rulesOf(version),
  ...layersOf(version),
  ...parametersIn(version),
  ...(version.plan === null ? [] : [{ key: 'plan', group: 'plan' as const, branch: null, areaCode: version.plan.areaCode, what: text('发放', 'Payment'), says: planWords(version.plan), ...cited(version.plan) }]),
  ...version.exclusions.map((row): Statement => ({ key: `exclusion/${row.with}`, group: 'exclusion', branch: null, areaCode: nation, what: text(`与${row.title.zh}不可同时享受`, `Never together with ${row.title.en}`), says: text('按较高标准发放', 'the higher of the two is paid'), ...cited(row) })),
];
