import { DomainCommand, Fen, LocalDate } from '@zhibu/kernel';
import { BuildException, PaymentLine, ReturnReason, SettledStatus } from './events';

/** One row of the bank's answer that belongs to this chunk. */
export interface ReturnRow {
  readonly lineNo: number;
  readonly attempt: number;
  readonly status: SettledStatus;
  readonly reason: ReturnReason | null;
  readonly amountFen: Fen;
}

export type PaymentLinesCommand =
  | DomainCommand<'PlanLines', { readonly batchId: string; readonly chunk: number; readonly entitlementIds: readonly string[] }>
  | DomainCommand<'BuildLines', { readonly batchId: string; readonly chunk: number; readonly lines: readonly PaymentLine[]; readonly exceptions: readonly BuildException[] }>
  /** Marks as sent every pending instruction that belongs to the file. */
  | DomainCommand<'MarkSent', { readonly fileNo: number; readonly sentOn: LocalDate }>
  | DomainCommand<'SettleLines', { readonly returnFileId: string; readonly fileNo: number; readonly settledOn: LocalDate; readonly rows: readonly ReturnRow[] }>
  | DomainCommand<'ReissueLine', { readonly lineNo: number; readonly accountKey: string; readonly reason: string; /** The file that will carry it: `nextFileNo` of the batch. */ readonly fileNo: number }>
  | DomainCommand<'CancelLines', { readonly reason: string }>;
