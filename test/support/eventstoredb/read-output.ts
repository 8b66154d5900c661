import { ServerWritableStream } from '@grpc/grpc-js';
import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { setTimeout as wait } from 'node:timers/promises';
import { ReadFault } from './faults';
import { NodeContext } from './node-context';
import { RpcError, rpcErrors } from './rpc-errors';

export type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

/** The answers of one read, no faster than the client takes them, with the fault that was planned for it. */
export class ReadOutput {
  private events = 0;
  private isStopped = false;
  private readonly stopping: (() => void)[] = [];

  constructor(private readonly node: NodeContext, private readonly call: ReadCall, private readonly fault: ReadFault | undefined) {
    call.once('cancelled', () => this.stop());
    call.once('close', () => this.stop());
  }

  /** True when nobody reads any more: the client cancelled, or the call failed or ended. */
  get isOver(): boolean {
    return this.isStopped || this.call.cancelled;
  }

  onStop(listener: () => void): void {
    if (this.isOver) listener();
    else this.stopping.push(listener);
  }

  async begin(): Promise<void> {
    if (this.fault?.kind === 'slow') await wait(this.fault.delayMs);
    else await this.strike();
  }

  async send(response: ReadResp): Promise<void> {
    if (this.isOver) return;
    if (!this.call.write(response)) await this.drained();
    if (response.hasEvent()) {
      this.events += 1;
      await this.strike();
    }
  }

  end(): void {
    if (this.isOver) return;
    this.stop();
    this.call.end();
  }

  fail(error: RpcError): void {
    if (this.isOver) return;
    this.stop();
    this.call.emit('error', error);
  }

  private stop(): void {
    this.isStopped = true;
    for (const listener of this.stopping.splice(0)) listener();
  }

  private drained(): Promise<void> {
    return new Promise((resolve) => {
      this.call.once('drain', resolve);
      this.onStop(resolve);
    });
  }

  private async strike(): Promise<void> {
    const { fault } = this;
    if (fault === undefined || fault.kind === 'slow' || this.events !== fault.afterEvents) return;
    switch (fault.kind) {
      case 'fail': return this.fail(fault.error);
      case 'too-slow': return this.fail(tooSlow('live'));
      case 'cut':
        this.stop();
        return this.node.cut(this.call.getPeer());
      case 'silence':
        this.isStopped = true;
        await new Promise<void>((resolve) => this.call.once('cancelled', resolve));
        return this.stop();
    }
  }
}

/** How 22.10 drops a reader that falls behind; its client has to subscribe again. */
export const tooSlow = (state: 'live' | 'transitioning to live'): RpcError =>
  rpcErrors.timeout(`Consumer too slow to handle event while ${state}. Client resubscription required.`);
