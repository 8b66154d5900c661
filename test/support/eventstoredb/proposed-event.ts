import { AppendReq, BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';
import { ProposedEvent } from './log-record';
import { readUuid } from './read-messages';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An event as it was sent. Throws in the server's words, which a batch passes on (seen on 22.10.5). */
export const proposedEvent = (message: AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage): ProposedEvent => {
  const metadata = message.getMetadataMap();
  const type = metadata.get('type');
  const contentType = metadata.get('content-type');
  if (!message.hasId()) throw new Error("Value cannot be null. (Parameter 'dto')");
  const id = readUuid(message.getId());
  if (!uuid.test(id)) throw new Error('Unrecognized Guid format.');
  if (type === undefined || contentType === undefined) throw new Error('The given key was not present in the dictionary.');
  if (/^[0-]+$/.test(id)) throw new Error("Empty eventId provided. (Parameter 'eventId')");
  if (type === '') throw new Error("Empty eventType provided. (Parameter 'eventType')");
  return { id, type, isJson: contentType === 'application/json', data: message.getData_asU8(), metadata: message.getCustomMetadata_asU8() };
};
