import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import type { PaymentFileHeader, PaymentFileRow, PaymentFileWriter, WrittenFile } from '@zhibu/application';
import { BankLayout } from './layout';
import { writePaymentFile } from './write-payment-file';

const safeName = (batchId: string): string => batchId.replaceAll(/[^A-Za-z0-9._-]/g, '_');

/** A voided file and its successor lie beside each other: neither name ever stands for other content. */
const fileOf = (folder: string, batchId: string, fileNo: number, fileVersion = 1): string =>
  join(folder, `${safeName(batchId)}.${fileNo}${fileVersion === 1 ? '' : `.v${fileVersion}`}.txt`);

/** A draft of another computer is taken for dead when nothing was added for so long. */
const deadAfterMs = 60 * 60_000;
const ownHost = safeName(hostname());

/** A worker and an officer may write the same file at the same time: each has a draft of its own, which says whose it is. */
const draftOf = (location: string): string => `${location}.${ownHost}.${process.pid}.${randomUUID()}.part`;

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else may not be signalled, and runs.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

const isDead = async (draft: string): Promise<boolean> => {
  const [, pid, id] = basename(draft, '.part').split('.').slice(-3);
  const own = id !== undefined && basename(draft).includes(`.${ownHost}.${pid}.`);
  if (own) return !isRunning(Number(pid));
  const found = await stat(draft).catch(() => null);
  return found !== null && Date.now() - found.mtimeMs > deadAfterMs;
};

/** A writer that was killed left names and account numbers in a draft that nobody will finish. */
const removeDeadDrafts = async (folder: string, { batchId, fileNo }: PaymentFileHeader): Promise<void> => {
  const drafts = (await readdir(folder)).filter((name) => name.startsWith(`${safeName(batchId)}.${fileNo}.`) && name.endsWith('.part'));
  for (const draft of drafts) if (await isDead(join(folder, draft))) await rm(join(folder, draft), { force: true });
};

const hashOfFile = async (location: string): Promise<string | null> => {
  const hash = createHash('sha256');
  try {
    for await (const piece of createReadStream(location)) hash.update(piece as Buffer);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return hash.digest('hex');
};

/** Keeps bank files in a folder that only the owner can read. A file appears under its name complete or not at all. */
export const createFolderFileWriter = (layout: BankLayout, folder: string): PaymentFileWriter => ({
  locate: (batchId, fileNo, fileVersion) => fileOf(folder, batchId, fileNo, fileVersion),
  read: (batchId, fileNo, fileVersion) => createReadStream(fileOf(folder, batchId, fileNo, fileVersion)),
  hashOf: (batchId, fileNo, fileVersion) => hashOfFile(fileOf(folder, batchId, fileNo, fileVersion)),
  async write(header: PaymentFileHeader, rows: AsyncIterable<PaymentFileRow>, beforeKept?: (draft: WrittenFile) => Promise<void>): Promise<WrittenFile> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const location = fileOf(folder, header.batchId, header.fileNo, header.fileVersion);
    await removeDeadDrafts(folder, header);
    const draft = draftOf(location);
    const file = await open(draft, 'w', 0o600);
    const output = writePaymentFile(layout, header, rows);
    try {
      for await (const chunk of output.chunks) await file.appendFile(chunk);
      await file.sync();
      await file.close();
      const { sha256, lines, totalFen } = output.digest();
      const written = { layout: layout.id, sha256, lines, totalFen, location };
      await beforeKept?.(written);
      await rename(draft, location);
      return written;
    } catch (error) {
      await file.close().catch(() => undefined);
      await rm(draft, { force: true });
      throw error;
    }
  },
});
