import { StoredEvent } from '../port';
import { checkpointOf } from '../checkpoint';
import { Row } from './connections';

const names = [
  'transaction_id', 'position', 'stream', 'version', 'id', 'type', 'schema_version', 'recorded_at',
  'command_key', 'command_hash', 'subjects', 'metadata', 'data',
] as const;

/** What a read selects, in the order in which `storedEvent` takes it. */
export const eventColumns = (table: string): string =>
  names
    .map((name) => `${table}.${name}`)
    .join(', ')
    .replace(`${table}.recorded_at`, `to_char(${table}.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

export const eventColumnCount = names.length;

export const storedEvent = (row: Row): StoredEvent => {
  const [transactionId, position, stream, version, id, type, schemaVersion, recordedAt, commandKey, commandHash, subjects, metadata, data] =
    row as readonly string[];
  return {
    type: type ?? '',
    data: JSON.parse(data ?? 'null') as unknown,
    meta: {
      ...(JSON.parse(metadata ?? '{}') as Pick<StoredEvent['meta'], 'actor' | 'causationId' | 'correlationId' | 'simulated'>),
      id: id ?? '',
      stream: stream ?? '',
      version: Number(version),
      schemaVersion: Number(schemaVersion),
      recordedAt: recordedAt ?? '',
      commandKey: commandKey ?? '',
      commandHash: commandHash ?? '',
      subjects: JSON.parse(subjects ?? '[]') as string[],
    },
    checkpoint: checkpointOf(transactionId ?? '', position ?? ''),
  };
};
