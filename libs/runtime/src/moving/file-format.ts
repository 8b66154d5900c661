import { EventMetadata } from '@zhibu/kernel';
import { AppendRequest, StoredEvent } from '@zhibu/event-store';

/**
 * A county's log as a file: JSON lines, gzip-compressed. First the header; then every event in the order of the log, a hash
 * after each block of them; then the rows that stand beside the log; last the end line with totals and the hash of all lines
 * before it. gzip, because every Node that this runs on reads it; zstd came with Node 22.15.
 */
export const formatVersion = 1;
export const blockEventsDefault = 1_000_000;
/** Bytes of one line at most: an event is 512 kB, and JSON may escape what it holds. */
export const lineBytesMax = 8_000_000;

/** Where one event stands, as the next file and the reader find it again. */
export interface LogPlace {
  /** Events up to here, from the beginning of the log. */
  readonly events: number;
  readonly id: string;
  readonly stream: string;
  readonly version: number;
}

export interface HeaderLine {
  readonly kind: 'zhibu-events';
  readonly format: number;
  /** ISO instant. */
  readonly exportedAt: string;
  /** Where the events were: `postgres`, `eventstoredb` or `memory`. */
  readonly engine: string;
  /** Fingerprint of the code that wrote it. */
  readonly software: string;
  /** Fingerprint of the installation's keys, which tells nothing about them: without the same keys nobody reads the data. */
  readonly keys: string;
  /** Events in each block but the last. */
  readonly blockEvents: number;
  /** Last event of the file before; `null` when this one begins with the first event. */
  readonly follows: LogPlace | null;
}

/** The envelope without its checkpoint, which belongs to the engine, and the content as it was stored. */
export type EventLine = { readonly kind: 'event'; readonly type: string } & EventMetadata & { readonly data: unknown };

export interface BlockLine {
  readonly kind: 'block';
  /** From 1. */
  readonly number: number;
  readonly events: number;
  /** Over the bytes of its event lines, each with its line feed; in hex. */
  readonly sha256: string;
}

export interface RowLine {
  readonly kind: 'row';
  readonly table: string;
  readonly row: Readonly<Record<string, unknown>>;
}

export interface EndLine {
  readonly kind: 'end';
  readonly events: number;
  /** By table. */
  readonly rows: Readonly<Record<string, number>>;
  /** `null` when there is no event, in this file and before. */
  readonly last: LogPlace | null;
  /** Checkpoint of the last event in the log it came from, for the export that follows. */
  readonly checkpoint: string | null;
  /** Over the bytes of all lines before this one; in hex. */
  readonly sha256: string;
}

/**
 * One event as one line. The members stand in one order, and what JSON reads it writes again in the same characters, so the
 * same event gives the same bytes on every engine.
 */
export const eventLine = ({ type, data, meta }: StoredEvent): string => {
  const { id, stream, version, schemaVersion, recordedAt, simulated, actor, causationId, correlationId, commandKey, commandHash, subjects } = meta;
  const line: EventLine = { kind: 'event', stream, version, type, schemaVersion, id, recordedAt, simulated, actor, causationId, correlationId, commandKey, commandHash, subjects, data };
  return JSON.stringify(line);
};

export const eventLineStart = '{"kind":"event",';

/** The append that wrote these events, which stand side by side and are those of one command. */
export const appendOf = (events: readonly [EventLine, ...EventLine[]]): AppendRequest => {
  const [{ stream, version, commandKey, commandHash, recordedAt, simulated, actor, causationId, correlationId }] = events;
  return {
    stream, expectedVersion: version - 1, command: { key: commandKey, contentHash: commandHash }, recordedAt, simulated, actor, causationId, correlationId,
    events: events.map(({ type, schemaVersion, data, subjects }) => ({ type, schemaVersion, data, subjects })),
  };
};
