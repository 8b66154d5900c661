import { randomUUID } from 'node:crypto';
import { Empty, StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb';
import { AppendAnswer, appendAnswer } from './append-answer';
import { BatchAppendCall, Connection } from './connection';
import { NoAnswer, errorOf, failureOf } from './grpc-errors';
import { Slots } from './slots';

export interface PipedAppend {
  readonly serverStream: string;
  /** Version that the stream must have. */
  readonly expectedVersion: number;
  readonly messages: BatchAppendReq.ProposedMessage[];
}

/** More would wait in the server's queues instead of here. */
const inFlightMax = 512;

interface Pipe {
  readonly generation: number;
  readonly call: Promise<BatchAppendCall>;
  readonly waiting: Map<string, (answer: AppendAnswer) => void>;
  heardAtMs: number;
}

/** Whoever was asked whether this is our log did not confirm it. */
class NotConfirmed extends Error {
  constructor(readonly reason: Error) {
    super(reason.message, { cause: reason });
  }
}

/**
 * All appends of a store go through one call that stays open, each with its own answer. When the call breaks, the outcome of all
 * that wait for an answer is unknown; the next append opens another call. Nothing is sent over a call before `confirm` looked, after it
 * was opened, whether the server that took it has our log: one that comes back empty would take everything for new.
 */
export class AppendPipe {
  private pipe: Pipe | undefined;
  private readonly slots = new Slots(inFlightMax);

  constructor(private readonly connection: Connection, private readonly answerMs: number, private readonly confirm: () => Promise<void> = () => Promise.resolve()) {}

  /** Never rejects: what went wrong on the way is an `unknown` outcome. */
  async send(append: PipedAppend): Promise<AppendAnswer> {
    await this.slots.take();
    try {
      return await this.answerTo(append);
    } finally {
      this.slots.give();
    }
  }

  close(): void {
    const { pipe } = this;
    this.pipe = undefined;
    // All answers are here. The server would keep a call open whose client only says that it is done.
    pipe?.call.then((call) => call.cancel(), () => undefined);
  }

  private answerTo(append: PipedAppend): Promise<AppendAnswer> {
    const pipe = this.open();
    const id = randomUUID();
    return new Promise((resolve) => {
      const end = (answer: AppendAnswer): void => {
        clearTimeout(timer);
        pipe.waiting.delete(id);
        resolve(answer);
      };
      const expire = (): void => {
        if (!pipe.waiting.has(id)) return;
        end({ kind: 'unknown', reason: new NoAnswer('an append', this.answerMs) });
        // A node that answers nobody any more may never say that it is gone.
        if (performance.now() - pipe.heardAtMs >= this.answerMs) this.abandon(pipe);
      };
      // In a process that is busy the time may be over before an answer that is here is looked at: it gets one more turn.
      const timer = setTimeout(() => setImmediate(expire), this.answerMs);
      pipe.waiting.set(id, end);
      pipe.call.then(
        (call) => {
          if (pipe.waiting.has(id)) call.write(requestOf(id, append));
        },
        (error: unknown) => end(answerOf(error)),
      );
    });
  }

  private open(): Pipe {
    if (this.pipe !== undefined && this.pipe.generation === this.connection.generation) return this.pipe;
    const pipe: Pipe = { generation: this.connection.generation, call: this.connection.batchAppend().then((call) => this.confirmed(call, pipe)), waiting: new Map(), heardAtMs: performance.now() };
    this.pipe = pipe;
    pipe.call.catch((error: unknown) => this.break(pipe, error));
    return pipe;
  }

  private async confirmed(call: BatchAppendCall, pipe: Pipe): Promise<BatchAppendCall> {
    call.on('data', (response: BatchAppendResp) => {
      pipe.heardAtMs = performance.now();
      pipe.waiting.get(response.getCorrelationId()?.getString() ?? '')?.(appendAnswer(response));
    });
    call.on('error', (error) => this.break(pipe, error));
    call.on('end', () => this.break(pipe, new Error('the server ended the call')));
    try {
      await this.confirm();
    } catch (error) {
      this.break(pipe, new NotConfirmed(errorOf(error)));
      call.cancel();
    }
    return call;
  }

  private break(pipe: Pipe, error: unknown): void {
    if (this.pipe === pipe) this.pipe = undefined;
    const answer = answerOf(error);
    for (const end of [...pipe.waiting.values()]) end(answer);
  }

  private abandon(pipe: Pipe): void {
    if (this.pipe === pipe) this.pipe = undefined;
    pipe.call.then((call) => call.cancel(), () => undefined);
    this.connection.renew(pipe.generation);
  }
}

const answerOf = (error: unknown): AppendAnswer => {
  if (error instanceof NotConfirmed) return { kind: 'not-sent', reason: error.reason };
  const failure = failureOf(error);
  return failure === 'denied' || failure === 'unauthenticated' ? { kind: 'denied' } : { kind: 'unknown', reason: errorOf(error) };
};

const requestOf = (id: string, { serverStream, expectedVersion, messages }: PipedAppend): BatchAppendReq => {
  const options = new BatchAppendReq.Options();
  options.setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(serverStream)));
  // No deadline: it would be a time of our clock, held against that of the server.
  if (expectedVersion === 0) options.setNoStream(new Empty());
  else options.setStreamPosition(String(expectedVersion - 1));
  const request = new BatchAppendReq();
  request.setCorrelationId(new UUID().setString(id));
  request.setOptions(options);
  request.setProposedMessagesList(messages);
  request.setIsFinal(true);
  return request;
};
