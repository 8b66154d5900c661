import { AllStreamPosition, Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { LogRecord } from './log-record';

/** Turns records into what the protocol sends. `structuredIds` when the client did not ask for text. */
export const eventMessage = (record: LogRecord, structuredIds: boolean): ReadResp => {
  const recorded = new ReadResp.ReadEvent.RecordedEvent()
    .setId(structuredIds ? structuredUuid(record.id) : new UUID().setString(record.id))
    .setStreamIdentifier(streamIdentifier(record.stream))
    .setStreamRevision(String(record.revision))
    .setCommitPosition(String(record.position))
    .setPreparePosition(String(record.position))
    .setData(record.data)
    .setCustomMetadata(record.metadata);
  recorded.getMetadataMap()
    .set('type', record.type)
    .set('created', String(record.createdTicks))
    .set('content-type', record.isJson ? 'application/json' : 'application/octet-stream');
  const event = new ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(String(record.position));
  return new ReadResp().setEvent(event);
};

export const confirmation = (subscriptionId: string): ReadResp =>
  new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(subscriptionId));

export const checkpoint = (position: bigint): ReadResp =>
  new ReadResp().setCheckpoint(new ReadResp.Checkpoint().setCommitPosition(String(position)).setPreparePosition(String(position)));

export const caughtUp = (): ReadResp => new ReadResp().setCaughtUp(new ReadResp.CaughtUp());

export const streamNotFound = (stream: string): ReadResp =>
  new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound().setStreamIdentifier(streamIdentifier(stream)));

export const streamIdentifier = (stream: string): StreamIdentifier => new StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8'));

export const streamName = (identifier: StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? new Uint8Array(0)).toString('utf8');

export const allPosition = (position: bigint): AllStreamPosition =>
  new AllStreamPosition().setCommitPosition(String(position)).setPreparePosition(String(position));

export const nothing = (): Empty => new Empty();

export const wantsStructuredIds = (options: ReadReq.Options): boolean => !(options.getUuidOption()?.hasString() ?? false);

const hex = (bits: bigint): string => BigInt.asUintN(64, bits).toString(16).padStart(16, '0');

/** An id comes as text or as two signed 64-bit numbers, most significant first. */
export const readUuid = (uuid: UUID | undefined): string => {
  const structured = uuid?.getStructured();
  if (structured === undefined) return uuid?.getString().toLowerCase() ?? '';
  const digits = hex(BigInt(structured.getMostSignificantBits())) + hex(BigInt(structured.getLeastSignificantBits()));
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-');
};

export const structuredUuid = (id: string): UUID => {
  const digits = id.replaceAll('-', '');
  const signed = (part: string): string => String(BigInt.asIntN(64, BigInt(`0x${part}`)));
  return new UUID().setStructured(new UUID.Structured()
    .setMostSignificantBits(signed(digits.slice(0, 16)))
    .setLeastSignificantBits(signed(digits.slice(16))));
};
