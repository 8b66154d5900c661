import { DomainCommand, Fen, LocalDate } from '@zhibu/kernel';
import { BuildException, PaymentLine, ReconciledOutcome, ReturnReason, SettledStatus } from './events';

/** One row of the bank's answer that belongs to this chunk. */
export interface ReturnRow {
  readonly lineNo: number;
  readonly attempt: number;
  readonly status: SettledStatus;
  readonly reason: ReturnReason | null;
  readonly amountFen: Fen;
  readonly creditedOn?: LocalDate;
}

/** Who had a hand in the batch, as its own stream says: they come with the command, because no other stream is read here. */
export interface BatchDuties {
  readonly confirmers: readonly string[];
  readonly preparers: readonly string[];
  readonly approvers: readonly string[];
  /** Files that went to the bank; where it is left out, every one may have. */
  readonly filesSent?: readonly number[];
}

export type PaymentLinesCommand =
  | DomainCommand<'PlanLines', { readonly batchId: string; readonly chunk: number; readonly entitlementIds: readonly string[] }>
  | DomainCommand<'BuildLines', { readonly batchId: string; readonly chunk: number; readonly lines: readonly PaymentLine[]; readonly exceptions: readonly BuildException[] }>
  /** Marks as sent what the file carries of this chunk: refused when that is no longer exactly these `<lineNo>/<attempt>`, where they are given. */
  | DomainCommand<'MarkSent', { readonly fileNo: number; readonly sentOn: LocalDate; readonly instructions?: readonly string[] }>
  | DomainCommand<'SettleLines', { readonly returnFileId: string; readonly fileNo: number; readonly settledOn: LocalDate; readonly rows: readonly ReturnRow[] }>
  | DomainCommand<'ReissueLine', { readonly lineNo: number; readonly accountKey: string; readonly reason: string; /** The file that will carry it: `nextFileNo` of the batch. */ readonly fileNo: number }>
  /** Said by the ledger's keeper when the months of a late credit were claimed by another batch meanwhile. */
  | DomainCommand<'NotePaidTwice', { readonly lineNo: number; readonly returnFileId: string }>
  | DomainCommand<'ProposeReconciliation', { readonly lineNo: number; readonly outcome: ReconciledOutcome; readonly creditedOn: LocalDate | null; readonly evidence: string; readonly today: LocalDate; readonly context: BatchDuties }>
  | DomainCommand<'ApproveReconciliation', { readonly lineNo: number; readonly reconciliation: number; readonly today: LocalDate; readonly context: BatchDuties }>
  | DomainCommand<'DeclineReconciliation', { readonly lineNo: number; readonly reconciliation: number; readonly reason: string; readonly today: LocalDate }>
  | DomainCommand<'CancelLines', { readonly reason: string }>;
