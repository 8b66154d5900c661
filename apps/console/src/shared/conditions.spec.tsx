import { render, screen } from '@testing-library/react';
import { DatedFact, PredicateTrace, RuleDecision } from '@zhibu/policy';
import { text } from '@zhibu/kernel';
import { Conditions } from './conditions';

const same = (words: string) => text(words, words);
const fact: DatedFact = { fact: 'residence-kind', of: 'self', value: 'rural', validFrom: '1955-03-15', validTo: null, source: { kind: 'household-register', reference: '户口簿 905' } };
const leaf = (id: string, change: Partial<PredicateTrace> = {}): PredicateTrace => ({ id, text: same(id), answer: 'yes', expected: same('甲'), actual: same('乙'), factsRead: [], missing: [], parts: [], ...change });
const decision: RuleDecision = {
  scheme: 'rural-reward', branch: null, areaCode: '990101100001', on: '2016-01-04', answer: 'unknown', facts: [fact],
  rule: { id: 'r', version: '2004', source: '文号一', hash: '' },
  trace: leaf('all', { answer: 'unknown', parts: [leaf('农村居民', { factsRead: [fact] }), leaf('任一', { answer: 'unknown', parts: [leaf('健在', { answer: 'unknown', missing: ['child:c1 alive'] })] })] }),
};

it('tells each condition with its answer in words, the document behind it, and what is missing', () => {
  render(<Conditions decision={decision} />);
  expect(screen.getByText(/文号一/)).toBeTruthy();
  expect(screen.getByText(/户口簿 905/)).toBeTruthy();
  expect(screen.getByText(/尚缺：子女 c1/)).toBeTruthy();
  expect(screen.getAllByText(/情况不明/)).toHaveLength(2);
  expect(screen.queryByText(/child:c1/)).toBeNull();
});
