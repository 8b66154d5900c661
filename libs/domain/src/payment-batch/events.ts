import { AreaCode, DomainEvent, Fen, LocalDate, Month, Personal, SharePart, describeEvents } from '@zhibu/kernel';
import { FundingLevel, Scheme } from '@zhibu/policy';
import { ReconciledOutcome } from '../payment-lines/events';

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
  | BatchFileVoided
  | BatchSent
  | BatchReturnsApplied
  | BatchLineReconciled
  | BatchReissueProposed
  | BatchReissueApproved
  | BatchReissueDeclined
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
    readonly listHash: string;
    /** What the hash is of: the chunk hashes in order alone, as at first, or together with the id of the batch. */
    readonly hashCovers: 'lines' | 'batch';
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
  /** People of the last batch whose money goes to another account now: whoever approves the list approves that. */
  readonly changedAccounts?: number;
}
export type BatchSubmitted = DomainEvent<'BatchSubmitted', { readonly batchId: string; readonly listHash: string; readonly comparison: BatchComparison; readonly submittedBy: readonly string[]; readonly submittedOn: LocalDate }>;
export type BatchSentBack = DomainEvent<'BatchSentBack', { readonly batchId: string; readonly reason: string; readonly sentBackBy: readonly string[]; /** Null where it was not kept. */ readonly sentBackOn: LocalDate | null }>;
/** With what the decision rested on, so that `approvalComplete` can execute it again. */
export type BatchApproved = DomainEvent<
  'BatchApproved',
  {
    readonly batchId: string;
    readonly listHash: string;
    readonly totalFen: Fen;
    readonly approvedBy: readonly string[];
    /** A second approver is needed above the limit. */
    readonly complete: boolean;
    readonly approvedOn: LocalDate;
    /** The limit in force; like the two below not kept with the earliest approvals. */
    readonly secondApprovalAboveFen?: Fen;
    readonly approvalsNeeded?: 1 | 2;
    /** Approvals of the same submission that came before this one. */
    readonly approvalsBefore?: number;
  }
>;
export type BatchFundsReserved = DomainEvent<'BatchFundsReserved', { readonly batchId: string; readonly fundId: string; readonly byLevel: readonly SharePart<FundingLevel>[] }>;
export type BatchFundsShort = DomainEvent<'BatchFundsShort', { readonly batchId: string; readonly fundId: string; readonly missing: readonly SharePart<FundingLevel>[] }>;
export type BatchFileWritten = DomainEvent<
  'BatchFileWritten',
  { readonly batchId: string; readonly fileNo: number; readonly layout: string; readonly sha256: string; readonly lines: number; readonly totalFen: Fen; readonly writtenBy: readonly string[]; /** Counts the files under one number from 1: an earlier one was voided. */ readonly fileVersion?: number; /** SHA-256 over the instruction ids in the file, in order. */ readonly instructionsHash?: string }
>;
/** Somebody took a bank file, which holds names and account numbers, out of the system. */
export type BatchFileTaken = DomainEvent<'BatchFileTaken', { readonly batchId: string; readonly fileNo: number; readonly reason: string; readonly takenOn: LocalDate; readonly takenBy: readonly string[] }>;
/** A file that was written and never sent is taken out of use; the next one under its number is a new version. */
export type BatchFileVoided = DomainEvent<
  'BatchFileVoided',
  { readonly batchId: string; readonly fileNo: number; readonly fileVersion: number; readonly sha256: string; readonly reason: string; readonly voidedBy: readonly string[]; readonly voidedOn: LocalDate }
>;
export type BatchSent = DomainEvent<'BatchSent', { readonly batchId: string; readonly fileNo: number; readonly sentOn: LocalDate; readonly sentBy: readonly string[]; readonly bankReference: string; /** Of the file that was sent. */ readonly sha256?: string }>;
export type BatchReturnsApplied = DomainEvent<
  'BatchReturnsApplied',
  { readonly batchId: string; readonly returnFileId: string; readonly creditedFen: Fen; readonly returnedFen: Fen; readonly unknownFen: Fen; readonly credited: number; readonly returned: number; readonly unknown: number; readonly exceptions: number; readonly appliedOn: LocalDate }
>;
/** What two officers decided on a line (`LineReconciled`), as it changes what answers had called credited and returned. */
export type BatchLineReconciled = DomainEvent<
  'BatchLineReconciled',
  { readonly batchId: string; readonly lineNo: number; readonly attempt: number; readonly reconciliation: number; readonly outcome: ReconciledOutcome; readonly creditedFen: Fen; readonly returnedFen: Fen; readonly recordedOn: LocalDate }
