import { Code } from '@eventstore/db-client/generated/code_pb';
import { AccessDenied, BadRequest, MaximumAppendSizeExceeded, StreamDeleted, Timeout, Unknown, WrongExpectedVersion } from '@eventstore/db-client/generated/shared_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import { Message } from 'google-protobuf';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { ExpectedRevision } from './check-append';
import { streamIdentifier } from './read-messages';

/** How one write of a batch fails while the batch goes on (src/EventStore.Core/Services/Transport/Grpc/Status.cs). */
const failed = (code: Code, message: string, details: Message, type: string): Status => {
  const any = new Any();
  any.pack(details.serializeBinary(), type);
  return new Status().setCode(code).setMessage(message).setDetails(any);
};

export const batchStatus = {
  wrongExpectedVersion: (current: bigint, expected: ExpectedRevision): Status => {
    const details = new WrongExpectedVersion();
    if (current < 0n) details.setCurrentNoStream(new Empty());
    else details.setCurrentStreamRevision(String(current));
    if (expected === 'any') details.setExpectedAny(new Empty());
    else if (expected === 'exists') details.setExpectedStreamExists(new Empty());
    else if (expected < 0n) details.setExpectedNoStream(new Empty());
    else details.setExpectedStreamPosition(String(expected));
    return failed(Code.ALREADY_EXISTS, 'WrongExpectedVersion', details, 'event_store.client.WrongExpectedVersion');
  },
  streamDeleted: (stream: string): Status => failed(Code.NOT_FOUND, 'StreamDeleted',
    new StreamDeleted().setStreamIdentifier(streamIdentifier(stream)), 'event_store.client.StreamDeleted'),
  accessDenied: (): Status => failed(Code.PERMISSION_DENIED, 'AccessDenied', new AccessDenied(), 'event_store.client.AccessDenied'),
  timeout: (): Status => failed(Code.DEADLINE_EXCEEDED, 'Timeout', new Timeout(), 'event_store.client.Timeout'),
  unknown: (): Status => failed(Code.UNKNOWN, 'Unknown', new Unknown(), 'event_store.client.Unknown'),
  maximumAppendSizeExceeded: (limit: number): Status => failed(Code.INVALID_ARGUMENT, 'MaximumAppendSizeExceeded',
    new MaximumAppendSizeExceeded().setMaxappendsize(limit), 'event_store.client.MaximumAppendSizeExceeded'),
  badRequest: (message: string): Status => failed(Code.INVALID_ARGUMENT, 'BadRequest',
    new BadRequest().setMessage(message), 'event_store.client.BadRequest'),
  /** The core could not take the write at all; the code stays 0 there, and the client knows no such details. */
  notHandled: (message: string): Status => failed(Code.OK, message, new Empty(), 'google.protobuf.Empty'),
};
