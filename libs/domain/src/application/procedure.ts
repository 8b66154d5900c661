import { AreaLevel, Role, Text, contentHash } from '@zhibu/kernel';
import { ProcedureRef } from './events';

/**
 * How a case moves, as the decider reads it. `libs/workflow` makes it from a YAML definition; a running
 * case keeps the version it began with.
 */
export interface Procedure {
  readonly id: string;
  readonly version: number;
  readonly title: Text;
  readonly schemes: readonly string[];
  /** In order; the first one is entered after a positive automatic check. */
  readonly stages: readonly Stage[];
  readonly reasons: Readonly<Record<string, Text>>;
  /** What an "unknown" or "no" of the automatic check leads to. */
  readonly onIneligible: 'refuse' | 'return';
  readonly onUnknown: 'return' | 'continue';
}

export type Stage = ReviewStage | NoticeStage;

interface StageBase {
  readonly id: string;
  readonly title: Text;
  readonly level: Extract<AreaLevel, 'village' | 'township' | 'county'>;
}

export interface ReviewStage extends StageBase {
  readonly kind: 'review';
  /** Who may sign and decide. */
  readonly roles: readonly Role[];
  /** Reviewers to be named in the decision; 0 when none are asked for. */
  readonly namedReviewersMin: number;
  /** Signatures by different officers before a decision; 0 when none are asked for. */
  readonly signaturesMin: number;
  readonly deadlineWorkingDays: number | null;
  /** Stage to which a case goes back when it is returned: null is the caseworker. */
  readonly returnTo: string | null;
  /** Reason codes that may be given here; left out: all of the definition. */
  readonly reasons?: readonly string[];
}

export interface NoticeStage extends StageBase {
  readonly kind: 'notice';
  readonly days: number;
  readonly dayKind: 'working' | 'calendar';
  /** Who may resolve an objection. */
  readonly roles: readonly Role[];
}

/** Limits of every stage; a definition that asks for more could not be completed. */
export const signaturesMax = 20;
export const reviewersMax = 100;

/** Reason codes that the decider itself gives; every definition has words for them. */
export const automaticReasons = ['not-eligible', 'eligibility-unknown'] as const;

/** Given by the decider too, when a register brought the right meanwhile. It stands in no definition: those that were used do not change. */
export const alreadyEntitled = 'already-entitled';

const hashes = new WeakMap<Procedure, string>();

/** SHA-256 over all that a definition says, kept for each object because every step of a case asks for it. */
export const procedureHash = (procedure: Procedure): string => {
  const known = hashes.get(procedure);
  if (known !== undefined) return known;
  const hash = contentHash(procedure);
  hashes.set(procedure, hash);
  return hash;
};

/** What a case keeps of the definition it begins with. */
export const procedureRefOf = (procedure: Procedure): ProcedureRef => ({ id: procedure.id, version: procedure.version, hash: procedureHash(procedure) });

export const stageOf = (procedure: Procedure, id: string | null): Stage | undefined => procedure.stages.find((stage) => stage.id === id);

/** True in the last review and in what comes after it: a case that passes may be confirmed without anybody reviewing it again. */
export const isLastReviewOrAfter = (procedure: Procedure, stage: string | null): boolean => {
  const index = stageIndex(procedure, stage);
  return index >= 0 && !procedure.stages.slice(index + 1).some((later) => later.kind === 'review');
};

/** Position of a stage in the definition, or -1. */
export const stageIndex = (procedure: Procedure, id: string | null): number => procedure.stages.findIndex((stage) => stage.id === id);
