import { createHash } from 'node:crypto';
import { RejectionError } from '@zhibu/kernel';
import { ReturnFileRow } from '@zhibu/domain';
import { decodeStream } from './decode-stream';
import { BankLayout } from './layout';
import { RecordSplitter } from './record-splitter';
import { FileProblem, Reading, ReturnFileContent } from './return-file-records';

/**
 * Gets the rows in the order of the file, some at a time, before it is known whether the file is good: what was kept of a
 * refused one is thrown away. The next rows come when the promise is settled.
 */
export type KeepRows = (rows: readonly ReturnFileRow[]) => void | Promise<void>;
export type ReturnFileReading =
  | { readonly ok: true; readonly file: ReturnFileContent }
  /** Nothing of the file may be used. At most 100 problems are listed. */
  | { readonly ok: false; readonly sha256: string; readonly problems: readonly FileProblem[] };

export interface ReturnFileLimits {
  readonly bytesMax: number;
  readonly rowsMax: number;
}
const limits: ReturnFileLimits = { bytesMax: 256 * 1024 * 1024, rowsMax: 1_000_000 };
const recordCharactersMax = 20_000;

/**
 * Reads a bank's answer once, as a stream, and hands its rows to `keep`. Good only as a whole: one problem and nothing of it
 * is used. With `expected` a file of another batch is known by its header. Throws only when the source or `keep` fails.
 */
export const readReturnFile = async (
  layout: BankLayout,
  source: AsyncIterable<Uint8Array>,
  keep: KeepRows,
  expected?: { readonly batchId: string },
  { bytesMax, rowsMax }: ReturnFileLimits = limits,
): Promise<ReturnFileReading> => {
  const hash = createHash('sha256');
  const reading = new Reading(layout, expected, rowsMax);
  const splitter = new RecordSplitter({ delimiter: layout.delimiter, quoted: layout.quoted, charactersMax: recordCharactersMax });
  let stopped = false;
  const take = async (records: readonly string[][]): Promise<void> => {
    // Once stopped the rest is still drained, so that the hash covers the whole file.
    for (const cells of records) if (!stopped && (cells.length > 1 || cells[0] !== '')) stopped = !reading.take(cells);
    const rows = reading.taken();
    if (rows.length > 0) await keep(rows);
  };
  try {
    for await (const text of decodeStream(source, layout.encoding, bytesMax, (bytes) => hash.update(bytes))) await take(stopped ? [] : splitter.push(text));
    if (!stopped) await take(splitter.end());
  } catch (error) {
    if (!(error instanceof RejectionError)) throw error;
    reading.add(null, null, error.rejection);
  }
  const sha256 = hash.digest('hex');
  const content = reading.finish();
  return content === null ? { ok: false, sha256, problems: reading.problems } : { ok: true, file: { ...content, sha256 } };
};
