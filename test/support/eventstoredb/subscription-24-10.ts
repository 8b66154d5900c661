import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { BoundedQueue } from './bounded-queue';
import { LogRecord } from './log-record';
import { NodeContext } from './node-context';
import { caughtUp, checkpoint, confirmation } from './read-messages';
import { ReadOutput } from './read-output';
import { ReadRequest } from './read-request';
import { RpcError } from './rpc-errors';
import { liveBuffer } from './subscription-22-10';
import { ShowRecord, SubscriptionSource, isError, sourceOf, tombstoneError } from './subscription-source';

interface LiveItem {
  readonly sequence: number;
  readonly record: LogRecord | null;
  readonly checkpoint: bigint | null;
}

/**
 * A subscription as 24.10 serves it (Enumerator.AllSubscriptionFiltered.cs and its two siblings): it subscribes first, says
 * "caught up" each time it goes live, and goes back to reading pages when a slow reader made it lose live events. The
 * word "fell behind" exists in the protocol and is not sent (Streams.Read.cs, TryConvertReadResponse).
 */
export const subscribe2410 = async (node: NodeContext, request: ReadRequest, output: ReadOutput, show: ShowRecord): Promise<void> => {
  const failure = await new Subscription2410(node, request, output, show).run();
  if (failure !== null) output.fail(failure);
};

class Subscription2410 {
  private readonly source: SubscriptionSource;
  private readonly live = new BoundedQueue<LiveItem>(liveBuffer);
  private sequence = 0;
  private lastSequence = 0;
  private considered = 0;
  private lastCheckpoint: bigint | null = null;
  /** Number of what was last sent or passed; later events only. */
  private handled = -1n;

  constructor(private readonly node: NodeContext, private readonly request: ReadRequest, private readonly output: ReadOutput, private readonly show: ShowRecord) {
    this.source = sourceOf(node, request);
  }

  async run(): Promise<RpcError | null> {
    const confirmedAt = this.source.last();
    this.output.onStop(this.node.log().onIndexed((record) => this.take(record)));
    this.output.onStop(() => this.live.close());
    await this.output.send(confirmation(randomUUID()));
    const { from } = this.request;
    const refusal = this.source.refusal(from);
    if (refusal !== null) return refusal;
    if (from !== 'start') this.handled = from === 'end' ? confirmedAt : from;
    let failure = this.handled >= confirmedAt ? await this.goLive() : null;
    while (failure === null && !this.output.isOver) failure = (await this.catchUp()) ?? (await this.goLive());
    return failure;
  }

  private async catchUp(): Promise<RpcError | null> {
    const { checkpoints } = this.request;
    let considered = 0;
    let next = this.request.stream === '$all' ? (this.handled < 0n ? 0n : this.handled) : this.handled + 1n;
    while (!this.output.isOver) {
      const page = this.source.page(next);
      if (isError(page)) return page;
      if (page === null) return null;
      // A window of nothing makes no way, here as there.
      if (page.next === next && !page.isEnd) await wait(50);
      for (const record of page.events) {
        if (this.source.numberOf(record) <= this.handled) continue;
        const failure = await this.sendRecord(record);
        if (failure !== null) return failure;
      }
      considered += page.considered;
      if (page.isEnd) {
        await this.sendCheckpoint(this.handled);
        return null;
      }
      if (checkpoints !== null && considered >= checkpoints.interval) {
        considered %= checkpoints.interval;
        if (this.handled < page.current) this.handled = page.current;
        await this.sendCheckpoint(this.handled);
      }
      next = page.next;
    }
    return null;
  }

  /** Returns null when live events were lost on the way: then pages are read again. */
  private async goLive(): Promise<RpcError | null> {
    await this.output.send(caughtUp());
    for (let item = await this.live.read(); item !== null; item = await this.live.read()) {
      const isNext = item.sequence === this.lastSequence + 1;
      this.lastSequence = item.sequence;
      if (item.record !== null && this.source.numberOf(item.record) <= this.handled) continue;
      if (item.checkpoint !== null && item.checkpoint < this.handled) continue;
      if (!isNext) {
        await this.sendCheckpoint(this.handled);
        return null;
      }
      if (item.record !== null) {
        const failure = await this.sendRecord(item.record);
        if (failure !== null) return failure;
      } else if (item.checkpoint !== null) {
        await this.sendCheckpoint(item.checkpoint);
        this.handled = item.checkpoint;
      }
    }
    return null;
  }

  private take(record: LogRecord): void {
    if (!this.source.concerns(record)) return;
    if (this.source.passes(record)) this.keep({ record, checkpoint: null });
    if (this.request.checkpoints === null) return;
    this.considered += 1;
    if (this.considered < this.request.checkpoints.interval) return;
    this.considered = 0;
    this.keep({ record: null, checkpoint: record.position });
  }

  private keep(item: Omit<LiveItem, 'sequence'>): void {
    this.sequence += 1;
    this.live.writeOverOldest({ ...item, sequence: this.sequence });
  }

  private async sendRecord(record: LogRecord): Promise<RpcError | null> {
    const deleted = tombstoneError(this.request, record);
    if (deleted !== null) return deleted;
    await this.output.send(this.show(record));
    this.handled = this.source.numberOf(record);
    return null;
  }

  /**
   * The same or an earlier checkpoint is not sent again; without a filter there are none. A reader from the start to whom
   * nothing was shown yet gets "before everything", which is the greatest number there is, and after it no checkpoint more:
   * `MoveNextAsync` compares it unsigned. So the source says; it was not seen on a server.
   */
  private async sendCheckpoint(at: bigint): Promise<void> {
    const unsigned = BigInt.asUintN(64, at);
    if (this.request.checkpoints === null || (this.lastCheckpoint !== null && unsigned <= this.lastCheckpoint)) return;
    this.lastCheckpoint = unsigned;
    await this.output.send(checkpoint(unsigned));
  }
}
