import { DomainEvent, Fen, LocalDate, Personal, describeEvents, sealedSince } from '@zhibu/kernel';

/**
 * Stream `lines-<batchId>.<chunk>`: 100 to 500 payment lines that move together. Instruction ids are
 * `<batchId>/<lineNo>/<attempt>`, stored before anything is sent.
 */
export type PaymentLinesEvent =
  | LinesPlanned
  | LinesBuilt
  | LinesSent
  | LinesSettled
  | LineReissued
  | LineExceptionRaised
  | LineReconciliationProposed
  | LineReconciliationDeclined
  | LineReconciled
  | LinesCancelled;

export interface PaymentLine {
  /** Unique in the batch, from 1. */
  readonly lineNo: number;
  readonly personKey: string;
  readonly entitlementId: string;
  readonly accountKey: string;
  readonly amountFen: Fen;
}
/** Somebody who was due but could not be put on the list, and why. */
export interface BuildException {
  readonly personKey: string;
  readonly entitlementId: string;
  readonly code: string;
}
/**
 * Who the chunk is for, in the order of their ids: fixed before anything is claimed, so that two workers on one chunk,
 * or one after a crash, number everybody alike. Whoever joins the range later waits for the next batch.
 */
export type LinesPlanned = DomainEvent<'LinesPlanned', { readonly batchId: string; readonly chunk: number; readonly entitlementIds: readonly string[] }>;
export type LinesBuilt = DomainEvent<'LinesBuilt', { readonly batchId: string; readonly chunk: number; readonly lines: readonly PaymentLine[]; readonly exceptions: readonly BuildException[] }>;
export type LinesSent = DomainEvent<'LinesSent', { readonly batchId: string; readonly chunk: number; readonly fileNo: number; readonly sentOn: LocalDate; readonly lines: readonly { readonly lineNo: number; readonly attempt: number }[] }>;
export type SettledStatus = 'credited' | 'returned' | 'unknown';
export type ReturnReason = 'name-mismatch' | 'no-such-account' | 'account-closed' | 'account-frozen' | 'id-mismatch' | 'other';
export interface LineOutcome {
  readonly lineNo: number;
  readonly attempt: number;
  readonly personKey: string;
  readonly status: SettledStatus;
  readonly reason: ReturnReason | null;
  readonly amountFen: Fen;
  /** The bank's value day of a credit, where its answer tells it; else the day of the answer has to do. */
  readonly creditedOn?: LocalDate;
}
export type LinesSettled = DomainEvent<'LinesSettled', { readonly batchId: string; readonly chunk: number; readonly returnFileId: string; readonly settledOn: LocalDate; readonly outcomes: readonly LineOutcome[] }>;
export type LineReissued = DomainEvent<'LineReissued', { readonly batchId: string; readonly chunk: number; readonly lineNo: number; readonly attempt: number; readonly personKey: string; readonly accountKey: string; readonly amountFen: Fen; readonly reason: Personal<string>; /** The file that will carry it, known before that file is written. */ readonly fileNo: number }>;
export type LineExceptionKind =
  | 'unknown-line'
  | 'missing'
  | 'duplicated'
  | 'short'
  | 'reversed'
  | 'late'
  /** Credited after another batch had claimed the same months: one of the two has to come back. */
  | 'paid-twice';
export type LineExceptionRaised = DomainEvent<
  'LineExceptionRaised',
  { readonly batchId: string; readonly chunk: number; readonly lineNo: number; readonly personKey: string | null; readonly kind: LineExceptionKind; readonly expectedFen: Fen; readonly actualFen: Fen | null; readonly returnFileId: string }
>;
/** What two officers may find out about a line that the bank's answers leave open. */
export type ReconciledOutcome = 'credited' | 'returned';
interface Reconciliation {
  readonly batchId: string;
  readonly chunk: number;
  readonly lineNo: number;
  /** The latest instruction of the line. */
  readonly attempt: number;
  readonly personKey: string;
  /** Counts the proposals of the line from 1: the approver names the one that was seen. */
  readonly reconciliation: number;
}
/** Somebody of finance read the bank's statement and says what became of the money; another one has to agree. */
export type LineReconciliationProposed = DomainEvent<
  'LineReconciliationProposed',
  Reconciliation & { readonly outcome: ReconciledOutcome; readonly amountFen: Fen; /** Day of the credit by the statement; null unless credited. */ readonly creditedOn: LocalDate | null; /** The bank's statement and what it says. */ readonly evidence: Personal<string>; readonly proposedOn: LocalDate; readonly decidedBy: readonly string[] }
>;
export type LineReconciliationDeclined = DomainEvent<'LineReconciliationDeclined', Reconciliation & { readonly reason: Personal<string>; readonly declinedOn: LocalDate; readonly declinedBy: readonly string[] }>;
export type LineReconciled = DomainEvent<
  'LineReconciled',
  Reconciliation & {
    readonly from: SettledStatus;
    readonly outcome: ReconciledOutcome;
    readonly amountFen: Fen;
    /** What it adds to the money that answers called credited and returned: the amount, nothing, or the amount taken away. */
    readonly creditedFen: Fen;
    readonly returnedFen: Fen;
    readonly creditedOn: LocalDate | null;
    readonly reconciledOn: LocalDate;
    readonly decidedBy: readonly string[];
    readonly approvedBy: readonly string[];
  }
>;
export type LinesCancelled = DomainEvent<'LinesCancelled', { readonly batchId: string; readonly chunk: number; readonly reason: string }>;

export const paymentLinesEventSpecs = describeEvents<PaymentLinesEvent>()({
  // What came of being listed is told by the ledger and by `LinesBuilt`, which do name the people.
  LinesPlanned: { schemaVersion: 1, subjects: [], personal: [] },
  LinesBuilt: { schemaVersion: 1, subjects: ['lines.*.personKey', 'exceptions.*.personKey'], personal: [] },
  LinesSent: { schemaVersion: 1, subjects: [], personal: [] },
  LinesSettled: { schemaVersion: 1, subjects: ['outcomes.*.personKey'], personal: [] },
  // The reason stood in the clear before.
  LineReissued: { schemaVersion: 2, upcasters: { 1: sealedSince }, subjects: ['personKey'], personal: [{ of: 'personKey', fields: ['reason'], evidence: true }] },
  LineExceptionRaised: { schemaVersion: 1, subjects: ['personKey'], personal: [] },
  LineReconciliationProposed: { schemaVersion: 1, subjects: ['personKey'], personal: [{ of: 'personKey', fields: ['evidence'], evidence: true }] },
  LineReconciliationDeclined: { schemaVersion: 1, subjects: ['personKey'], personal: [{ of: 'personKey', fields: ['reason'], evidence: true }] },
  LineReconciled: { schemaVersion: 1, subjects: ['personKey'], personal: [] },
  LinesCancelled: { schemaVersion: 1, subjects: [], personal: [] },
});
