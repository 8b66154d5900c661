import { randomUUID } from 'node:crypto';
import { AppendDecision, ExpectedRevision, StreamFacts, checkAppend } from './check-append';
import { LogRecord, ProposedEvent, deletedStream, eventTypes, noStream, recordBytes, ticksNow } from './log-record';
import { StreamMetadata, isMetastream, lowestRevision, metadataOfMetadata, metastreamOf, originalOf, parseMetadata, softDeletedJson, undeletedJson } from './stream-metadata';

export type WriteResult =
  | { readonly kind: 'written'; readonly last: bigint; readonly position: bigint; readonly indexed: Promise<void> }
  | Exclude<AppendDecision, { readonly kind: 'ok' | 'idempotent' }>
  | { readonly kind: 'idempotent'; readonly last: bigint; readonly position: bigint };

interface Stream {
  readonly written: LogRecord[];
  indexedCount: number;
}

interface Pending {
  readonly records: readonly LogRecord[];
  readonly done: () => void;
}

const empty = new Uint8Array(0);

/**
 * The transaction log and its index, in memory. A write is decided at once and can be read a moment later,
 * as in the server, where the writer runs ahead of the index.
 */
export class EventLog {
  private readonly records: LogRecord[] = [];
  private indexedCount = 0;
  private readonly streams = new Map<string, Stream>();
  private recentIds = new Map<string, { readonly stream: string; readonly revision: bigint }>();
  private readonly listeners = new Set<(record: LogRecord) => void>();
  private pending: Pending[] = [];
  private isIndexing = false;
  /** The first event of a new database stands at 548, seen on 22.10.5: the epoch is before it. */
  private writerPosition = 548n;

  /** `commitDelayMs`: how long a write stays unreadable; a real server needs a disk flush. */
  constructor(private readonly commitDelayMs = 0) {}

  /** Records that can be read, in the order of the log. */
  get readableCount(): number {
    return this.indexedCount;
  }

  recordAt(index: number): LogRecord | undefined {
    return index < this.indexedCount ? this.records[index] : undefined;
  }

