import { ServerReadableStream, sendUnaryData } from '@grpc/grpc-js';
import { AppendReq, AppendResp } from '@eventstore/db-client/generated/streams_pb';
import { ExpectedRevision } from './check-append';
import { ProposedEvent, appendSize } from './log-record';
import { NodeContext, callerOf, isAllowed, requiresLeader } from './node-context';
import { proposedEvent } from './proposed-event';
import { nothing, streamName } from './read-messages';
import { RpcError, noExpectation, rpcErrors } from './rpc-errors';
import { WriteOutcome, writeEvents } from './write-events';

type AppendCall = ServerReadableStream<AppendReq, AppendResp>;

/** Streams.Append: one call per write, the options first, then its events (Streams.Append.cs). */
export const appendService = (node: NodeContext) => (call: AppendCall, callback: sendUnaryData<AppendResp>): void => {
  void handle(node, call).then(
    (response) => { if (response !== 'silence') callback(null, response); },
    (error: RpcError) => callback(error),
  );
};

const handle = async (node: NodeContext, call: AppendCall): Promise<AppendResp | 'silence'> => {
  const caller = callerOf(node, call.metadata);
  if (caller === 'unauthenticated') throw rpcErrors.unauthenticated();
  let options: AppendReq.Options | undefined;
  const events: ProposedEvent[] = [];
  let size = 0;
  for await (const request of call as AsyncIterable<AppendReq>) {
    if (options === undefined) {
      options = request.getOptions();
      if (options === undefined || streamName(options.getStreamIdentifier()) === '') throw rpcErrors.thrown();
      if (!isAllowed(node, caller, 'write', streamName(options.getStreamIdentifier()))) throw rpcErrors.accessDenied();
      continue;
    }
    const event = proposed(request.getProposedMessage());
    size += appendSize(event, node.version);
    if (size > node.maxAppendSize) throw rpcErrors.maxAppendSizeExceeded(node.maxAppendSize);
    events.push(event);
  }
  if (options === undefined) throw rpcErrors.thrown();
  const stream = streamName(options.getStreamIdentifier());
  const expected = expectedRevision(options);
  const outcome = await writeEvents(node, { stream, expected, events, requiresLeader: requiresLeader(call.metadata) });
  return answer(node, call, options, stream, outcome);
};

const proposed = (message: AppendReq.ProposedMessage | undefined): ProposedEvent => {
  if (message === undefined) throw rpcErrors.thrown();
  for (const name of ['type', 'content-type']) if (!message.getMetadataMap().has(name)) throw rpcErrors.missingMetadata(name);
  try {
    return proposedEvent(message);
  } catch {
    throw rpcErrors.thrown();
  }
};

const expectedRevision = (options: AppendReq.Options): ExpectedRevision => {
  if (options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'exists';
  if (options.hasNoStream()) return -1n;
  if (options.hasRevision()) return BigInt(options.getRevision());
  throw rpcErrors.invalidArgument(noExpectation('AppendReq', 'ExpectedStreamRevision'));
};

const answer = (node: NodeContext, call: AppendCall, options: AppendReq.Options, stream: string, outcome: WriteOutcome): AppendResp | 'silence' => {
  switch (outcome.kind) {
    case 'success': return success(outcome.last, outcome.position);
    // The one refusal that this call answers with a message and not with an error.
    case 'wrong-version': return wrongVersion(options, outcome.current);
    case 'cut':
      node.cut(call.getPeer());
      return 'silence';
    case 'silence': return 'silence';
    default: throw writeError(outcome, stream);
  }
};

/** The failures that Append, Delete and Tombstone have in common. */
export const writeError = (outcome: Exclude<WriteOutcome, { kind: 'success' | 'wrong-version' | 'cut' | 'silence' }>, stream: string): RpcError => {
  switch (outcome.kind) {
    case 'deleted': return rpcErrors.streamDeleted(stream);
    case 'access-denied': return rpcErrors.accessDenied();
    case 'timeout': return rpcErrors.timeout(outcome.message);
    case 'not-ready': return rpcErrors.serverNotReady();
    case 'busy': return rpcErrors.serverBusy();
    case 'not-leader': return outcome.leader === null ? rpcErrors.noLeader() : rpcErrors.notLeader(outcome.leader);
    case 'unknown': return rpcErrors.unknown('Unexpected OperationResult: InvalidTransaction');
  }
};

const success = (last: bigint, position: bigint): AppendResp => {
  const result = new AppendResp.Success();
  if (last < 0n) result.setNoStream(nothing());
  else result.setCurrentRevision(String(last));
  if (position < 0n) result.setNoPosition(nothing());
  else result.setPosition(new AppendResp.Position().setCommitPosition(String(position)).setPreparePosition(String(position)));
  return new AppendResp().setSuccess(result);
};

const wrongVersion = (options: AppendReq.Options, current: bigint): AppendResp => {
  const result = new AppendResp.WrongExpectedVersion();
  if (options.hasAny()) result.setExpectedAny(nothing());
  else if (options.hasStreamExists()) result.setExpectedStreamExists(nothing());
  else if (options.hasNoStream()) result.setExpectedNoStream(nothing());
  else result.setExpectedRevision(options.getRevision());
  if (current < 0n) result.setCurrentNoStream(nothing()).setNoStream2060(nothing());
  // Fields of an older client, sent as well.
  else result.setCurrentRevision(String(current)).setCurrentRevision2060(Number(current));
  return new AppendResp().setWrongExpectedVersion(result);
};
