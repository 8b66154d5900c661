import { text } from '@zhibu/kernel';
import { StoreFault } from '../port';
import { Connection } from './connection';
import { streamRemoved } from './engine-faults';
import { failureOf } from './grpc-errors';
import { Patience, repeated } from './patience';
import { Direction, streamRequest } from './read-request';
import { readResponses } from './read-responses';
import { ReadEvent, readEvent } from './stored-event';
import { StreamNames } from './stream-names';

/** A page ends after so many events, or after so many bytes of content with one event more. */
export const pageEventsMax = 500;
export const pageBytesMax = 8_000_000;

/** What reads share. */
export interface ReadParts {
  readonly connection: Connection;
  readonly names: StreamNames;
  readonly patience: Patience;
  readonly signal: AbortSignal;
}

export interface StreamPage {
  readonly events: readonly ReadEvent[];
  /** True when nothing followed at that moment. */
  readonly end: boolean;
  /** True when the stream is not there at all, and never was. */
  readonly missing: boolean;
}

const softDeleted = text('已被（软）删除', 'deleted (soft)');
const tombstoned = text('已被永久删除', 'deleted for ever (tombstone)');

/** A page of one stream, whole or not at all. A removed stream is a fault, never a missing one: taken for new, it would pay twice. */
export const readStreamPage = (parts: ReadParts, stream: string, direction: Direction, from: number | null, count: number): Promise<StreamPage> =>
  repeated(text(`读取 ${stream} `, `read ${stream}`), parts.patience, parts.signal, async () => {
    const { names, connection, patience } = parts;
    const request = streamRequest(names.ofStream(stream), direction, from === null ? null : from - 1, count);
    const events: ReadEvent[] = [];
    let bytes = 0;
    let notFound = false;
    await ofStream(stream, readResponses(connection, request, (response) => {
      notFound ||= response.hasStreamNotFound();
      const message = response.getEvent()?.getEvent();
      if (message === undefined) return true;
      const read = readEvent(message, names);
      events.push(read);
      bytes += read.bytes;
      return bytes < pageBytesMax;
    }, { what: `read ${stream}`, silenceMs: patience.answerMs }));
    const end = events.length < count && bytes < pageBytesMax;
    if (notFound) await lookForDeletion(parts, stream);
    else requireWhole(stream, direction, from, events, end);
    return { events, end, missing: notFound };
  });

/** A tombstone stands for the stream and for what is kept about it. */
const ofStream = async (stream: string, reading: Promise<void>): Promise<void> => {
  try {
    await reading;
  } catch (error) {
    throw failureOf(error) === 'stream-deleted' ? new StoreFault(streamRemoved(stream, tombstoned), { cause: error }) : error;
  }
};

/** The server says the same of a stream that was deleted softly as of one that never was; only what it keeps about the stream tells. */
const lookForDeletion = async ({ names, connection, patience }: ReadParts, stream: string): Promise<void> => {
  let isHidden = false;
  await ofStream(stream, readResponses(connection, streamRequest(names.ofMetadata(stream), 'backwards', null, 1), (response) => {
    const kept = response.getEvent()?.getEvent();
    isHidden ||= kept !== undefined && Buffer.from(kept.getData_asU8()).includes('"$tb"');
    return true;
  }, { what: `read the metadata of ${stream}`, silenceMs: patience.answerMs }));
  if (isHidden) throw new StoreFault(streamRemoved(stream, softDeleted));
};

/** Refuses a stream that was deleted softly, without reading the stream itself. */
export const requireNeverThere = (parts: ReadParts, stream: string): Promise<void> =>
  repeated(text(`查找 ${stream} `, `look for ${stream}`), parts.patience, parts.signal, () => lookForDeletion(parts, stream));

/** Versions have no gaps, and begin with 1: anything else means that somebody cut the stream. */
const requireWhole = (stream: string, direction: Direction, from: number | null, events: readonly ReadEvent[], end: boolean): void => {
  const versions = events.map(({ event }) => event.meta.version);
  const [first = 0, step] = [versions[0], direction === 'forwards' ? 1 : -1];
  const isFirstRight = direction === 'forwards' ? first === (from ?? 1) || (first === 0 && (from ?? 1) > 1) : first > 0 && first <= (from ?? first);
  const gap = isFirstRight ? versions.findIndex((version, index) => version !== first + index * step) : 0;
  const isCutBelow = direction === 'backwards' && end && versions.at(-1) !== 1;
  if (gap >= 0 || isCutBelow) {
    const found = versions[Math.max(gap, 0)] ?? 0;
    throw new StoreFault(streamRemoved(stream, text(`有事件缺失，找到第 ${found} 个`, `events are missing; found event ${found}`)));
  }
};
