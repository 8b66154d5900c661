import { ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import { DeleteReq, DeleteResp, TombstoneReq, TombstoneResp } from '@eventstore/db-client/generated/streams_pb';
import { writeError } from './append-service';
import { ExpectedRevision } from './check-append';
import { NodeContext, callerOf, isAllowed, requiresLeader } from './node-context';
import { streamName } from './read-messages';
import { RpcError, noExpectation, rpcErrors } from './rpc-errors';
import { deleteEvents } from './write-events';

/** Streams.Delete: the events are hidden, the numbers go on (Streams.Delete.cs). */
export const deleteService = (node: NodeContext) => (call: ServerUnaryCall<DeleteReq, DeleteResp>, callback: sendUnaryData<DeleteResp>): void => {
  void run(node, call, call.request.getOptions(), false).then(
    (position) => callback(null, new DeleteResp().setPosition(new DeleteResp.Position().setCommitPosition(position).setPreparePosition(position))),
    (error: RpcError) => callback(error),
  );
};

/** Streams.Tombstone: the stream can never be used again. */
export const tombstoneService = (node: NodeContext) => (call: ServerUnaryCall<TombstoneReq, TombstoneResp>, callback: sendUnaryData<TombstoneResp>): void => {
  void run(node, call, call.request.getOptions(), true).then(
    (position) => callback(null, new TombstoneResp().setPosition(new TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position))),
    (error: RpcError) => callback(error),
  );
};

type DeleteCall = ServerUnaryCall<DeleteReq, DeleteResp> | ServerUnaryCall<TombstoneReq, TombstoneResp>;

const run = async (node: NodeContext, call: DeleteCall, options: DeleteReq.Options | TombstoneReq.Options | undefined, hard: boolean): Promise<string> => {
  const caller = callerOf(node, call.metadata);
  if (caller === 'unauthenticated') throw rpcErrors.unauthenticated();
  const stream = streamName(options?.getStreamIdentifier());
  if (!isAllowed(node, caller, 'delete', stream)) throw rpcErrors.accessDenied();
  const expected = expectedRevision(options);
  const outcome = await deleteEvents(node, stream, expected, hard, requiresLeader(call.metadata));
  switch (outcome.kind) {
    case 'success': return String(outcome.position);
    case 'wrong-version': throw rpcErrors.wrongExpectedVersion('Delete', stream, asNumber(expected), outcome.current);
    case 'cut':
    case 'silence': throw rpcErrors.unknown('faults are for appends');
    default: throw writeError(outcome, stream);
  }
};

const expectedRevision = (options: DeleteReq.Options | TombstoneReq.Options | undefined): ExpectedRevision => {
  if (options?.hasAny()) return 'any';
  if (options?.hasStreamExists()) return 'exists';
  if (options?.hasNoStream()) return -1n;
  if (options?.hasRevision()) return BigInt(options.getRevision());
  throw rpcErrors.invalidArgument(noExpectation(options instanceof TombstoneReq.Options ? 'TombstoneReq' : 'DeleteReq', 'ExpectedStreamRevision'));
};

/** The server's own numbers for what is not a revision (`ExpectedVersion`). */
const asNumber = (expected: ExpectedRevision): bigint => {
  if (expected === 'any') return -2n;
  return expected === 'exists' ? -4n : expected;
};
