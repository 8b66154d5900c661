import { DomainEvent, RecordedEvent, Rejection, canonicalJson, text } from '@zhibu/kernel';
import { Pseudonyms } from '../ports/pseudonyms';
import { Loaded } from './stream-loader';
import { Executed, Refused } from './outcome';
import { sha256Hex } from './sha256';

/** Parts of a command that the server adds; a repeated request on another day is still the same request. */
const serverSide = new Set(['context', 'today']);

/**
 * Hash of what was asked for. It stands in the clear beside the event, so it is keyed: otherwise somebody could
 * guess the facts of a person whose key was erased and compare.
 */
export const contentHashOf = (pseudonyms: Pseudonyms, content: unknown): string =>
  sha256Hex(pseudonyms.accountKey(`command ${sha256Hex(canonicalJson(withoutServerSide(content)))}`));

const withoutServerSide = (content: unknown): unknown => {
  if (content === null || typeof content !== 'object' || !('data' in content)) return content;
  const { data } = content;
  if (data === null || typeof data !== 'object') return content;
  return { ...content, data: Object.fromEntries(Object.entries(data).filter(([name]) => !serverSide.has(name))) };
};

export const keyReused = (key: string): Rejection => ({
  code: 'command.key-reused',
  message: text('该幂等键已用于另一内容的请求', 'This idempotency key was used for a request with other content'),
  expected: text('相同的键对应相同的内容', 'the same content under the same key'),
  actual: text(`键“${key}”之前的内容不同`, `key "${key}" came with other content before`),
});

export const versionConflict = (expected: number, actual: number): Rejection => ({
  code: 'command.version-conflict',
  message: text('数据已被他人更新，请刷新后重试', 'Somebody changed this in the meantime; load it again'),
  expected: text(`版本 ${expected}`, `version ${expected}`),
  actual: text(`版本 ${actual}`, `version ${actual}`),
});

/** The outcome of the same command when the stream holds it already. */
export const storedBefore = <Event extends DomainEvent>(
  loaded: Loaded<unknown, Event>,
  key: string,
  hash: string,
): Executed<Event> | Refused | null => {
  const written = loaded.events.filter((event) => event.meta.commandKey === key);
  const last = written.at(-1);
  if (last === undefined) return null;
  if (last.meta.commandHash !== hash) return { ok: false, rejection: keyReused(key) };
  return { ok: true, stream: loaded.stream, version: last.meta.version, events: written.map(contentOf), duplicate: true };
};

const contentOf = <Event extends DomainEvent>(event: RecordedEvent<Event>): Event => ({ type: event.type, data: event.data }) as Event;
