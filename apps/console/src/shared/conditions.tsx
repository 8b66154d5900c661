import { Tag, Typography } from 'antd';
import { DatedFact, PredicateTrace, RuleDecision, beginningOfTime } from '@zhibu/policy';
import { missingWords } from '@zhibu/workflow';
import { answers } from './case-words';
import { dayInWords } from './day';
import { daysInWords } from './days-in-words';
import { factTitle, factValue } from './fact-words';
import type { Language } from '@zhibu/kernel';
import { useWords } from './use-words';
import { useLanguage, useTexts } from '../texts/language';
import './conditions.css';
import { conditionsTexts } from './conditions-texts';

const marks = { yes: '✓', no: '✗', unknown: '?' } as const;
const colours = { yes: 'success', no: 'error', unknown: 'warning' } as const;

/** A fact with its days and the document behind it. */
const factLine = ({ fact, of, value, validFrom, validTo, source }: DatedFact, language: Language): string => {
  // A form that says no day means that it always was so.
  const days = validFrom === beginningOfTime && validTo === null ? '' : validTo === null ? ` (${dayInWords(validFrom, language)})` : ` (${dayInWords(validFrom, language)} – ${dayInWords(validTo, language)})`;
  const document = [source.issuedBy, source.reference].filter((part) => part !== undefined).join(' ');
  return `${factTitle(of, fact, language)}: ${factValue(fact, value, language)}${days} — ${document}`;
};

/** All of these have to be met; a group below is met in one of several ways, so its parts are shown under it. */
const conditionsOf = (trace: PredicateTrace): readonly PredicateTrace[] => (trace.parts.length === 0 ? [trace] : trace.parts);

/** Why the automatic check came out so: each condition with what it read, the document behind that, and what is missing. */
export const Conditions = ({ decision }: { readonly decision: RuleDecision }) => {
  const said = useTexts(conditionsTexts);
  const { language } = useLanguage();
  return (
    <>
      <Typography.Paragraph>{said.byRule(decision.rule.source, decision.rule.version, dayInWords(decision.on, language))}</Typography.Paragraph>
      <ol className="conditions">{conditionsOf(decision.trace).map((test) => <Condition key={test.id} test={test} language={language} />)}</ol>
    </>
  );
};

const Condition = ({ test: { text: condition, answer, expected, actual, factsRead, missing, parts }, language }: { readonly test: PredicateTrace; readonly language: Language }) => {
  const said = useTexts(conditionsTexts);
  const words = useWords();
  return (
    <li>
      <Tag color={colours[answer]}>{marks[answer]} {words(answers, answer)}</Tag> <strong>{condition[language]}</strong>
      {parts.length > 0 ? <ol className="conditions">{parts.map((part) => <Condition key={part.id} test={part} language={language} />)}</ol> : null}
      {parts.length > 0 ? null : <div>{missing.length > 0 ? said.expectedMissing(daysInWords(expected[language], language), missing.map((each) => missingWords(each, language))) : said.expectedFound(daysInWords(expected[language], language), daysInWords(actual[language], language))}</div>}
      {factsRead.length === 0 || parts.length > 0 ? null : <ul className="conditions-facts">{factsRead.map((fact) => <li key={`${fact.of}/${fact.fact}/${fact.validFrom}`}><small>{factLine(fact, language)}</small></li>)}</ul>}
    </li>
  );
};
