import { Text } from '@zhibu/kernel';
import { VerifyKind, verifyKinds } from './verify-service';

/** What can be executed again for one person: what the whole log is checked for, and what officers decided. */
export const executionKinds = [...verifyKinds, 'review'] as const;
export type ExecutionKind = VerifyKind | 'review';

/** `rules-gone`: the rules or the definition of that time are not on this machine. `erased`: what it rests on was erased with the person's key. */
export const executionOutcomes = ['same', 'differs', 'rules-gone', 'erased'] as const;
export type ExecutionOutcome = (typeof executionOutcomes)[number];

export interface ExecutionDifference {
  readonly item: Text;
  readonly stored: Text;
  readonly again: Text;
}

/** One decision of a person's history, executed again from what was kept of it. */
export interface Execution {
  readonly kind: ExecutionKind;
  readonly stream: string;
  readonly version: number;
  readonly recordedAt: string;
  readonly outcome: ExecutionOutcome;
  /** What was decided, and why, in the words of the timeline. */
  readonly what: Text;
  readonly why: readonly Text[];
  /** Why it is not the same; null when it is. */
  readonly finding: Text | null;
  readonly differences: readonly ExecutionDifference[];
}
