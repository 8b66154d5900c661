import { Collapse } from 'antd';
import { ConditionWords, PolicyVersion, Rule, conditionWords, paperSpec, parametersOf, statementsOf } from '@zhibu/policy';
import { useSchemes } from '../../shared/use-schemes';
import { daysInWords } from '../../shared/days-in-words';
import { useLanguage, useTexts } from '../../texts/language';
import { papersFor } from './papers';
import { texts } from './texts';

/** The conditions of each branch as sentences; a scheme without branches has one set of them. */
export const Conditions = ({ version }: { readonly version: PolicyVersion }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const { data: schemes } = useSchemes();
  const branchName = (branch: string | null): string => schemes?.find(({ id }) => id === version.scheme)?.branches.find(({ id }) => id === branch)?.title[language] ?? branch ?? said.wholeScheme;
  if (version.rules.length === 0) return <>{said.noRule}</>;
  const [only, ...others] = version.rules;
  if (only !== undefined && others.length === 0) return <RuleWords rule={only} version={version} />;
  return <Collapse defaultActiveKey={[`${only?.branch}`]} items={version.rules.map((rule) => ({ key: `${rule.branch}`, label: branchName(rule.branch), children: <RuleWords rule={rule} version={version} /> }))} />;
};

const RuleWords = ({ rule, version }: { readonly rule: Rule; readonly version: PolicyVersion }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  const words = conditionWords(rule.when, parametersOf(version, rule.branch));
  const ends = statementsOf(version).filter(({ group, branch }) => group === 'end' && branch === rule.branch);
  return (
    <>
      <div>{said.ruleBy(rule.source, rule.version)}</div>
      <strong>{words.text[language]}</strong>
      <Group words={words} />
      <p><strong>{said.papers}</strong>: {papersFor(rule).map((name) => paperSpec(name)?.text[language] ?? name).join(language === 'zh' ? '、' : '; ')}</p>
      {ends.length === 0 ? null : <p><strong>{said.ends}</strong>: {ends.map(({ says }) => says[language]).join(language === 'zh' ? '、' : '; ')}</p>}
    </>
  );
};

const lead = { all: 'allOf', any: 'anyOf', not: 'notOf' } as const;

const Group = ({ words: { kind, parts } }: { readonly words: ConditionWords }) => {
  const said = useTexts(texts);
  const { language } = useLanguage();
  if (kind === 'test') return null;
  return (
    <>
      <div><small>{said[lead[kind]]}</small></div>
      <ul className="policy-conditions">{parts.map((part) => <li key={part.id}>{part.text[language]}{part.detail === null ? null : <small> — {daysInWords(part.detail[language], language)}</small>}<Group words={part} /></li>)}</ul>
    </>
  );
};
