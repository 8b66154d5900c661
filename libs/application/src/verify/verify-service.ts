import { Text } from '@zhibu/kernel';

/** What was decided, by the event that keeps it. */
export const verifyKinds = ['eligibility', 'carry-over', 'reverification', 'grant', 'exit', 'amount', 'suppression', 'chunk', 'list', 'approval'] as const;
export type VerifyKind = (typeof verifyKinds)[number];

export interface VerifyFinding {
  readonly kind: VerifyKind;
  readonly stream: string;
  readonly version: number;
  readonly what: Text;
  readonly expected: string;
  readonly actual: string;
}

export interface KindCount {
  readonly kind: VerifyKind;
  readonly executed: number;
  readonly differences: number;
  /** Not the same, and the rules of that time are not on this machine: nobody can say here whether it was right. */
  readonly rulesGone: number;
  /** What they rest on was erased with the person's key: they cannot be executed again. */
  readonly erased: number;
}

export interface VerifyReport {
  readonly eventsRead: number;
  /** Eligibility, carry-overs and re-verifications. */
  readonly decisionsExecuted: number;
  readonly amountsExecuted: number;
  readonly erased: number;
  readonly differences: number;
  readonly rulesGone: number;
  /** Kinds of which there were none are left out. */
  readonly kinds: readonly KindCount[];
  /** The first 100 differences. */
  readonly sample: readonly VerifyFinding[];
  /** The first 100 of rules that are gone. */
  readonly rulesGoneSample: readonly VerifyFinding[];
  readonly readModels: readonly { readonly readModel: string; readonly rows: number; readonly differences: number; readonly sample: readonly string[] }[];
}

export interface VerifyService {
  /** Executes every stored decision again, and compares the read models with the log. */
  verify(options?: { readonly readModels?: boolean; readonly onProgress?: (eventsRead: number) => void; readonly signal?: AbortSignal }): Promise<VerifyReport>;
}
