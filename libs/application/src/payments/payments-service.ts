import { AreaCode, Fen, LocalDate, Month, Result } from '@zhibu/kernel';
import { BatchComparison, LineReconciliationProposed, LineState, PaymentBatchEvent, PaymentLinesEvent, ReconciledOutcome, ReissueProposal, ReturnFileRow } from '@zhibu/domain';
import { Scheme } from '@zhibu/policy';
import { CommandContext } from '../execute/context';
import { Done, Outcome } from '../execute/outcome';
import { WrittenFile } from '../ports/payment-file-writer';
import { ReturnRows } from '../ports/return-rows';
import { LineAmount } from './amount-of-line';
import { DifferenceReason, Differing } from './difference-reason';

export interface BatchRef {
  readonly batchId: string;
}

export interface LineRef extends BatchRef {
  readonly lineNo: number;
}

export interface ReconciliationRef extends LineRef {
  /** Counts the proposals of the line from 1. */
  readonly reconciliation: number;
}

export interface ProposeInput extends LineRef {
  readonly outcome: ReconciledOutcome;
  /** Day of the credit by the bank's statement; null for money that came back. */
  readonly creditedOn: LocalDate | null;
  /** Which statement of the bank says so, and what; 1 to 500 characters, sealed with the person's key. */
  readonly evidence: string;
}

export type Reconciled = ReconciliationRef & { readonly outcome: ReconciledOutcome };
export type ProposalShown = Omit<LineReconciliationProposed['data'], 'chunk'>;

/** The reason is the approver's own: how it was made sure that the account is the person's. */
export type ReissueDecision = BatchRef & { readonly instructions: readonly string[]; readonly reason: string };

export interface OpenBatchInput {
  readonly scheme: Scheme;
  readonly areaCode: AreaCode;
  /** A year `2016`, a half-year `2016-H1` or a month `2016-06`. */
  readonly period: string;
  /** Default: the last month of the period, or what the area's payment plan names. */
  readonly throughMonth?: Month;
  /** Default: what the area's payment plan names, else the last day of `throughMonth`. */
  readonly deadline?: LocalDate;
}

export interface BuildProgress {
  readonly chunksDone: number;
  readonly chunks: number;
  readonly lines: number;
  readonly totalFen: Fen;
  readonly exceptions: number;
}

/** A return file, its rows in memory or, as `ReturnRows`, where they can be read a part at a time. */
export interface ReturnFileInput<Rows = readonly ReturnFileRow[]> {
  readonly batchId: string;
  readonly fileNo: number;
  /** SHA-256 of the bytes as received, in hex: the file's id. */
  readonly sha256: string;
  readonly layout: string;
  /** As header or trailer state them; a difference of 0.01 refuses the whole file. */
  readonly statedRows: number;
  readonly statedTotalFen: Fen;
  /** Day of the answer by the file itself, where its layout has it. */
  readonly answeredOn?: LocalDate;
  /** At most 1,000,000. */
  readonly rows: Rows;
}

/** Called as lines are posted, with the rows of the file that stand on their lines by now, whoever posted them. */
export type ReturnsProgress = (rowsPosted: number) => void;

export interface ReturnTotals {
  readonly returnFileId: string;
  readonly credited: number;
  readonly returned: number;
  readonly unknown: number;
  readonly exceptions: number;
  readonly creditedFen: Fen;
  readonly returnedFen: Fen;
  readonly unknownFen: Fen;
}

export interface ReissueDone {
  /** Issued again, and their fen. */
  readonly lines: number;
  readonly totalFen: Fen;
  /** `<lineNo>/<attempt>` of lines to another account, which wait for a second person, and their fen. */
  readonly waiting: readonly string[];
  readonly waitingFen: Fen;
}

type Written = Promise<Outcome<PaymentBatchEvent>>;

