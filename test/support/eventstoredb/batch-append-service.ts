import { ServerDuplexStream } from '@grpc/grpc-js';
import { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { Status } from '@eventstore/db-client/generated/status_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { batchStatus } from './batch-status';
import { ExpectedRevision } from './check-append';
import { ProposedEvent, appendSize } from './log-record';
import { NodeContext, callerOf, isAllowed, requiresLeader } from './node-context';
import { proposedEvent } from './proposed-event';
import { allPosition, readUuid, streamIdentifier, streamName } from './read-messages';
import { RpcError, noExpectation, rpcErrors } from './rpc-errors';
import { WriteOutcome, writeEvents } from './write-events';

type BatchCall = ServerDuplexStream<BatchAppendReq, BatchAppendResp>;

interface PendingWrite {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: ProposedEvent[];
  size: number;
  readonly timer: NodeJS.Timeout;
}

/**
 * Streams.BatchAppend: many writes over one call, each with an id of its own and with its events in one or more parts
 * (Streams.BatchAppend.cs). Answers come when they are ready, in any order; the call itself has no end of its own.
 */
export const batchAppendService = (node: NodeContext) => (call: BatchCall): void => {
  const caller = callerOf(node, call.metadata);
  if (caller === 'unauthenticated') {
    call.emit('error', rpcErrors.unauthenticated());
    return;
  }
  const batch = new BatchWrites(node, call, (stream) => isAllowed(node, caller, 'write', stream));
  call.on('data', (request: BatchAppendReq) => batch.take(request));
  call.on('end', () => batch.end());
  call.on('cancelled', () => batch.stop());
};

class BatchWrites {
  private readonly writes = new Map<string, PendingWrite>();
  private underWay = 0;
  private hasEnded = false;
  private hasFailed = false;
  private readonly leaderOnly: boolean;

  constructor(private readonly node: NodeContext, private readonly call: BatchCall, private readonly mayWrite: (stream: string) => boolean) {
    this.leaderOnly = requiresLeader(call.metadata);
  }

  take(request: BatchAppendReq): void {
    const id = readUuid(request.getCorrelationId());
    const options = request.getOptions();
    if (options !== undefined && !this.begin(id, request, options)) return;
    const write = this.writes.get(id);
    if (write === undefined) return;
    try {
      for (const event of request.getProposedMessagesList().map(proposedEvent)) {
        write.events.push(event);
        write.size += appendSize(event, this.node.version);
      }
    } catch (error) {
      // As the server: the write stays pending and ends by its deadline, or by its last part.
      this.fail(request, write.stream, batchStatus.badRequest(error instanceof Error ? error.message : String(error)));
      return;
    }
    if (write.size > this.node.maxAppendSize) {
      this.forget(id);
      this.fail(request, write.stream, batchStatus.maximumAppendSizeExceeded(this.node.maxAppendSize));
    }
    if (request.getIsFinal() && this.forget(id)) void this.write(request, write);
  }

  /** The server looks whether it is over only when it answers: a call with nothing left to answer stays open until it is cancelled. */
  end(): void {
    this.hasEnded = true;
  }

  stop(): void {
    for (const { timer } of this.writes.values()) clearTimeout(timer);
    this.hasFailed = true;
  }

  /** The deadline counts only until the last part is here; then the server's own time-out takes over. */
  private begin(id: string, request: BatchAppendReq, options: BatchAppendReq.Options): boolean {
    const stream = streamName(options.getStreamIdentifier());
    const deadline = options.getDeadline()?.toDate().getTime() ?? Infinity;
    const leftMs = Math.min(deadline - Date.now(), this.node.commitTimeoutMs);
    const refusal = this.refusal(stream, options, leftMs);
    if (refusal !== null) {
      this.fail(request, stream, refusal);
      return false;
    }
    if (this.writes.has(id)) return true;
    const timer = setTimeout(() => { if (this.forget(id)) this.fail(request, stream, batchStatus.timeout()); }, leftMs);
    this.writes.set(id, { stream, expected: expectedRevision(options), events: [], size: 0, timer });
    return true;
  }

  private refusal(stream: string, options: BatchAppendReq.Options, leftMs: number): Status | null {
    if (!this.mayWrite(stream)) return batchStatus.accessDenied();
    if (!options.hasStreamIdentifier()) return batchStatus.badRequest('Object reference not set to an instance of an object.');
    if (stream === '') return batchStatus.badRequest("Value cannot be null. (Parameter 'value')");
    if (options.getExpectedStreamPositionCase() === BatchAppendReq.Options.ExpectedStreamPositionCase.EXPECTED_STREAM_POSITION_NOT_SET) {
      return batchStatus.badRequest(`Status(StatusCode="InvalidArgument", Detail="${noExpectation('BatchAppendReq', 'ExpectedStreamPosition')}")`);
    }
    return leftMs <= 0 ? batchStatus.timeout() : null;
  }

  private forget(id: string): boolean {
    clearTimeout(this.writes.get(id)?.timer);
    return this.writes.delete(id);
  }

  private async write(request: BatchAppendReq, write: PendingWrite): Promise<void> {
    this.underWay += 1;
    const outcome = await writeEvents(this.node, { ...write, requiresLeader: this.leaderOnly });
    this.underWay -= 1;
    this.answer(request, write, outcome);
    if (this.hasEnded && this.underWay === 0) this.call.end();
  }

  private answer(request: BatchAppendReq, write: PendingWrite, outcome: WriteOutcome): void {
    switch (outcome.kind) {
      case 'success': return this.send(request, write.stream, new BatchAppendResp().setSuccess(success(outcome.last, outcome.position)));
      case 'wrong-version': return this.fail(request, write.stream, batchStatus.wrongExpectedVersion(outcome.current, write.expected));
      case 'deleted': return this.fail(request, write.stream, batchStatus.streamDeleted(write.stream));
      case 'access-denied': return this.fail(request, write.stream, batchStatus.accessDenied());
      case 'timeout': return this.fail(request, write.stream, batchStatus.timeout());
      case 'unknown': return this.fail(request, write.stream, batchStatus.unknown());
      case 'not-ready': return this.fail(request, write.stream, batchStatus.notHandled('Server Is Not Ready'));
      case 'busy': return this.fail(request, write.stream, batchStatus.notHandled('Server Is Busy'));
      // A known leader is thrown and ends the whole call, and with it every other write of this client.
      case 'not-leader': return outcome.leader === null
        ? this.fail(request, write.stream, batchStatus.notHandled('No leader info available in response'))
        : this.failCall(rpcErrors.notLeader(outcome.leader));
      case 'cut': return this.node.cut(this.call.getPeer());
      case 'silence': return;
    }
  }

  private fail(request: BatchAppendReq, stream: string, error: Status): void {
    this.send(request, stream, new BatchAppendResp().setError(error));
  }

  private send(request: BatchAppendReq, stream: string, response: BatchAppendResp): void {
    if (this.hasFailed || this.call.cancelled) return;
    this.call.write(response.setCorrelationId(request.getCorrelationId()).setStreamIdentifier(streamIdentifier(stream)));
  }

  private failCall(error: RpcError): void {
    if (this.hasFailed) return;
    this.stop();
    this.call.emit('error', error);
  }
}

const expectedRevision = (options: BatchAppendReq.Options): ExpectedRevision => {
  if (options.hasAny()) return 'any';
  if (options.hasStreamExists()) return 'exists';
  return options.hasNoStream() ? -1n : BigInt(options.getStreamPosition());
};

const success = (last: bigint, position: bigint): BatchAppendResp.Success => {
  const result = new BatchAppendResp.Success();
  if (position < 0n) result.setNoPosition(new Empty());
  else result.setPosition(allPosition(position));
  return last < 0n ? result.setNoStream(new Empty()) : result.setCurrentRevision(String(last));
};
