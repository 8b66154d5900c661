import { AreaCode, DomainEvent, Fen, LocalDate, Month, SharePart, describeEvents } from '@zhibu/kernel';
import { FundingLevel, Scheme } from '@zhibu/policy';

/** Stream `batch-<batchId>` with id `<scheme>.<area>.<period>.<n>`. Lines live in `lines-<batchId>.<chunk>`. */
export type PaymentBatchEvent =
  | BatchOpened
  | BatchPlanned
  | BatchChunkBuilt
  | BatchFrozen
  | BatchSubmitted
  | BatchSentBack
  | BatchApproved
  | BatchFundsReserved
  | BatchFundsShort
  | BatchFileWritten
  | BatchFileTaken
  | BatchSent
  | BatchReturnsApplied
  | BatchReissued
  | BatchClosed
  | BatchCancelled
  | BatchReleased;

export type BatchOpened = DomainEvent<
  'BatchOpened',
  {
    readonly batchId: string;
    readonly scheme: Scheme;
    readonly areaCode: AreaCode;
    /** A year `2016`, a half-year `2016-H1` or a month `2016-06`. */
    readonly period: string;
    /** All unclaimed eligible months up to this one are due. */
    readonly throughMonth: Month;
    /** Day by which the money must be credited. */
    readonly deadline: LocalDate;
    readonly preparedBy: readonly string[];
    readonly openedOn: LocalDate;
  }
>;
/** Which entitlements each chunk covers, by a range of their ids in text order (after, through]. */
export type BatchPlanned = DomainEvent<
  'BatchPlanned',
  { readonly batchId: string; readonly chunks: readonly { readonly chunk: number; readonly after: string; readonly through: string; readonly entitlements: number }[] }
>;
export interface ChunkTotals {
  readonly lines: number;
  readonly totalFen: Fen;
  readonly byLevel: readonly SharePart<FundingLevel>[];
  /** SHA-256 over the chunk's lines in order. */
  readonly hash: string;
}
export type BatchChunkBuilt = DomainEvent<
  'BatchChunkBuilt',
  ChunkTotals & { readonly batchId: string; readonly chunk: number; readonly exceptions: number; /** Ids of officers who confirmed anybody in it. */ readonly confirmers: readonly string[] }
>;
export type BatchFrozen = DomainEvent<
  'BatchFrozen',
  {
    readonly batchId: string;
    readonly lines: number;
    readonly totalFen: Fen;
    readonly byLevel: readonly SharePart<FundingLevel>[];
    /** SHA-256 over the chunk hashes in order. */
    readonly listHash: string;
    readonly frozenBy: readonly string[];
    readonly frozenOn: LocalDate;
  }
>;
/** Difference to the last batch of the same scheme and area, kept with the submission. */
export interface BatchComparison {
  readonly previousBatchId: string | null;
  readonly newLines: number;
  readonly endedLines: number;
  readonly changedLines: number;
  readonly unchangedLines: number;
  readonly differenceFen: Fen;
}
export type BatchSubmitted = DomainEvent<'BatchSubmitted', { readonly batchId: string; readonly listHash: string; readonly comparison: BatchComparison; readonly submittedBy: readonly string[]; readonly submittedOn: LocalDate }>;
export type BatchSentBack = DomainEvent<'BatchSentBack', { readonly batchId: string; readonly reason: string; readonly by: readonly string[] }>;
export type BatchApproved = DomainEvent<'BatchApproved', { readonly batchId: string; readonly listHash: string; readonly totalFen: Fen; readonly approvedBy: readonly string[]; /** A second approver is needed above the limit. */ readonly complete: boolean; readonly approvedOn: LocalDate }>;
export type BatchFundsReserved = DomainEvent<'BatchFundsReserved', { readonly batchId: string; readonly fundId: string; readonly byLevel: readonly SharePart<FundingLevel>[] }>;
export type BatchFundsShort = DomainEvent<'BatchFundsShort', { readonly batchId: string; readonly fundId: string; readonly missing: readonly SharePart<FundingLevel>[] }>;
export type BatchFileWritten = DomainEvent<
  'BatchFileWritten',
  { readonly batchId: string; readonly fileNo: number; readonly layout: string; readonly sha256: string; readonly lines: number; readonly totalFen: Fen; readonly writtenBy: readonly string[] }
>;
/** Somebody took a bank file, which holds names and account numbers, out of the system. */
export type BatchFileTaken = DomainEvent<'BatchFileTaken', { readonly batchId: string; readonly fileNo: number; readonly reason: string; readonly takenOn: LocalDate; readonly takenBy: readonly string[] }>;
export type BatchSent = DomainEvent<'BatchSent', { readonly batchId: string; readonly fileNo: number; readonly sentOn: LocalDate; readonly sentBy: readonly string[]; readonly bankReference: string }>;
export type BatchReturnsApplied = DomainEvent<
  'BatchReturnsApplied',
  { readonly batchId: string; readonly returnFileId: string; readonly creditedFen: Fen; readonly returnedFen: Fen; readonly unknownFen: Fen; readonly credited: number; readonly returned: number; readonly unknown: number; readonly exceptions: number; readonly appliedOn: LocalDate }
>;
/** Corrected lines go out again as new instructions, in a file of their own. */
export type BatchReissued = DomainEvent<'BatchReissued', { readonly batchId: string; readonly lines: readonly { readonly lineNo: number; readonly attempt: number; readonly amountFen: Fen }[]; readonly totalFen: Fen; readonly by: readonly string[] }>;
export type BatchClosed = DomainEvent<'BatchClosed', { readonly batchId: string; readonly creditedFen: Fen; readonly returnedFen: Fen; readonly closedOn: LocalDate; readonly closedBy: readonly string[] }>;
export type BatchCancelled = DomainEvent<'BatchCancelled', { readonly batchId: string; readonly reason: string; readonly by: readonly string[] }>;
/** Everything that an ended batch still held was given back: claims of who was not paid, money not used. */
export type BatchReleased = DomainEvent<'BatchReleased', { readonly batchId: string; readonly releasedOn: LocalDate }>;

const spec = { schemaVersion: 1, subjects: [], personal: [] };

export const paymentBatchEventSpecs = describeEvents<PaymentBatchEvent>()({
  BatchOpened: spec,
  BatchPlanned: spec,
  BatchChunkBuilt: spec,
  BatchFrozen: spec,
  BatchSubmitted: spec,
  BatchSentBack: spec,
  BatchApproved: spec,
  BatchFundsReserved: spec,
  BatchFundsShort: spec,
  BatchFileWritten: spec,
  BatchFileTaken: spec,
  BatchSent: spec,
  BatchReturnsApplied: spec,
  BatchReissued: spec,
  BatchClosed: spec,
  BatchCancelled: spec,
  BatchReleased: spec,
});
