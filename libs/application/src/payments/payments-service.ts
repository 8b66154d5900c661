import { AreaCode, Fen, LocalDate, Month } from '@zhibu/kernel';
import { BatchComparison, LineState, PaymentBatchEvent, ReturnFileRow } from '@zhibu/domain';
import { Scheme } from '@zhibu/policy';
import { CommandContext } from '../execute/context';
import { Done, Outcome } from '../execute/outcome';
import { WrittenFile } from '../ports/payment-file-writer';

export interface BatchRef {
  readonly batchId: string;
}

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

export interface ReturnFileInput {
  readonly batchId: string;
  readonly fileNo: number;
  /** SHA-256 of the bytes as received, in hex: the file's id. */
  readonly sha256: string;
  readonly layout: string;
  /** As header or trailer state them; a difference of 0.01 refuses the whole file. */
  readonly statedRows: number;
  readonly statedTotalFen: Fen;
  /** At most 1,000,000. */
  readonly rows: readonly ReturnFileRow[];
}

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
  /** Stores the file, settles its lines and moves the funds. The same file again changes nothing. */
  receiveReturns(context: CommandContext, input: ReturnFileInput): Promise<Done<ReturnTotals>>;
  /** Goes on with a file that was stored: what the `returns` job does. */
  applyReturns(context: CommandContext, input: { readonly returnFileId: string }): Promise<Done<ReturnTotals>>;
  /** A returned line goes out again as a new instruction, to the person's account of today. */
  reissue(context: CommandContext, input: BatchRef & { readonly lines: readonly number[]; readonly reason: string }): Promise<Done<{ readonly lines: number; readonly totalFen: Fen }>>;
  close(context: CommandContext, input: BatchRef): Written;
  /** Cancels before a file is written, an approved one by an approver: claims on the ledgers and reserved funds are released. */
  cancel(context: CommandContext, input: BatchRef & { readonly reason: string }): Written;
  /** Gives back what a cancelled or closed batch still holds. Safe to repeat. */
  release(context: CommandContext, input: BatchRef): Promise<Done<BatchRef>>;
  /** One chunk's lines as they stand now. */
  lines(input: BatchRef & { readonly chunk: number }): Promise<readonly LineState[]>;
}