  /** Index of the first record at or after a position; the count of all when there is none. */
  indexFrom(position: bigint): number {
    let low = 0;
    let high = this.indexedCount;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.records[middle]!.position < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Position of the last readable record; -1 in an empty log. */
  get lastPosition(): bigint {
    return this.records[this.indexedCount - 1]?.position ?? -1n;
  }

  get endPosition(): bigint {
    return this.writerPosition;
  }

  /** A readable event of a stream by its revision. */
  streamRecord(stream: string, revision: bigint): LogRecord | undefined {
    const state = this.streams.get(stream);
    return state !== undefined && revision < state.indexedCount ? state.written[Number(revision)] : undefined;
  }

  lastRevision(stream: string): bigint {
    return this.isOfTombstoned(stream) ? deletedStream : this.lastReadable(stream)?.revision ?? noStream;
  }

  metadataOf(stream: string): StreamMetadata {
    return isMetastream(stream) ? metadataOfMetadata : parseMetadata(this.lastReadable(metastreamOf(stream)));
  }

  append(stream: string, expected: ExpectedRevision, events: readonly ProposedEvent[]): WriteResult {
    const decision = checkAppend(this.facts(stream), expected, events.map((event) => event.id));
    if (decision.kind === 'idempotent') return { ...decision, position: this.positionOf(stream, decision.last) };
    if (decision.kind !== 'ok') return decision;
    if (events.length === 0) return this.appendNothing(decision.current);
    const metadataBefore = this.streams.get(metastreamOf(stream))?.written.at(-1);
    const wasHidden = isMetastream(stream) && this.facts(originalOf(stream)).softDeleted;
    const records = events.map((event, index) => this.write(stream, decision.current + 1n + BigInt(index), event));
    const side: LogRecord[] = [];
    if (decision.softDeleted && metadataBefore !== undefined) side.push(this.writeMetadata(stream, undeletedJson(metadataBefore, decision.current + 1n)));
    if (wasHidden) {
      const original = originalOf(stream);
      side.push(this.writeMetadata(original, undeletedJson(records.at(-1)!, this.facts(original).current + 1n)));
    }
    const last = records.at(-1)!;
    const indexed = this.queue(records);
    if (side.length > 0) void this.queue(side);
    return { kind: 'written', last: last.revision, position: last.position, indexed };
  }

  /** Soft: the stream's metadata hides every event. Hard: a tombstone, for ever. */
  delete(stream: string, expected: ExpectedRevision, hard: boolean): WriteResult {
    const id = randomUUID();
    const decision = checkAppend(this.facts(stream), expected, [id]);
    if (decision.kind === 'idempotent') return { ...decision, position: this.positionOf(stream, decision.last) };
    if (decision.kind !== 'ok') return decision;
    if (!hard && decision.current < 0n && !this.facts(stream).hasMetadata) return { kind: 'wrong-version', current: noStream };
    const record = hard
      ? this.write(stream, deletedStream, { id, type: eventTypes.streamDeleted, isJson: false, data: empty, metadata: empty })
      : this.writeMetadata(stream, softDeletedJson);
    return { kind: 'written', last: record.revision, position: record.position, indexed: this.queue([record]) };
  }

  /** Calls back for each record at the moment it can be read; returns how to stop. */
  onIndexed(listener: (record: LogRecord) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * What a restart or a new leader changes: recent ids are forgotten (`_committedEvents` is a cache that nothing fills
   * again), so `any` no longer knows them, and the new epoch takes some bytes of the log.
   */
  reopen(): void {
    this.recentIds = new Map();
    this.writerPosition += 400n;
  }

  private lastReadable(stream: string): LogRecord | undefined {
    const state = this.streams.get(stream);
    return state?.written[state.indexedCount - 1];
  }

  private facts(stream: string): StreamFacts {
    const state = this.streams.get(stream);
    const metadata = this.streams.get(metastreamOf(stream))?.written.at(-1);
    return {
      current: this.isOfTombstoned(stream) ? deletedStream : state?.written.at(-1)?.revision ?? noStream,
      indexed: this.lastRevision(stream),
      softDeleted: parseMetadata(metadata).truncateBefore === deletedStream,
      hasMetadata: metadata !== undefined,
      recentRevisionOf: (id) => {
        const found = this.recentIds.get(id);
        return found?.stream === stream ? found.revision : undefined;
      },
      idAt: (revision) => state?.written[Number(revision)]?.id,
    };
  }

  /** The metadata of a stream with a tombstone is gone with it. */
  private isOfTombstoned(stream: string): boolean {
    return isMetastream(stream) && this.lastReadable(originalOf(stream))?.revision === deletedStream;
  }

  /** -1 for an event that is hidden by now: then the answer is without a place. */
  private positionOf(stream: string, revision: bigint): bigint {
    if (revision < lowestRevision(this.metadataOf(stream), this.lastRevision(stream))) return -1n;
    return this.streams.get(stream)?.written[Number(revision)]?.position ?? -1n;
  }

  /** An empty write leaves a record without an event: the log grows, and nothing can be read of it. */
  private appendNothing(current: bigint): WriteResult {
    const position = this.writerPosition;
    this.writerPosition += 90n;
    return { kind: 'written', last: current, position, indexed: this.queue([]) };
  }

  private write(stream: string, revision: bigint, event: ProposedEvent): LogRecord {
    const position = this.writerPosition;
    this.writerPosition += recordBytes(stream, event);
    const record: LogRecord = { ...event, stream, revision, position, endPosition: this.writerPosition, createdTicks: ticksNow() };
    this.records.push(record);
    const state = this.streams.get(stream) ?? { written: [], indexedCount: 0 };
    this.streams.set(stream, state);
    state.written.push(record);
    // What was written first under an id stays remembered, in whichever stream.
    if (!this.recentIds.has(event.id)) this.recentIds.set(event.id, { stream, revision });
    return record;
  }

  private writeMetadata(stream: string, data: Uint8Array): LogRecord {
    const metastream = metastreamOf(stream);
    return this.write(metastream, this.facts(metastream).current + 1n,
      { id: randomUUID(), type: eventTypes.metadata, isJson: true, data, metadata: empty });
  }

  private queue(records: readonly LogRecord[]): Promise<void> {
    return new Promise((resolve) => {
      this.pending.push({ records, done: resolve });
      if (!this.isIndexing) {
        this.isIndexing = true;
        if (this.commitDelayMs > 0) setTimeout(() => void this.index(), this.commitDelayMs);
        else setImmediate(() => void this.index());
      }
    });
  }

  /** Yields after each record, so that a subscription's pump runs between two of them as it does in the server. */
  private async index(): Promise<void> {
    for (let next = this.pending.shift(); next !== undefined; next = this.pending.shift()) {
      for (const record of next.records) {
        this.indexedCount += 1;
        this.streams.get(record.stream)!.indexedCount += 1;
        for (const listener of this.listeners) listener(record);
        await Promise.resolve();
      }
      next.done();
    }
    this.isIndexing = false;
  }
}