>;
/** A returned line is to go to an account that was recorded since: somebody else has to agree first. */
export type BatchReissueProposed = DomainEvent<
  'BatchReissueProposed',
  {
    readonly batchId: string;
    readonly lineNo: number;
    readonly attempt: number;
    readonly personKey: string;
    readonly accountKey: string;
    /** Acting ids of who recorded that account. */
    readonly accountRecordedBy: readonly string[];
    readonly amountFen: Fen;
    readonly reason: Personal<string>;
    readonly proposedBy: readonly string[];
    readonly proposedOn: LocalDate;
  }
>;
/** `<lineNo>/<attempt>` of each; `BatchReissued` follows with the accounts that were approved. */
export type BatchReissueApproved = DomainEvent<'BatchReissueApproved', { readonly batchId: string; readonly instructions: readonly string[]; readonly approvedBy: readonly string[]; readonly approvedOn: LocalDate }>;
export type BatchReissueDeclined = DomainEvent<'BatchReissueDeclined', { readonly batchId: string; readonly instructions: readonly string[]; readonly reason: string; readonly declinedBy: readonly string[]; readonly declinedOn: LocalDate }>;
/** Corrected lines go out again as new instructions, in a file of their own. */
export type BatchReissued = DomainEvent<
  'BatchReissued',
  {
    readonly batchId: string;
    /** The account is missing in the earliest events: then it was the person's on the day of the reissue. */
    readonly lines: readonly { readonly lineNo: number; readonly attempt: number; readonly amountFen: Fen; readonly accountKey?: string }[];
    readonly totalFen: Fen;
    readonly reissuedBy: readonly string[];
    readonly reissuedOn: LocalDate | null;
  }
>;
export type BatchClosed = DomainEvent<'BatchClosed', { readonly batchId: string; readonly creditedFen: Fen; readonly returnedFen: Fen; readonly closedOn: LocalDate; readonly closedBy: readonly string[] }>;
export type BatchCancelled = DomainEvent<'BatchCancelled', { readonly batchId: string; readonly reason: string; readonly cancelledBy: readonly string[]; readonly cancelledOn: LocalDate | null }>;
/** Everything that an ended batch still held was given back: claims of who was not paid, money not used. */
export type BatchReleased = DomainEvent<'BatchReleased', { readonly batchId: string; readonly releasedOn: LocalDate }>;

/** Events of the first version said `by` and no day. */
type First = { readonly by: readonly string[] };
const second = <Upcast>(upcast: (by: readonly string[]) => Upcast) => ({
  schemaVersion: 2,
  upcasters: { 1: ({ by, ...rest }: First) => ({ ...rest, ...upcast(by) }) },
  subjects: [],
  personal: [],
});
const spec = { schemaVersion: 1, subjects: [], personal: [] };
/** The first lists had the same hash in two periods when the same people got the same amounts. */
const frozenFirst = (data: Omit<BatchFrozen['data'], 'hashCovers'>): BatchFrozen['data'] => ({ ...data, hashCovers: 'lines' });

export const paymentBatchEventSpecs = describeEvents<PaymentBatchEvent>()({
  BatchOpened: spec,
  BatchPlanned: spec,
  BatchChunkBuilt: spec,
  BatchFrozen: { schemaVersion: 2, upcasters: { 1: frozenFirst }, subjects: [], personal: [] },
  BatchSubmitted: spec,
  BatchSentBack: second((by) => ({ sentBackBy: by, sentBackOn: null })),
  BatchApproved: spec,
  BatchFundsReserved: spec,
  BatchFundsShort: spec,
  BatchFileWritten: spec,
  BatchFileTaken: spec,
  BatchFileVoided: spec,
  BatchSent: spec,
  BatchReturnsApplied: spec,
  BatchLineReconciled: spec,
  BatchReissueProposed: { schemaVersion: 1, subjects: ['personKey'], personal: [{ of: 'personKey', fields: ['reason'], evidence: true }] },
  BatchReissueApproved: spec,
  BatchReissueDeclined: spec,
  BatchReissued: second((by) => ({ reissuedBy: by, reissuedOn: null })),
  BatchClosed: spec,
  BatchCancelled: second((by) => ({ cancelledBy: by, cancelledOn: null })),
  BatchReleased: spec,
});
