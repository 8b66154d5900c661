/** One event as the transaction log holds it. Positions are byte offsets: only their order has a meaning. */
export interface LogRecord {
  /** Commit and prepare position are the same number: every write commits itself (StorageWriterService, `IsCommitted`). */
  readonly position: bigint;
  readonly endPosition: bigint;
  readonly stream: string;
  readonly revision: bigint;
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  /** Ticks of 100 ns since 1970, as the protocol sends them. */
  readonly createdTicks: bigint;
}

export interface ProposedEvent {
  readonly id: string;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** Revision of a tombstone, and the `$tb` of a soft-deleted stream (`EventNumber.DeletedStream`, long.MaxValue). */
export const deletedStream = 9_223_372_036_854_775_807n;
export const noStream = -1n;

export const eventTypes = { metadata: '$metadata', streamDeleted: '$streamDeleted', userCreated: '$UserCreated', user: '$User' } as const;

/**
 * What the server counts against its append limit (`Event.SizeOnDisk`): data, metadata and the type's UTF-16. In 22.10 the
 * sum is written without parentheses and comes out as the data alone; seen on 22.10.5.
 */
export const appendSize = (event: ProposedEvent, version: string): number =>
  (version.startsWith('22.') ? event.data.length : event.data.length + event.metadata.length + event.type.length * 2);

/** About the bytes of a version-2 prepare record; nobody may rely on the exact step between two positions. */
export const recordBytes = (stream: string, event: ProposedEvent): bigint =>
  BigInt(90 + Buffer.byteLength(stream) + Buffer.byteLength(event.type) + event.data.length + event.metadata.length);

/** 100 ns ticks of the wall clock; several events of one write may carry the same. */
export const ticksNow = (): bigint => BigInt(Date.now()) * 10_000n;
