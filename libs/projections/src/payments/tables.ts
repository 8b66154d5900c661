import { BatchComparison, LineExceptionKind, ReconciledOutcome, ReturnReason } from '@zhibu/domain';
import { SharePart } from '@zhibu/kernel';
import { FundingLevel } from '@zhibu/policy';
import { RowOf, boolean, integer, json, nullable, oneOf, table, text, texts } from '../framework/table';

export type BatchStatus = 'open' | 'planned' | 'frozen' | 'submitted' | 'approved' | 'funded' | 'filed' | 'sent' | 'closed' | 'cancelled';
export type LineStatus = 'pending' | 'sent' | 'credited' | 'returned' | 'unknown' | 'cancelled';

export interface BatchFileRow {
  readonly fileNo: number;
  readonly layout: string;
  readonly sha256: string;
  readonly lines: number;
  readonly totalFen: number;
  readonly sentOn: string | null;
  /** A voided file was never sent; its successor has the same number. */
  readonly voidedOn: string | null;
}

/** One row for a batch. `lines` = pending + credited + returned + unknown + cancelled, at every moment; so with fen. */
export const batches = table('batches', {
  columns: {
    batchId: text, scheme: text, areaCode: text, period: text, year: integer, throughMonth: text, deadline: text,
    status: oneOf<BatchStatus>(),
    preparedBy: texts, approvedBy: texts,
    /** Everybody who confirmed anybody on the list: none of them may pay it. */
    confirmedBy: texts,
    openedOn: text, approvedOn: nullable(text), closedOn: nullable(text),
    /** Since when an ended batch holds no month and no money any more. */
    releasedOn: nullable(text),
    chunksPlanned: integer, chunksBuilt: integer, entitlementsPlanned: integer,
    lines: integer, totalFen: integer,
    /** What each level funds of the chunks built so far. */
    builtByLevel: json<readonly SharePart<FundingLevel>[]>(),
    /** As frozen; null before. */
    byLevel: nullable(json<readonly SharePart<FundingLevel>[]>()), listHash: nullable(text),
    comparison: nullable(json<BatchComparison>()),
    fundId: nullable(text), fundsMissing: json<readonly SharePart<FundingLevel>[]>(),
    files: json<readonly BatchFileRow[]>(),
    /** Built or reissued and without an answer, sent or not. */
    pending: integer, pendingFen: integer, credited: integer, creditedFen: integer, returned: integer, returnedFen: integer,
    unknown: integer, unknownFen: integer, cancelled: integer, cancelledFen: integer,
    reissued: integer, returnFiles: integer, buildExceptions: integer, lineExceptions: integer,
    /** Of `lineExceptions`, those that neither a later answer nor two officers have settled. */
    lineExceptionsOpen: integer, reconciled: integer,
    reason: nullable(text), version: integer, simulated: boolean,
  },
  key: ['batchId'],
  indexes: [{ columns: ['areaCode', 'batchId'] }, { columns: ['scheme', 'areaCode', 'throughMonth', 'batchId'] }],
});

export interface LineAttempt {
  readonly attempt: number;
  readonly status: Exclude<LineStatus, 'pending' | 'sent'>;
  readonly reason: ReturnReason | null;
  readonly settledOn: string | null;
  /** Value day of a credit, where the bank told it. */
  readonly creditedOn?: string;
}

/** What one officer proposes and another one has to approve; its evidence is read from the stream. */
export interface ProposalRow {
  readonly reconciliation: number;
  readonly outcome: ReconciledOutcome;
  readonly creditedOn: string | null;
  readonly proposedOn: string;
  readonly decidedBy: readonly string[];
}

export const paymentLines = table('paymentLines', {
  columns: {
    batchId: text, lineNo: integer, chunk: integer, personKey: text, entitlementId: text,
    /** Area of the right when the line was built; the batch's area when the right is not known here. */
    areaCode: text,
    accountKey: text, amountFen: integer, attempt: integer, status: oneOf<LineStatus>(), reason: nullable(oneOf<ReturnReason>()),
    fileNo: nullable(integer), settledOn: nullable(text),
    /** Attempts that came to an end, oldest first: a returned one stays after its reissue. */
    attempts: json<readonly LineAttempt[]>(),
    exceptions: integer,
    /** Ids of the exceptions that are still open. */
    openExceptions: texts,
    creditedOn: nullable(text),
    /** Number of the proposal that waits for an approver; null without one. */
    proposalNo: nullable(integer), proposal: nullable(json<ProposalRow>()),
  },
  key: ['batchId', 'lineNo'],
  indexes: [{ columns: ['personKey', 'batchId', 'lineNo'] }, { columns: ['batchId', 'status', 'lineNo'] }, { columns: ['batchId', 'entitlementId'] }],
});

export const paymentChunks = table('paymentChunks', {
  columns: { batchId: text, chunk: integer, lineNos: json<readonly number[]>(), cancelled: boolean },
  key: ['batchId', 'chunk'],
});

/** What needs a person to look at: due but not listed, or answered otherwise than instructed. */
export const paymentExceptions = table('paymentExceptions', {
  columns: {
    exceptionId: text, batchId: text, lineNo: nullable(integer), areaCode: text, personKey: nullable(text), entitlementId: nullable(text),
    /** A kind of the bank's answer, or `not-listed` with the builder's code. */
    kind: oneOf<LineExceptionKind | 'not-listed'>(), code: nullable(text), expectedFen: nullable(integer), actualFen: nullable(integer),
    returnFileId: nullable(text), raisedAt: text,
    /** Null while it is open; set by a final answer of the bank or by two officers. */
    resolvedAt: nullable(text), resolution: nullable(oneOf<ReconciledOutcome>()),
  },
  key: ['exceptionId'],
  indexes: [{ columns: ['batchId', 'exceptionId'] }, { columns: ['areaCode', 'exceptionId'] }, { columns: ['personKey'] }],
});

/** Where a right is held; lines carry no area of their own. */
export const payeeAreas = table('payeeAreas', { columns: { entitlementId: text, areaCode: text }, key: ['entitlementId'] });

export type BatchRow = RowOf<typeof batches>;
export type PaymentLineRow = RowOf<typeof paymentLines>;
export type PaymentExceptionRow = RowOf<typeof paymentExceptions>;
