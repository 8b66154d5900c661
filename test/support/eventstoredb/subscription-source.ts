import { ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { EventLog } from './event-log';
import { LogRecord, eventTypes } from './log-record';
import { NodeContext } from './node-context';
import { isReadablePosition, pageSize, readAllForwards, readStreamForwards, streamState } from './read-pages';
import { ReadFrom, ReadRequest } from './read-request';
import { RpcError, rpcErrors } from './rpc-errors';

export type ShowRecord = (record: LogRecord) => ReadResp;

export interface SourcePage {
  readonly events: readonly LogRecord[];
  readonly current: bigint;
  readonly next: bigint;
  readonly isEnd: boolean;
  readonly considered: number;
}

/** One stream or the whole log, seen by a subscription: numbers are revisions there and positions here. */
export interface SubscriptionSource {
  /** Why a reader cannot begin there; null when it can. */
  refusal(from: ReadFrom): RpcError | null;
  /** Null while the stream does not exist. */
  page(from: bigint): SourcePage | RpcError | null;
  numberOf(record: LogRecord): bigint;
  /** Where a reader who has handled `from` goes on. */
  after(from: ReadFrom): bigint;
  /** Number of the last thing that can be read, -1 for none. */
  last(): bigint;
  /** Whether the record belongs to what is subscribed to, before any filter. */
  concerns(record: LogRecord): boolean;
  passes(record: LogRecord): boolean;
}

export const sourceOf = (node: NodeContext, request: ReadRequest): SubscriptionSource =>
  (request.stream === '$all' ? wholeLog(node, request) : oneStream(node.log(), request.stream));

const wholeLog = (node: NodeContext, { filter, checkpoints }: ReadRequest): SubscriptionSource => {
  const log = node.log();
  const window = checkpoints?.window ?? Infinity;
  return {
    refusal: (from) => (typeof from !== 'bigint' || isReadablePosition(log, from) ? null : invalidPosition(node)),
    page: (from) => readAllForwards(log, from, filter, pageSize, window),
    numberOf: (record) => record.position,
    after: (from) => {
      if (from === 'start') return 0n;
      if (from === 'end') return log.lastPosition;
      return readAllForwards(log, from, filter, 1, 1).next;
    },
    last: () => log.lastPosition,
    concerns: () => true,
    passes: filter,
  };
};

/** 22.10 falls over it, and is seen to say so; 24.10 has a word of its own (StorageReaderWorker.cs, `InvalidPosition`). */
const invalidPosition = (node: NodeContext): RpcError =>
  (node.version === '22.10.5' ? rpcErrors.unknown('Exception was thrown by handler.') : rpcErrors.invalidPosition());

const oneStream = (log: EventLog, stream: string): SubscriptionSource => ({
  refusal: () => (streamState(log, stream) === 'deleted' ? rpcErrors.streamDeleted(stream) : null),
  page: (from) => {
    const state = streamState(log, stream);
    if (state === 'deleted') return rpcErrors.streamDeleted(stream);
    return state === 'missing' ? null : { ...readStreamForwards(log, stream, from, pageSize), current: from, considered: 0 };
  },
  numberOf: (record) => record.revision,
  after: (from) => {
    if (from === 'start') return 0n;
    return from === 'end' ? log.lastRevision(stream) : from + 1n;
  },
  last: () => log.lastRevision(stream),
  concerns: (record) => record.stream === stream,
  passes: () => true,
});

export const isError = (page: SourcePage | RpcError | null): page is RpcError => page !== null && 'code' in page;

/** A reader of one stream learns of its tombstone by an error; a reader of the whole log sees an event. */
export const tombstoneError = (request: ReadRequest, record: LogRecord): RpcError | null =>
  (request.stream !== '$all' && record.type === eventTypes.streamDeleted ? rpcErrors.streamDeleted(request.stream) : null);
