import { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { EventLog } from './event-log';
import { ReadOperation } from './faults';
import { LogRecord } from './log-record';
import { NodeContext, callerOf, isAllowed, requiresLeader } from './node-context';
import { eventMessage, streamNotFound, wantsStructuredIds } from './read-messages';
import { ReadCall, ReadOutput } from './read-output';
import { isReadableBackwards, isReadablePosition, pageSize, readAllBackwards, readAllForwards, readStreamBackwards, readStreamForwards, streamState } from './read-pages';
import { ReadRequest, parseRead, refusedForm } from './read-request';
import { RpcError, rpcErrors } from './rpc-errors';
import { refusedByState } from './write-events';
import { subscribe2210 } from './subscription-22-10';
import { subscribe2410 } from './subscription-24-10';

/** Streams.Read: reads and subscriptions of one stream or of the whole log (Streams.Read.cs). */
export const readService = (node: NodeContext) => (call: ReadCall): void => {
  handle(node, call).catch(() => fail(call, rpcErrors.thrown()));
};

const handle = async (node: NodeContext, call: ReadCall): Promise<void> => {
  const options = call.request.getOptions();
  if (!options?.hasUuidOption()) return fail(call, rpcErrors.invalidArgument(' `uuidOption` is a required argument of type UUIDOption'));
  const form = refusedForm(options);
  if (form !== null) return fail(call, rpcErrors.invalidArgument(form));
  const request = parseRead(options);
  const refusal = refuse(node, call, request);
  if (refusal !== null) return fail(call, refusal);
  const output = new ReadOutput(node, call, node.faults.takeRead(request.stream, operationOf(request)));
  await output.begin();
  const show = (record: LogRecord) => eventMessage(record, wantsStructuredIds(options));
  if (request.maxCount === null) {
    const subscribe = node.version === '22.10.5' ? subscribe2210 : subscribe2410;
    await subscribe(node, request, output, show);
    return;
  }
  const invalid = request.stream === '$all' ? await readAll(node.log(), request, output, options) : await readStream(node.log(), request, output, options);
  if (invalid === null) output.end();
  else output.fail(invalid === 'position' ? invalidPosition(node) : invalid);
};

const fail = (call: ReadCall, error: RpcError): void => {
  call.emit('error', error);
};

const operationOf = (request: ReadRequest): ReadOperation => {
  if (request.maxCount === null) return 'subscription';
  return request.stream === '$all' ? 'all' : 'stream';
};

const refuse = (node: NodeContext, call: ReadCall, request: ReadRequest): RpcError | null => {
  const caller = callerOf(node, call.metadata);
  if (caller === 'unauthenticated') return rpcErrors.unauthenticated();
  if (!isAllowed(node, caller, 'read', request.stream)) return rpcErrors.accessDenied();
  const state = refusedByState(node, requiresLeader(call.metadata));
  if (state === null) return null;
  return state.kind === 'not-leader' && state.leader !== null ? rpcErrors.notLeader(state.leader) : rpcErrors.serverNotReady();
};

/** 24.10 has a word for it; 22.10 passes its general error on (StorageReaderWorker.cs). */
export const invalidPosition = (node: NodeContext): RpcError =>
  (node.version === '22.10.5' ? rpcErrors.unknown('Unexpected ReadAllResult: Error') : rpcErrors.invalidPosition());

const readAll = async (log: EventLog, request: ReadRequest, output: ReadOutput, options: ReadReq.Options): Promise<RpcError | 'position' | null> => {
  const structured = wantsStructuredIds(options);
  const { from, filter } = request;
  const maxCount = request.maxCount ?? 0;
  if (typeof from === 'bigint' && !(request.backwards ? isReadableBackwards(log, from) : isReadablePosition(log, from))) return 'position';
  if (request.backwards) {
    let sent = 0;
    // Backwards from the start there is nothing.
    for (const record of readAllBackwards(log, positionBackwards(from), filter)) {
      if (sent >= maxCount || output.isOver) break;
      await output.send(eventMessage(record, structured));
      sent += 1;
    }
    return null;
  }
  let next = from === 'start' ? 0n : from === 'end' ? log.endPosition : from;
  for (let sent = 0; sent < maxCount && !output.isOver;) {
    const page = readAllForwards(log, next, filter, Math.min(pageSize, maxCount - sent), Infinity);
    for (const record of page.events) await output.send(eventMessage(record, structured));
    sent += page.events.length;
    next = page.next;
    if (page.isEnd) break;
  }
  return null;
};

const positionBackwards = (from: ReadRequest['from']): bigint | null => {
  if (from === 'end') return null;
  return from === 'start' ? 0n : from;
};

const readStream = async (log: EventLog, request: ReadRequest, output: ReadOutput, options: ReadReq.Options): Promise<RpcError | null> => {
  const { stream, from } = request;
  const maxCount = request.maxCount ?? 0;
  const structured = wantsStructuredIds(options);
  const state = streamState(log, stream);
  if (state === 'deleted') return rpcErrors.streamDeleted(stream);
  if (maxCount === 0) return rpcErrors.unknown('Unexpected ReadStreamResult: Error');
  if (state === 'missing') {
    await output.send(streamNotFound(stream));
    return null;
  }
  if (request.backwards) {
    let sent = 0;
    for (const record of readStreamBackwards(log, stream, positionBackwards(from))) {
      if (sent >= maxCount || output.isOver) break;
      await output.send(eventMessage(record, structured));
      sent += 1;
    }
    return null;
  }
  // The end is -1 to the server's core, which refuses it for a stream; seen on 22.10.5.
  if (from === 'end') return rpcErrors.unknown('Unexpected ReadStreamResult: Error');
  let next = from === 'start' ? 0n : from;
  for (let sent = 0; sent < maxCount && !output.isOver;) {
    const page = readStreamForwards(log, stream, next, Math.min(pageSize, maxCount - sent));
    for (const record of page.events) await output.send(eventMessage(record, structured));
    sent += page.events.length;
    next = page.next;
    if (page.isEnd) break;
  }
  return null;
};
