import { LogRecord, deletedStream } from './log-record';

/** The settings of a stream that change what is read of it. Others (`$maxAge`, `$cacheControl`) are kept, and not acted on. */
export interface StreamMetadata {
  readonly truncateBefore: bigint;
  readonly maxCount: bigint | null;
  readonly acl: Readonly<Record<string, readonly string[]>>;
}

const none: StreamMetadata = { truncateBefore: 0n, maxCount: null, acl: {} };

export const metastreamOf = (stream: string): string => `$$${stream}`;
export const isMetastream = (stream: string): boolean => stream.startsWith('$$');
export const originalOf = (metastream: string): string => metastream.slice(2);
/** A system stream's default rights are the administrators' (`SystemStreams.IsSystemStream`). */
export const isSystemStream = (stream: string): boolean => stream.startsWith('$');

/** Only the newest metadata of a stream can be read, and it has no metadata of its own. */
export const metadataOfMetadata: StreamMetadata = { ...none, maxCount: 1n };

/** The lowest revision that `$tb` and `$maxCount` leave to be read. */
export const lowestRevision = ({ truncateBefore, maxCount }: StreamMetadata, last: bigint): bigint => {
  const byCount = maxCount === null ? 0n : last - maxCount + 1n;
  return byCount > truncateBefore ? byCount : truncateBefore;
};

/** JSON cannot hold long.MaxValue in a number of this language, so the text is written and compared by hand. */
export const softDeletedJson = Buffer.from(`{"$tb":${deletedStream}}`);

const roles = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [String(value)]);

/** Metadata that is not a JSON object counts as none, as in the server. */
export const parseMetadata = (record: LogRecord | undefined): StreamMetadata => {
  if (record === undefined) return none;
  try {
    const json = JSON.parse(Buffer.from(record.data).toString('utf8')) as Record<string, unknown>;
    const truncate = Number(json['$tb'] ?? 0);
    const acl = (typeof json['$acl'] === 'object' && json['$acl'] !== null ? json['$acl'] : {}) as Record<string, unknown>;
    return {
      truncateBefore: truncate >= Number(deletedStream) ? deletedStream : BigInt(truncate),
      maxCount: json['$maxCount'] === undefined ? null : BigInt(json['$maxCount'] as number),
      acl: Object.fromEntries(Object.entries(acl).map(([key, value]) => [key, roles(value)])),
    };
  } catch {
    return none;
  }
};

/** What a soft-deleted stream gets when it is written again: everything before the new event stays hidden. */
export const undeletedJson = (record: LogRecord, truncateBefore: bigint): Uint8Array => {
  const text = Buffer.from(record.data).toString('utf8');
  const json = JSON.parse(text) as Record<string, unknown>;
  return Buffer.from(JSON.stringify({ ...json, $tb: Number(truncateBefore) }));
};
