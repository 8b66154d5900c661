import { AreaCode, LocalDate, Text } from '@zhibu/kernel';
import { DatedFact, FactValue } from './facts';
import { Branch, Scheme } from './schemes';

/** "Not known" is an answer of its own and never counts as yes. */
export type Answer = 'yes' | 'no' | 'unknown';

/** One predicate with its outcome and everything it looked at. Groups (`all`, `any`, `not`) have parts. */
export interface PredicateTrace {
  readonly id: string;
  readonly text: Text;
  readonly answer: Answer;
  readonly expected: Text;
  readonly actual: Text;
  readonly factsRead: readonly DatedFact[];
  /** Names of facts that would be needed to answer, such as `child:c1 death-date`. */
  readonly missing: readonly string[];
  readonly parts: readonly PredicateTrace[];
}

/** The rule that was applied, so that it can be executed again to the same result. */
export interface RuleVersion {
  readonly id: string;
  readonly version: string;
  /** Document number (文号) or report the rule comes from. */
  readonly source: string;
  /** SHA-256 of the rule's canonical content and of the parameters it was applied with. */
  readonly hash: string;
  /** Area parameters that the rule read, such as `min-age`, as they stood on the day. */
  readonly parameters?: Readonly<Record<string, FactValue>>;
}

export interface RuleDecision {
  readonly scheme: Scheme;
  readonly branch: Branch | null;
  readonly areaCode: AreaCode;
  /** The day for which the rule was asked. */
  readonly on: LocalDate;
  readonly answer: Answer;
  readonly rule: RuleVersion;
  readonly trace: PredicateTrace;
  /** Every fact that was offered, read or not: the same facts give the same result again. */
  readonly facts: readonly DatedFact[];
}
