import { unwrap } from '@zhibu/kernel';
import { AppendOutcome, StoreUnavailable } from '../port';
import { PreparedAppend, prepareAppend } from '../prepare-append';
import { GroupCommit, WriteBatch, groupCommitDefaults } from './group-commit';

let keys = 0;
const appendOf = (stream: string, bytes = 10): PreparedAppend =>
  unwrap(prepareAppend({
    stream, expectedVersion: 'any', events: [{ type: 'Noted', schemaVersion: 1, data: 'x'.repeat(bytes), subjects: [] }],
    command: { key: `k${(keys += 1)}`, contentHash: 'h' }, recordedAt: '2026-03-01T08:00:00.000Z', simulated: false,
    actor: { userId: 'u', kind: 'officer', roles: [] }, causationId: 'c', correlationId: 'c',
  }));
const stored: AppendOutcome = { kind: 'appended', version: 1, checkpoint: null };
const pause = () => new Promise((resolve) => setTimeout(resolve, 2));

/** Records every batch by its streams and how many were written at once. */
const recorder = (fault?: (batch: readonly PreparedAppend[]) => Error | undefined) => {
  const batches: string[][] = [];
  const now = new Set<string>();
  const seen = { batches, atOnceMax: 0, sameStreamAtOnce: false };
  let running = 0;
  const write: WriteBatch = async (batch) => {
    const streams = batch.map(({ request }) => request.stream);
    seen.sameStreamAtOnce ||= streams.some((stream) => now.has(stream)) || new Set(streams).size < streams.length;
    streams.forEach((stream) => now.add(stream));
    batches.push(streams);
    seen.atOnceMax = Math.max(seen.atOnceMax, (running += 1));
    await pause();
    running -= 1;
    streams.forEach((stream) => now.delete(stream));
    const error = fault?.(batch);
    if (error !== undefined) throw error;
    return batch.map(() => stored);
  };
  return { write, seen };
};

describe('GroupCommit', () => {
  it('puts what arrives together into one batch, up to the limits, two in flight', async () => {
    const { write, seen } = recorder();
    const group = new GroupCommit(write, { ...groupCommitDefaults, batchAppendsMax: 4 });
    await Promise.all(Array.from({ length: 10 }, (_, index) => group.submit(appendOf(`s${index}`))));
    expect(seen.batches.map((batch) => batch.length)).toEqual([4, 4, 2]);
    expect(seen.atOnceMax).toBe(2);
  });

  it('shares what waits among the calls that are free, so that callers do not march in step', async () => {
    const { write, seen } = recorder();
    const group = new GroupCommit(write);
    await Promise.all(Array.from({ length: 51 }, (_, index) => group.submit(appendOf(`s${index}`))));
    expect(seen.batches.map((batch) => batch.length)).toEqual([26, 25]);
    expect(seen.atOnceMax).toBe(2);
  });

  it('ends a batch at its bytes', async () => {
    const { write, seen } = recorder();
    const group = new GroupCommit(write, { ...groupCommitDefaults, batchBytesMax: 3_500 });
    await Promise.all(Array.from({ length: 6 }, (_, index) => group.submit(appendOf(`s${index}`, 1_000))));
    expect(seen.batches.map((batch) => batch.length)).toEqual([3, 3]);
  });

  it('never writes a stream twice at once, and keeps its order of arrival', async () => {
    const { write, seen } = recorder();
    const group = new GroupCommit(write);
    const finished: number[] = [];
    await Promise.all(Array.from({ length: 9 }, (_, index) => group.submit(appendOf(`s${index % 3}`)).then(() => finished.push(index))));
    expect(seen.sameStreamAtOnce).toBe(false);
    for (const stream of [0, 1, 2]) expect(finished.filter((index) => index % 3 === stream)).toEqual([stream, stream + 3, stream + 6]);
  });

  it('tries each alone when a batch fails, so that only the culprit fails, with what is wrong with it', async () => {
    const { write } = recorder((batch) => (batch.some(({ request }) => request.stream === 'bad') ? new Error('no room') : undefined));
    const group = new GroupCommit(write);
    const results = await Promise.allSettled(['a', 'bad', 'b'].map((stream) => group.submit(appendOf(stream))));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: new Error('no room') });
    await expect(group.submit(appendOf('bad'))).rejects.toThrow('no room');
  });

  it('does not hammer an engine that is gone', async () => {
    const { write, seen } = recorder(() => new StoreUnavailable('gone'));
    const group = new GroupCommit(write);
    const results = await Promise.allSettled(['a', 'b', 'c'].map((stream) => group.submit(appendOf(stream))));
    expect(results.every(({ status }) => status === 'rejected')).toBe(true);
    expect(seen.batches).toHaveLength(1);
  });

  it('turns appends away when too many wait, and drains', async () => {
    const { write } = recorder();
    const group = new GroupCommit(write, { ...groupCommitDefaults, waitingAppendsMax: 2 });
    const results = await Promise.allSettled(['a', 'b', 'c'].map((stream) => group.submit(appendOf(stream))));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    await group.drained();
    expect(await group.submit(appendOf('d'))).toEqual(stored);
  });
});
