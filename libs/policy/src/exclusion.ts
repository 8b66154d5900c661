import { LocalDate, Result, monthOf, text } from '@zhibu/kernel';
import { AmountStatement } from './amount';
import { RuleDecision } from './decision';
import { ExclusionRow } from './model';
import { AmountQuestion, ExclusionResult } from './policy-set';
import { Scheme } from './schemes';

interface Candidate {
  readonly scheme: Scheme;
  readonly monthFen: number;
}

/** The best paid branch of a scheme that the person meets, by the amount of the month asked about. */
const bestOf = (decisions: readonly RuleDecision[], scheme: Scheme, amount: (question: AmountQuestion) => Result<AmountStatement>, on: LocalDate): Candidate | null => {
  const amounts = decisions
    .filter((decision) => decision.scheme === scheme && decision.answer === 'yes')
    .map((decision) => {
      const { branch, areaCode, facts } = decision;
      const worked = amount({ scheme, branch, areaCode, from: monthOf(on), to: monthOf(on), facts });
      return worked.ok ? worked.value.totalFen : 0;
    });
  return amounts.length === 0 ? null : { scheme, monthFen: Math.max(...amounts) };
};

/** Who meets two schemes that exclude each other is paid the higher one; on a tie the one named first. */
export const excludedAmong = (
  exclusions: readonly ExclusionRow[],
  decisions: readonly RuleDecision[],
  on: LocalDate,
  amount: (question: AmountQuestion) => Result<AmountStatement>,
): ExclusionResult[] =>
  exclusions.flatMap((row) => {
    const first = bestOf(decisions, row.scheme, amount, on);
    const second = bestOf(decisions, row.with, amount, on);
    if (first === null || second === null) return [];
    const [kept, suppressed] = second.monthFen > first.monthFen ? [second, first] : [first, second];
    return [
      {
        kept: kept.scheme,
        suppressed: suppressed.scheme,
        keptFen: kept.monthFen,
        suppressedFen: suppressed.monthFen,
        reason: text(`同时符合两项，按较高的一项发放（${row.source}）`, `meets both, and is paid the higher one only (${row.source})`),
      },
    ];
  });
