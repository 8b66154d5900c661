import { sha256Hex, canonicalJson, sumFen } from '@zhibu/kernel';
import { PaymentFileHeader, PaymentFileRow, PaymentFileWriter, WrittenFile } from '@zhibu/application';

export interface MemoryFile extends WrittenFile {
  readonly header: PaymentFileHeader;
  readonly rows: readonly PaymentFileRow[];
}

/** Keeps payment files as rows, so that a test can play the bank. */
export const createMemoryFiles = (): PaymentFileWriter & { readonly written: ReadonlyMap<string, MemoryFile> } => {
  const written = new Map<string, MemoryFile>();
  const locate = (batchId: string, fileNo: number, fileVersion = 1): string => `memory:${batchId}/${fileNo}${fileVersion === 1 ? '' : `.v${fileVersion}`}`;
  return {
    written,
    locate,
    async *read(batchId, fileNo, fileVersion) {
      const file = written.get(locate(batchId, fileNo, fileVersion));
      if (file === undefined) throw new Error(`expected file ${fileNo} of ${batchId}`);
      yield new TextEncoder().encode(canonicalJson(file.rows));
    },
    hashOf: (batchId, fileNo, fileVersion) => Promise.resolve(written.get(locate(batchId, fileNo, fileVersion))?.sha256 ?? null),
    async write(header, rows, beforeKept) {
      const kept: PaymentFileRow[] = [];
      for await (const row of rows) kept.push(row);
      const totalFen = sumFen(kept.map((row) => row.amountFen));
      if (kept.length !== header.lines || totalFen !== header.totalFen) {
        throw new Error(`expected ${header.lines} rows of ${header.totalFen} fen, found ${kept.length} of ${totalFen}`);
      }
      const location = locate(header.batchId, header.fileNo, header.fileVersion);
      const file = { layout: 'memory', sha256: sha256Hex(canonicalJson(kept)), lines: kept.length, totalFen, location };
      await beforeKept?.(file);
      written.set(location, { ...file, header, rows: kept });
      return file;
    },
  };
};
