import { createHash } from 'node:crypto';
import { encode, decode } from 'iconv-lite';
import { RejectionError, Fen, formatYuan } from '@zhibu/kernel';
import type { PaymentFileHeader, PaymentFileRow } from '@zhibu/application';
import { BankLayout, PaymentField, SummaryField } from './layout';
import { headerDiffers, holdsDelimiter, notAnAmount, notInEncoding } from './rejections';

export interface PaymentFileDigest {
  readonly sha256: string;
  readonly bytes: number;
  readonly lines: number;
  readonly totalFen: Fen;
}
export interface PaymentFileOutput {
  /** Buffers of about 64 KiB; at most one of them is in memory. Read once. */
  readonly chunks: AsyncIterable<Buffer>;
  /** Running digest; final once `chunks` has ended. */
  digest(): PaymentFileDigest;
}

const bufferBytes = 64 * 1024;

/** Turns one value into its text in the file, exactly as it is, or refuses: a bank file never alters a name. */
const cellWriter = (layout: BankLayout) => {
  const special = layout.quoted ? /["\r\n]/ : new RegExp(`[\\r\\n${layout.delimiter === '\t' ? '\\t' : `\\${layout.delimiter}`}]`);
  // Bank and purpose repeat on every line; names are tried one by one, and plain ASCII never needs it.
  const known = new Map<string, string>();
  const survives = (value: string, field: string): boolean => {
    if (layout.encoding === 'utf-8' || /^[\x20-\x7e]*$/.test(value) || known.get(field) === value) return true;
    if (decode(encode(value, layout.encoding), layout.encoding) !== value) return false;
    known.set(field, value);
    return true;
  };
  return (value: string, line: number, field: string): string => {
    if (!survives(value, field)) throw new RejectionError(notInEncoding(line, field, value, layout.encoding));
    if (/[\r\n]/.test(value) || (!layout.quoted && special.test(value))) throw new RejectionError(holdsDelimiter(line, field));
    return layout.quoted && (special.test(value) || value.includes(layout.delimiter)) ? `"${value.replaceAll('"', '""')}"` : value;
  };
};

const summaryText = (field: SummaryField, header: PaymentFileHeader): string => {
  switch (field) {
    case 'batch':
      return header.batchId;
    case 'file':
      return `${header.fileNo}`;
    case 'lines':
      return `${header.lines}`;
    case 'total':
      return formatYuan(header.totalFen);
    case 'mark':
    // Only an answer has a day; the layout refuses it here.
    case 'answered-on':
      return '';
  }
};

const fieldText = (field: PaymentField, row: PaymentFileRow, sequence: number, purpose: string): string => {
  switch (field) {
    case 'sequence':
      return `${sequence}`;
    case 'instruction':
      return row.instructionId;
    case 'name':
      return row.name;
    case 'id-number':
      return row.idNumber;
    case 'account':
      return row.accountNumber;
    case 'bank':
      return row.bank;
    case 'amount':
      return formatYuan(row.amountFen);
    case 'purpose':
      return purpose;
  }
};

/** The text of the file, record by record, with the rows counted and added up on the way. */
async function* records(layout: BankLayout, header: PaymentFileHeader, rows: AsyncIterable<PaymentFileRow>, count: (amountFen: Fen) => void): AsyncGenerator<string> {
  const cell = cellWriter(layout);
  const end = layout.lineEnd === 'crlf' ? '\r\n' : '\n';
  const record = (cells: readonly string[]): string => cells.join(layout.delimiter) + end;
  const purpose = layout.payment.purpose.replaceAll('{scheme}', header.scheme).replaceAll('{period}', header.period).replaceAll('{batch}', header.batchId);
  yield record(layout.payment.header.map((field) => cell(summaryText(field, header), 0, field)));
  if (layout.payment.titles) yield record(layout.payment.columns.map((column) => cell(column.title, 0, column.field)));
  let sequence = 0;
  for await (const row of rows) {
    sequence += 1;
    if (!Number.isSafeInteger(row.amountFen) || row.amountFen <= 0) throw new RejectionError(notAnAmount(sequence, row.amountFen));
    count(row.amountFen);
    yield record(layout.payment.columns.map(({ field }) => cell(fieldText(field, row, sequence, purpose), sequence, field)));
  }
}

/**
 * Streams a payment file in bounded memory with a running SHA-256. Ends with `RejectionError` when the rows do
 * not add to the header or a value cannot be written as it is; what was produced until then is void. Meant for
 * the bank's program: nothing is escaped for spreadsheets, because that would alter names.
 */
export const writePaymentFile = (layout: BankLayout, header: PaymentFileHeader, rows: AsyncIterable<PaymentFileRow>): PaymentFileOutput => {
  const hash = createHash('sha256');
  let [bytes, lines, totalFen, digest] = [0, 0, 0, null as string | null];
  const sealed = (text: string): Buffer => {
    const buffer = encode(text, layout.encoding);
    hash.update(buffer);
    bytes += buffer.length;
    return buffer;
  };
  async function* chunks(): AsyncGenerator<Buffer> {
    let pending = layout.byteOrderMark ? '\uFEFF' : '';
    const counted = (amountFen: Fen): void => {
      lines += 1;
      totalFen += amountFen;
    };
    for await (const record of records(layout, header, rows, counted)) {
      pending += record;
      if (pending.length < bufferBytes) continue;
      yield sealed(pending);
      pending = '';
    }
    if (lines !== header.lines) throw new RejectionError(headerDiffers('lines', header.lines, lines));
    if (totalFen !== header.totalFen) throw new RejectionError(headerDiffers('total', header.totalFen, totalFen));
    if (pending !== '') yield sealed(pending);
    digest = hash.digest('hex');
  }
  return {
    chunks: chunks(),
    digest: () => {
      if (digest === null) throw new Error('the file has not been written to its end');
      return { sha256: digest, bytes, lines, totalFen };
    },
  };
};
