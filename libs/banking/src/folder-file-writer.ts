import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PaymentFileHeader, PaymentFileRow, PaymentFileWriter, WrittenFile } from '@zhibu/application';
import { BankLayout } from './layout';
import { writePaymentFile } from './write-payment-file';

const safeName = (batchId: string): string => batchId.replaceAll(/[^A-Za-z0-9._-]/g, '_');

const fileOf = (folder: string, batchId: string, fileNo: number): string => join(folder, `${safeName(batchId)}.${fileNo}.txt`);

/** Keeps bank files in a folder that only the owner can read. A file appears under its name complete or not at all. */
export const createFolderFileWriter = (layout: BankLayout, folder: string): PaymentFileWriter => ({
  locate: (batchId, fileNo) => fileOf(folder, batchId, fileNo),
  read: (batchId, fileNo) => createReadStream(fileOf(folder, batchId, fileNo)),
  async write(header: PaymentFileHeader, rows: AsyncIterable<PaymentFileRow>): Promise<WrittenFile> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const location = fileOf(folder, header.batchId, header.fileNo);
    // A worker and an officer may write the same file at the same time: each has a draft of its own.
    const draft = `${location}.${randomUUID()}.part`;
    const file = await open(draft, 'w', 0o600);
    const output = writePaymentFile(layout, header, rows);
    try {
      for await (const chunk of output.chunks) await file.appendFile(chunk);
      await file.sync();
      await file.close();
      await rename(draft, location);
    } catch (error) {
      await file.close().catch(() => undefined);
      await rm(draft, { force: true });
      throw error;
    }
    const { sha256, lines, totalFen } = output.digest();
    return { layout: layout.id, sha256, lines, totalFen, location };
  },
});
