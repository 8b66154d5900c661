import { AreaCode, DomainCommand, Fen, LocalDate, Month, SharePart } from '@zhibu/kernel';
import { FundingLevel, Scheme } from '@zhibu/policy';
import { BatchComparison, ChunkTotals } from './events';

export type PaymentBatchCommand =
  | DomainCommand<'OpenBatch', { readonly batchId: string; readonly scheme: Scheme; readonly areaCode: AreaCode; readonly period: string; readonly throughMonth: Month; readonly deadline: LocalDate; readonly today: LocalDate }>
  | DomainCommand<'PlanBatch', { readonly chunks: readonly { readonly chunk: number; readonly after: string; readonly through: string; readonly entitlements: number }[] }>
  | DomainCommand<'RecordChunk', ChunkTotals & { readonly chunk: number; readonly exceptions: number; readonly confirmers: readonly string[] }>
  | DomainCommand<'FreezeBatch', { readonly today: LocalDate }>
  | DomainCommand<'SubmitBatch', { readonly comparison: BatchComparison; readonly today: LocalDate }>
  | DomainCommand<'SendBackBatch', { readonly reason: string }>
  /** `listHash` is the hash the approver saw; `secondApprovalAboveFen` comes from configuration. */
  | DomainCommand<'ApproveBatch', { readonly listHash: string; readonly secondApprovalAboveFen: Fen; readonly today: LocalDate }>
  | DomainCommand<'RecordFundsReserved', { readonly fundId: string; readonly byLevel: readonly SharePart<FundingLevel>[] }>
  | DomainCommand<'RecordFundsShort', { readonly fundId: string; readonly missing: readonly SharePart<FundingLevel>[] }>
  | DomainCommand<'RecordFile', { readonly fileNo: number; readonly layout: string; readonly sha256: string; readonly lines: number; readonly totalFen: Fen }>
  | DomainCommand<'TakeFile', { readonly fileNo: number; readonly reason: string; readonly today: LocalDate }>
  | DomainCommand<'SendBatch', { readonly fileNo: number; readonly bankReference: string; readonly today: LocalDate }>
  | DomainCommand<'RecordReturns', { readonly returnFileId: string; readonly creditedFen: Fen; readonly returnedFen: Fen; readonly unknownFen: Fen; readonly credited: number; readonly returned: number; readonly unknown: number; readonly exceptions: number; readonly today: LocalDate }>
  | DomainCommand<'ReissueLines', { readonly lines: readonly { readonly lineNo: number; readonly attempt: number; readonly amountFen: Fen }[] }>
  | DomainCommand<'CloseBatch', { readonly creditedFen: Fen; readonly returnedFen: Fen; readonly pendingFen: Fen; readonly unknownFen: Fen; readonly today: LocalDate }>
  | DomainCommand<'CancelBatch', { readonly reason: string }>
  | DomainCommand<'RecordReleased', { readonly today: LocalDate }>;
