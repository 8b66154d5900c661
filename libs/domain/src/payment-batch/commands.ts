import { AreaCode, DomainCommand, Fen, LocalDate, Month, SharePart } from '@zhibu/kernel';
import { FundingLevel, Scheme } from '@zhibu/policy';
import { ReconciledOutcome } from '../payment-lines/events';
import { BatchComparison, ChunkTotals } from './events';

export interface ReissueAsked {
  readonly lineNo: number;
  readonly attempt: number;
  readonly amountFen: Fen;
  readonly accountKey: string;
  /** Whose line it is and who recorded the account; null when the account is the one that was tried. */
  readonly changed: { readonly personKey: string; readonly recordedBy: readonly string[] } | null;
}

/** How many reissues the batch had when its lines were read: one that came since is not among them yet. */
type ReissuesSeen = number;

export type PaymentBatchCommand =
  | DomainCommand<'OpenBatch', { readonly batchId: string; readonly scheme: Scheme; readonly areaCode: AreaCode; readonly period: string; readonly throughMonth: Month; readonly deadline: LocalDate; readonly today: LocalDate }>
  | DomainCommand<'PlanBatch', { readonly chunks: readonly { readonly chunk: number; readonly after: string; readonly through: string; readonly entitlements: number }[] }>
  | DomainCommand<'RecordChunk', ChunkTotals & { readonly chunk: number; readonly exceptions: number; readonly confirmers: readonly string[] }>
  | DomainCommand<'FreezeBatch', { readonly today: LocalDate }>
  | DomainCommand<'SubmitBatch', { readonly comparison: BatchComparison; readonly today: LocalDate }>
  | DomainCommand<'SendBackBatch', { readonly reason: string; readonly today: LocalDate }>
  /** `listHash` is the hash the approver saw; `secondApprovalAboveFen` comes from configuration. */
  | DomainCommand<'ApproveBatch', { readonly listHash: string; readonly secondApprovalAboveFen: Fen; readonly today: LocalDate }>
  | DomainCommand<'RecordFundsReserved', { readonly fundId: string; readonly byLevel: readonly SharePart<FundingLevel>[] }>
  | DomainCommand<'RecordFundsShort', { readonly fundId: string; readonly missing: readonly SharePart<FundingLevel>[] }>
  | DomainCommand<'RecordFile', { readonly fileNo: number; readonly layout: string; readonly sha256: string; readonly lines: number; readonly totalFen: Fen; /** Null for the first file, whose lines nothing can hold. */ readonly instructionsHash: string | null; readonly reissues?: ReissuesSeen; /** Under whose name it was written; an older one was voided meanwhile. */ readonly fileVersion?: number }>
  | DomainCommand<'TakeFile', { readonly fileNo: number; readonly reason: string; readonly today: LocalDate }>
  | DomainCommand<'VoidFile', { readonly fileNo: number; readonly reason: string; readonly today: LocalDate }>
  /** `sha256` is that of the file whose lines were compared with their streams. */
  | DomainCommand<'SendBatch', { readonly fileNo: number; readonly sha256: string; readonly bankReference: string; readonly today: LocalDate }>
  | DomainCommand<'RecordReturns', { readonly returnFileId: string; readonly creditedFen: Fen; readonly returnedFen: Fen; readonly unknownFen: Fen; readonly credited: number; readonly returned: number; readonly unknown: number; readonly exceptions: number; readonly today: LocalDate }>
  /** What two officers decided on a line; the sums it adds may be negative. */
  | DomainCommand<'RecordReconciliation', { readonly lineNo: number; readonly attempt: number; readonly reconciliation: number; readonly outcome: ReconciledOutcome; readonly creditedFen: Fen; readonly returnedFen: Fen; readonly today: LocalDate }>
  /** Lines with an account that is not the one that was tried need an approval before they become instructions. */
  | DomainCommand<'ReissueLines', { readonly lines: readonly ReissueAsked[]; readonly reason: string; readonly today: LocalDate }>
  | DomainCommand<'ApproveReissue', { readonly instructions: readonly string[]; readonly today: LocalDate }>
  | DomainCommand<'DeclineReissue', { readonly instructions: readonly string[]; readonly reason: string; readonly today: LocalDate }>
  | DomainCommand<'CloseBatch', { readonly creditedFen: Fen; readonly returnedFen: Fen; readonly pendingFen: Fen; readonly unknownFen: Fen; readonly reissues?: ReissuesSeen; readonly today: LocalDate }>
  | DomainCommand<'CancelBatch', { readonly reason: string; readonly today: LocalDate }>
  | DomainCommand<'RecordReleased', { readonly today: LocalDate }>;
