import { UUID } from '@eventstore/db-client/generated/shared_pb';
import { BatchAppendReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { checkpointOf } from '../checkpoint';
import { StoreFault, StoredEvent } from '../port';
import { EncodedEvent, PreparedAppend, eventId } from '../prepare-append';
import { foreignEvent } from './engine-faults';
import { StreamNames } from './stream-names';

/** What stands beside the content of an event. The names with a `$` are those by which EventStoreDB itself follows a flow. */
interface StoredMetadata {
  readonly id: string;
  /** Place of the event among those of its command, and how many there were. */
  readonly commandIndex: number;
  readonly commandEvents: number;
  readonly commandKey: string;
  readonly commandHash: string;
  readonly schemaVersion: number;
  readonly subjects: readonly string[];
  readonly recordedAt: string;
  readonly simulated: boolean;
  readonly actor: StoredEvent['meta']['actor'];
  readonly $causationId: string;
  readonly $correlationId: string;
}

export type RecordedMessage = ReadResp.ReadEvent.RecordedEvent;

/** An event as read, with what its command wrote besides and how long its content is. */
export interface ReadEvent {
  readonly event: StoredEvent;
  readonly lastOfCommand: number;
  readonly bytes: number;
}

/** Content goes out as the JSON text it is, byte for byte. */
export const proposedMessages = ({ request, events }: PreparedAppend, serverStream: string, recordedAt: string): BatchAppendReq.ProposedMessage[] => {
  const { command, simulated, actor, causationId, correlationId } = request;
  const shared = JSON.stringify({
    recordedAt, commandKey: command.key, commandHash: command.contentHash, commandEvents: events.length, simulated, actor,
    $causationId: causationId, $correlationId: correlationId,
  });
  return events.map((event, index) => proposedMessage(event, `{"id":"${event.id}","commandIndex":${index},"schemaVersion":${event.schemaVersion},"subjects":${event.subjects},${shared.slice(1)}`, serverEventId(serverStream, command, recordedAt, index)));
};

const proposedMessage = (event: EncodedEvent, metadata: string, id: string): BatchAppendReq.ProposedMessage => {
  const message = new BatchAppendReq.ProposedMessage();
  message.setId(new UUID().setString(id));
  message.getMetadataMap().set('type', event.type).set('content-type', 'application/json');
  message.setData(Buffer.from(event.data));
  message.setCustomMetadata(Buffer.from(metadata));
  return message;
};

/**
 * The id under which the server knows an event; it takes the same ids at the same place for the same append and does not look
 * at the content. So the content's hash and the recorded time are in it: the same key with other content, or asked for at another
 * time by another process, is another append, which it refuses. A call that sends again what it sent has the same ids.
 */
const serverEventId = (serverStream: string, command: { readonly key: string; readonly contentHash: string }, recordedAt: string, index: number): string =>
  eventId(serverStream, JSON.stringify([command.key, command.contentHash, recordedAt]), index);

export const nameOf = (message: RecordedMessage): string => textOf(message.getStreamIdentifier()?.getStreamName_asU8() ?? new Uint8Array());

export const readEvent = (message: RecordedMessage, names: StreamNames): ReadEvent => {
  const name = nameOf(message);
  const stream = names.streamOf(name);
  const data = message.getData_asU8();
  const [metadata, content] = [parsed(message.getCustomMetadata_asU8()), parsed(data)];
  if (stream === null || metadata === undefined || content === undefined || !isOurs(metadata.value)) {
    throw new StoreFault(foreignEvent(`${name}@${message.getStreamRevision()}`));
  }
  const { id, commandIndex, commandEvents, commandKey, commandHash, schemaVersion, recordedAt, simulated, actor, subjects, $causationId, $correlationId } = metadata.value;
  const version = Number(message.getStreamRevision()) + 1;
  return {
    event: {
      type: message.getMetadataMap().get('type') ?? '',
      data: content.value,
      meta: { id, stream, version, schemaVersion, recordedAt, simulated, actor, causationId: $causationId, correlationId: $correlationId, commandKey, commandHash, subjects },
      checkpoint: checkpointOf(message.getCommitPosition(), message.getPreparePosition()),
    },
    lastOfCommand: version - commandIndex + commandEvents - 1,
    bytes: data.length,
  };
};

const isOurs = (value: unknown): value is StoredMetadata => {
  const { id, commandKey, commandHash, commandIndex, commandEvents, recordedAt } = (value ?? {}) as Partial<StoredMetadata>;
  return [id, commandKey, commandHash, recordedAt].every((each) => typeof each === 'string') && [commandIndex, commandEvents].every((each) => typeof each === 'number');
};

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();

const parsed = (bytes: Uint8Array): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(textOf(bytes)) as unknown };
  } catch {
    return undefined;
  }
};
