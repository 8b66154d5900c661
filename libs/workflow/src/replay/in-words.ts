import { Text, text } from '@zhibu/kernel';
import { Answer, DatedFact, PredicateTrace, RuleDecision, factSpec, valueText } from '@zhibu/policy';

export const erased = text('（已删除）', '(erased)');

const owners: Readonly<Record<string, Text>> = { self: text('本人', 'self'), spouse: text('配偶', 'spouse') };

export const answerWords = (answer: Answer): Text =>
  ({ yes: text('符合', 'meets the conditions'), no: text('不符合', 'does not meet the conditions'), unknown: text('情况不明', 'not known') })[answer];

export const factWords = (fact: DatedFact): Text => {
  const spec = factSpec(fact.fact);
  const who = owners[fact.of] ?? text(`子女 ${fact.of.slice(6)}`, fact.of);
  const value = valueText(fact.value, spec);
  return text(`${who.zh}${spec?.text.zh ?? fact.fact}：${value.zh}`, `${who.en}, ${spec?.text.en ?? fact.fact}: ${value.en}`);
};

/** The fact with the days it holds and where it comes from. */
export const factLine = (fact: DatedFact): Text => {
  const words = factWords(fact);
  const { validFrom, validTo, source } = fact;
  return text(
    `${words.zh}（${validFrom} 起${validTo === null ? '' : `，至 ${validTo}`}；来源：${source.reference}）`,
    `${words.en} (from ${validFrom}${validTo === null ? '' : ` to ${validTo}`}; source: ${source.reference})`,
  );
};

const marks: Readonly<Record<Answer, string>> = { yes: '✓', no: '✗', unknown: '?' };

/** The tests themselves, in the order in which they were made; groups are named by their parts. */
const tests = (trace: PredicateTrace): readonly PredicateTrace[] => (trace.parts.length === 0 ? [trace] : trace.parts.flatMap(tests));

/** Rule, document and every test with what it expected and found. */
export const decisionWords = (decision: RuleDecision | null): readonly Text[] => {
  if (decision === null) return [erased];
  const { rule, on } = decision;
  return [
    text(`依据 ${rule.source}，规则 ${rule.id} 版本 ${rule.version}，以 ${on} 为准`, `By ${rule.source}, rule ${rule.id} version ${rule.version}, as of ${on}`),
    ...tests(decision.trace).map((test) =>
      text(`${marks[test.answer]} ${test.text.zh}：应为${test.expected.zh}，实为${test.actual.zh}`, `${marks[test.answer]} ${test.text.en}: expected ${test.expected.en}, found ${test.actual.en}`),
    ),
  ];
};

/** A sentence with a personal part; the part reads as erased once the key is gone. */
export const or = (value: string | null | undefined): Text => (value === null || value === undefined ? erased : text(value, value));