/** Every step may be repeated after a crash at any point: keys are made from batch, chunk and person. */
export interface PaymentsService {
  /** Opens the next batch of scheme, area and period and plans its chunks (at most 500 entitlements each). */
  open(context: CommandContext, input: OpenBatchInput): Promise<Done<BatchRef & { readonly chunks: number }>>;
  /** Goes on with a batch that was opened and not planned. */
  plan(context: CommandContext, input: BatchRef): Promise<Done<BatchRef & { readonly chunks: number }>>;
  /** Builds one chunk; what a job does. Dues are claimed on the ledgers before the lines exist. */
  buildChunk(context: CommandContext, input: BatchRef & { readonly chunk: number }): Promise<Done<BuildProgress>>;
  /** Builds every chunk that is not built yet, here and now. The queue does the same with jobs. */
  buildAll(context: CommandContext, input: BatchRef, onProgress?: (progress: BuildProgress) => void): Promise<Done<BuildProgress>>;
  freeze(context: CommandContext, input: BatchRef): Written;
  /** New, ended, changed and unchanged people against the last batch of the same scheme and area. */
  compare(input: BatchRef): Promise<Done<BatchComparison>>;
  /** The batch that this one is compared with, or `null` before the first. */
  previousOf(input: BatchRef): Promise<string | null>;
  /** Why each of these people differs from the batch before, in their order; at most 200 at once. */
  differenceReasons(input: BatchRef & { readonly previousBatchId: string | null; readonly lines: readonly Differing[] }): Promise<Result<readonly (readonly DifferenceReason[])[]>>;
  /** What the amount of a line was made of when it was claimed. */
  lineAmount(input: LineRef): Promise<Result<LineAmount>>;
  /** Compares and submits. */
  submit(context: CommandContext, input: BatchRef): Written;
  sendBack(context: CommandContext, input: BatchRef & { readonly reason: string }): Written;
  /** `listHash` is the hash that the approver saw. */
  approve(context: CommandContext, input: BatchRef & { readonly listHash: string }): Written;
  /** Reserve on the fund's stream, then note it on the batch; short funds are noted, not thrown. Safe to repeat. */
  reserveFunds(context: CommandContext, input: BatchRef): Written;
  /** Streams the next file (first the whole list, then reissues) to the writer and notes its hash. */
  writeFile(context: CommandContext, input: BatchRef): Promise<Done<WrittenFile & { readonly fileNo: number }>>;
  /** A written file to be taken to the bank: the taking is recorded first, with the reason. */
  takeFile(context: CommandContext, input: BatchRef & { readonly fileNo: number; readonly reason: string }): Promise<Done<{ readonly name: string; readonly content: AsyncIterable<Uint8Array> }>>;
  /** Marks every line of the file as sent, then the batch. */
  send(context: CommandContext, input: BatchRef & { readonly fileNo: number; readonly bankReference: string }): Written;
  /** Checks the file whole, stores it, settles its lines and moves the funds, a part at a time. The same file again changes nothing. */
  receiveReturns(context: CommandContext, input: ReturnFileInput<ReturnRows | readonly ReturnFileRow[]>, onProgress?: ReturnsProgress): Promise<Done<ReturnTotals>>;
  /** Goes on with a file that was stored: what the `returns` job does. */
  applyReturns(context: CommandContext, input: { readonly returnFileId: string }, onProgress?: ReturnsProgress): Promise<Done<ReturnTotals>>;
  /** Ids of the return files that were posted to their end, whoever handed them in. */
  postedReturns(input: BatchRef): Promise<Result<readonly string[]>>;
  /**
   * What the bank's statement tells of a line that its answers leave open: without a certain result, late, short,
   * reversed or doubled. A preparer proposes; nothing moves before `approveReconciliation`.
   */
  proposeReconciliation(context: CommandContext, input: ProposeInput): Promise<Done<Reconciled>>;
  /** The open proposal of a line with its evidence. The look at the person is recorded first. */
  readReconciliation(context: CommandContext, input: LineRef & { readonly reason: string }): Promise<Done<ProposalShown>>;
  /** By an approver who neither proposed it nor prepared the batch. Ledger, funds and batch follow. */
  approveReconciliation(context: CommandContext, input: ReconciliationRef): Promise<Done<Reconciled>>;
  declineReconciliation(context: CommandContext, input: ReconciliationRef & { readonly reason: string }): Promise<Outcome<PaymentLinesEvent>>;
  /** Goes on with what two officers decided: what the job does. Safe to repeat. */
  applyReconciliation(context: CommandContext, input: ReconciliationRef): Promise<Done<ReconciliationRef>>;
  /** Takes a file that was not sent out of use, so that it can be written anew. */
  voidFile(context: CommandContext, input: BatchRef & { readonly fileNo: number; readonly reason: string }): Written;
  /** A returned line goes out again as a new instruction, to the person's account of today; another account than the one tried needs an approval first. */
  reissue(context: CommandContext, input: BatchRef & { readonly lines: readonly number[]; readonly reason: string }): Promise<Done<ReissueDone>>;
  /** Instructions `<lineNo>/<attempt>` that wait; `reason` is the approver's own. */
  approveReissue(context: CommandContext, input: ReissueDecision): Promise<Done<ReissueDone>>;
  declineReissue(context: CommandContext, input: ReissueDecision): Written;
  reissueProposals(input: BatchRef): Promise<Result<readonly ReissueProposal[]>>;
  close(context: CommandContext, input: BatchRef): Written;
  /** Cancels before a file is written, an approved one by an approver: claims on the ledgers and reserved funds are released. */
  cancel(context: CommandContext, input: BatchRef & { readonly reason: string }): Written;
  /** Gives back what a cancelled or closed batch still holds. Safe to repeat. */
  release(context: CommandContext, input: BatchRef): Promise<Done<BatchRef>>;
  /** One chunk's lines as they stand now. */
  lines(input: BatchRef & { readonly chunk: number }): Promise<readonly LineState[]>;
}
