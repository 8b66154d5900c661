import { Fen, parseYuan, unwrap } from '@zhibu/kernel';
import { decodeStream } from '../decode-stream';
import { BankLayout, PaymentField } from '../layout';

/** What an agent bank finds in a row of our file. */
export interface PaymentOrder {
  readonly sequence: number;
  readonly instructionId: string;
  readonly accountNumber: string;
  readonly amountFen: Fen;
}

const paymentFileBytesMax = 256 * 1024 * 1024;

const cellsOf = (line: string, layout: BankLayout): string[] => {
  if (!layout.quoted) return line.split(layout.delimiter);
  const pattern = new RegExp(`(?:^|\\${layout.delimiter})(?:"((?:[^"]|"")*)"|([^"\\${layout.delimiter}]*))`, 'g');
  return [...line.matchAll(pattern)].map((match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
};

/** Reads a payment file from the bank's side of the counter: for the demo's bank and for tests. */
export const readPaymentFile = async (layout: BankLayout, source: AsyncIterable<Uint8Array>): Promise<PaymentOrder[]> => {
  let content = '';
  for await (const piece of decodeStream(source, layout.encoding, paymentFileBytesMax)) content += piece;
  const lines = content.split(/\r?\n/).filter((line) => line !== '');
  const rows = lines.slice(layout.payment.titles ? 2 : 1);
  const at = (field: PaymentField): number => layout.payment.columns.findIndex((column) => column.field === field);
  return rows.map((row, index) => {
    const cells = cellsOf(row, layout);
    return {
      sequence: index + 1,
      instructionId: cells[at('instruction')] ?? '',
      accountNumber: cells[at('account')] ?? '',
      amountFen: unwrap(parseYuan(cells[at('amount')] ?? '')),
    };
  });
};
