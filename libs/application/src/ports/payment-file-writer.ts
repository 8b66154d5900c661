import { AreaCode, Fen, LocalDate } from '@zhibu/kernel';
import { Scheme } from '@zhibu/policy';

export interface PaymentFileHeader {
  readonly batchId: string;
  readonly fileNo: number;
  /** Counts the files under one number from 1, which is the default: an earlier one was voided. */
  readonly fileVersion?: number;
  readonly scheme: Scheme;
  readonly areaCode: AreaCode;
  readonly period: string;
  readonly writtenOn: LocalDate;
  /** Known before the first row: many layouts begin with them. */
  readonly lines: number;
  readonly totalFen: Fen;
}

export interface PaymentFileRow {
  readonly lineNo: number;
  readonly attempt: number;
  /** `<batchId>/<lineNo>/<attempt>`. */
  readonly instructionId: string;
  readonly name: string;
  readonly idNumber: string;
  readonly accountNumber: string;
  readonly bank: string;
  readonly amountFen: Fen;
}

export interface WrittenFile {
  readonly layout: string;
  readonly sha256: string;
  readonly lines: number;
  readonly totalFen: Fen;
  /** Where the shell keeps it; never a public path. */
  readonly location: string;
}

/** Writes a bank file row by row. Throws when the rows do not add to the header: then no file is kept. */
export interface PaymentFileWriter {
  /**
   * `beforeKept` hears of the whole file while it is a draft: when it throws, no file is kept and what stood under that
   * name before stands as it did. A file of the same name and content may be written again.
   */
  write(header: PaymentFileHeader, rows: AsyncIterable<PaymentFileRow>, beforeKept?: (draft: WrittenFile) => Promise<void>): Promise<WrittenFile>;
  /** The bytes of a file written before, in pieces. Throws when it is not there. */
  read(batchId: string, fileNo: number, fileVersion?: number): AsyncIterable<Uint8Array>;
  /** SHA-256 of the file as it is kept now, in hex; `null` when it is not there. */
  hashOf(batchId: string, fileNo: number, fileVersion?: number): Promise<string | null>;
  /** Where a file written before is kept. */
  locate(batchId: string, fileNo: number, fileVersion?: number): string;
}
