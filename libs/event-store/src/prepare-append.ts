import { createHash, hash } from 'node:crypto';
import { Rejection, Result, accept, refuse, text } from '@zhibu/kernel';
import { appendTooLarge, emptyAppend, eventTooLarge, malformed, notJson, tooManyEvents } from './append-rejections';
import { AppendRequest, NewEvent, appendBytesMax, appendEventsMax, eventBytesMax } from './port';

/** An append that every engine can take: content as JSON text, ids given, all limits checked. */
export interface PreparedAppend {
  readonly request: AppendRequest;
  readonly events: readonly EncodedEvent[];
  /** Actor, causation, correlation and clock kind, as JSON text; the same for all events of the append. */
  readonly metadata: string;
  /** All that an engine stores of it: content, subjects, metadata and envelope of every event. */
  readonly bytes: number;
}

export interface EncodedEvent {
  readonly id: string;
  readonly type: string;
  readonly schemaVersion: number;
  readonly data: string;
  /** JSON text of a list of person keys. */
  readonly subjects: string;
}

/** Bytes of a stream name, an event type or a command key: two of them must fit in one index entry. */
export const nameBytesMax = 500;

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Ids, instant, numbers and the names of all fields, in an engine that writes them out for every event. */
const envelopeBytes = 400;

/** Refuses what an engine would choke on, so that one bad request cannot spoil a shared commit. */
export const prepareAppend = (request: AppendRequest): Result<PreparedAppend> => {
  const fault = faultOf(request);
  if (fault !== null) return refuse(fault);
  const { actor, causationId, correlationId, simulated } = request;
  const metadata = JSON.stringify({ actor, causationId, correlationId, simulated });
  const sharedBytes = envelopeBytes + Buffer.byteLength(metadata) + Buffer.byteLength(JSON.stringify([request.command.key, request.command.contentHash]));
  const events: EncodedEvent[] = [];
  let total = 0;
  for (const [index, event] of request.events.entries()) {
    const encoded = encode(request, event, index);
    if (!encoded.ok) return encoded;
    const bytes = Buffer.byteLength(encoded.value.data) + Buffer.byteLength(encoded.value.subjects) + Buffer.byteLength(event.type) + sharedBytes;
    if (bytes > eventBytesMax) return refuse(eventTooLarge(index, bytes));
    total += bytes;
    events.push(encoded.value);
  }
  if (total > appendBytesMax) return refuse(appendTooLarge(total));
  return accept({ request, events, metadata, bytes: total });
};

const encode = (request: AppendRequest, event: NewEvent, index: number): Result<EncodedEvent> => {
  const data = jsonOf(event.data);
  if (!data.ok) return refuse(notJson(index, data.reason));
  return accept({
    id: eventId(request.stream, request.command.key, index),
    type: event.type,
    schemaVersion: event.schemaVersion,
    data: data.json,
    subjects: JSON.stringify(event.subjects),
  });
};

/** The id of the n-th event that a command writes to a stream: a repeated command makes the same ids. */
export const eventId = (stream: string, commandKey: string, index: number): string => {
  // As the kernel's `uuidFrom`, which has to run in browsers: this is done for every event, and ten times cheaper here.
  const hex = sha256Hex(JSON.stringify([stream, commandKey, index]));
  const variant = ((parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** `hash` came with Node 20.12. */
const oneShot = hash as typeof hash | undefined;
const sha256Hex = (input: string): string => oneShot?.('sha256', input) ?? createHash('sha256').update(input).digest('hex');

const jsonOf = (data: unknown): { ok: true; json: string } | { ok: false; reason: string } => {
  try {
    // `undefined` and functions have no JSON text, which the types of `stringify` do not say.
    const json = JSON.stringify(data) as string | undefined;
    return json === undefined ? { ok: false, reason: `no content (${typeof data})` } : { ok: true, json };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message.split('\n')[0] ?? '' : String(error) };
  }
};

const nameExpected = text(`1 至 ${nameBytesMax} 字节，不含空字符`, `1 to ${nameBytesMax} bytes without a NUL character`);
const isName = (name: string): boolean => name.length > 0 && !name.includes('\0') && Buffer.byteLength(name) <= nameBytesMax;

const faultOf = ({ stream, command, events, expectedVersion, recordedAt }: AppendRequest): Rejection | null => {
  if (events.length === 0) return emptyAppend();
  if (events.length > appendEventsMax) return tooManyEvents(events.length);
  const names: readonly (readonly [string, string])[] = [
    ['stream', stream],
    ['command.key', command.key],
    ['command.contentHash', command.contentHash],
    ...events.map((event, index) => [`events.${index}.type`, event.type] as const),
  ];
  const bad = names.find(([, name]) => !isName(name));
  if (bad) return malformed(bad[0], nameExpected, bad[1].slice(0, 80));
  if (expectedVersion !== 'any' && !isCount(expectedVersion, 0)) {
    return malformed('expectedVersion', text('非负整数或 any', 'a whole number from 0, or any'), String(expectedVersion));
  }
  const version = events.findIndex((event) => !isCount(event.schemaVersion, 1));
  if (version >= 0) {
    return malformed(`events.${version}.schemaVersion`, text('从 1 起的整数', 'a whole number from 1'), String(events[version]?.schemaVersion));
  }
  if (!instant.test(recordedAt) || Number.isNaN(Date.parse(recordedAt))) {
    return malformed('recordedAt', text('UTC 时刻，精确到毫秒', 'an ISO instant in UTC with milliseconds'), recordedAt);
  }
  return null;
};

const isCount = (value: number, from: number): boolean => Number.isInteger(value) && value >= from && value < 2 ** 31;
