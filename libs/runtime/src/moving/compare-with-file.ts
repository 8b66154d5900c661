import { createHash } from 'node:crypto';
import { EventStore } from '@zhibu/event-store';
import type { CheckedFile } from './check-events-file';
import { eventLine } from './file-format';
import { logUpToHead } from './log-up-to-head';
import { notEqual } from './move-refusals';

export interface CompareOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (events: number) => void;
}

const progressEvery = 1_000;

/** Reads the log anew and works out the hash of each block as the file has it: same events, same order, same bytes. */
export const compareWithFile = async (store: EventStore, { header, blocks, end }: CheckedFile, { signal, onProgress }: CompareOptions): Promise<void> => {
  const passedOver = header.follows?.events ?? 0;
  let hash = createHash('sha256');
  let [seen, inBlock, block] = [0, 0, 0];
  for await (const event of logUpToHead(store, null, signal)) {
    seen += 1;
    if (seen <= passedOver) continue;
    hash.update(eventLine(event)).update('\n');
    inBlock += 1;
    if (seen % progressEvery === 0) onProgress(seen - passedOver);
    const expected = blocks[block];
    // What was written here since the import is no business of the file.
    if (expected === undefined) break;
    if (inBlock < expected.events) continue;
    const found = hash.digest('hex');
    const from = seen - passedOver - inBlock + 1;
    if (found !== expected.sha256) throw notEqual(`${from}–${from + inBlock - 1}`, expected.sha256, found);
    [hash, inBlock, block] = [createHash('sha256'), 0, block + 1];
  }
  const found = seen - passedOver;
  if (block < blocks.length) throw notEqual(`${found + 1}–${end.events}`, `${end.events}`, `${found}`);
  onProgress(end.events);
};
