import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { BoundedQueue } from './bounded-queue';
import { LogRecord } from './log-record';
import { NodeContext } from './node-context';
import { checkpoint, confirmation } from './read-messages';
import { ReadOutput, tooSlow } from './read-output';
import { ReadRequest } from './read-request';
import { RpcError } from './rpc-errors';
import { ShowRecord, SubscriptionSource, isError, sourceOf, tombstoneError } from './subscription-source';

type Item = { readonly record: LogRecord } | { readonly checkpoint: bigint };

/** Events that the server holds for a reader, once while it catches up and once more while it is live. */
export const liveBuffer = 32;

/**
 * A subscription as 22.10 serves it (Enumerators.AllSubscriptionFiltered.cs and its two siblings): catch up by pages,
 * subscribe, read what came in between, then live. It sends no word when it has caught up, a checkpoint only when the
 * interval is full, and drops a reader whose buffer of 32 is full.
 */
export const subscribe2210 = async (node: NodeContext, request: ReadRequest, output: ReadOutput, show: ShowRecord): Promise<void> => {
  await new Subscription2210(node, request, output, show).run();
};

class Subscription2210 {
  private readonly source: SubscriptionSource;
  private readonly toClient = new BoundedQueue<Item>(liveBuffer);
  private readonly live = new BoundedQueue<Item>(liveBuffer);
  private failure: RpcError | null = null;
  private considered = 0;
  private current: bigint | null;
  private isLive = false;

  constructor(private readonly node: NodeContext, private readonly request: ReadRequest, private readonly output: ReadOutput, private readonly show: ShowRecord) {
    this.source = sourceOf(node, request);
    // A stream's reader is held to what it asked for; the log's is not, so a position of another log does no harm here.
    this.current = request.stream !== '$all' && typeof request.from === 'bigint' ? request.from : null;
  }

  async run(): Promise<void> {
    const refusal = this.source.refusal(this.request.from);
    if (refusal !== null) return this.output.fail(refusal);
    this.output.onStop(() => this.close(null));
    const sent = this.sendAll();
    await this.output.send(confirmation(randomUUID()));
    if (this.request.from === 'end') await this.goLive(null);
    else await this.catchUp();
    await sent;
    if (this.failure !== null) this.output.fail(this.failure);
  }

  private async catchUp(): Promise<void> {
    const { checkpoints } = this.request;
    let next = this.source.after(this.request.from);
    while (!this.output.isOver) {
      const page = this.source.page(next);
      if (isError(page)) return this.close(page);
      if (page === null || (page.next === next && !page.isEnd)) {
        await wait(50);
        continue;
      }
      let reached = page.current;
      for (const record of page.events) {
        await this.toClient.write({ record });
        reached = this.source.numberOf(record);
      }
      this.considered += page.considered;
      next = page.next;
      if (page.isEnd) return this.goLive(next);
      if (checkpoints !== null && this.considered >= checkpoints.interval) {
        this.considered %= checkpoints.interval;
        await this.toClient.write({ checkpoint: reached });
      }
    }
  }

  private async goLive(from: bigint | null): Promise<void> {
    const caughtUpAt = this.source.last();
    const stop = this.node.log().onIndexed((record) => this.take(record));
    this.output.onStop(stop);
    if (from !== null && !(await this.readMissed(from, caughtUpAt))) return;
    this.isLive = true;
    for (let item = await this.live.read(); item !== null; item = await this.live.read()) await this.toClient.write(item);
  }

  /** What was written between the last page and the subscription; it has to fit into the buffer. */
  private async readMissed(from: bigint, caughtUpAt: bigint): Promise<boolean> {
    for (let next = from; !this.output.isOver;) {
      const page = this.source.page(next);
      if (isError(page)) {
        this.close(page);
        return false;
      }
      if (page === null) {
        await wait(50);
        continue;
      }
      if (page.events.length === 0 && page.isEnd) return true;
      for (const record of page.events) {
        if (this.source.numberOf(record) > caughtUpAt) return true;
        if (!this.toClient.tryWrite({ record })) {
          this.close(tooSlow('transitioning to live'));
          return false;
        }
      }
      next = page.next;
    }
    return false;
  }

  private take(record: LogRecord): void {
    if (!this.source.concerns(record) || this.failure !== null) return;
    let fits = !this.source.passes(record) || this.live.tryWrite({ record });
    if (this.request.checkpoints !== null) {
      this.considered += 1;
      if (this.considered >= this.request.checkpoints.interval) {
        this.considered = 0;
        fits = this.live.tryWrite({ checkpoint: record.position }) && fits;
      }
    }
    if (!fits) this.close(tooSlow(this.isLive ? 'live' : 'transitioning to live'));
  }

  /** What is in the buffer is still sent, then the error. */
  private close(failure: RpcError | null): void {
    this.failure ??= failure;
    this.live.close();
    this.toClient.close();
  }

  private async sendAll(): Promise<void> {
    for (let item = await this.toClient.read(); item !== null; item = await this.toClient.read()) {
      if ('checkpoint' in item) {
        await this.output.send(checkpoint(item.checkpoint));
        continue;
      }
      const number = this.source.numberOf(item.record);
      if (this.current !== null && number <= this.current) continue;
      this.current = number;
      await this.output.send(this.show(item.record));
      // The tombstone is still shown as an event, the error comes after it.
      const deleted = tombstoneError(this.request, item.record);
      if (deleted !== null) return this.close(deleted);
    }
  }
}
