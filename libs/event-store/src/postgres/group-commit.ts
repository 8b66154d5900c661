import { AppendOutcome, StoreUnavailable } from '../port';
import { PreparedAppend } from '../prepare-append';

export interface GroupCommitLimits {
  readonly batchesInFlight: number;
  readonly batchAppendsMax: number;
  readonly batchBytesMax: number;
  /** Waiting appends, and their bytes, beyond which new ones are turned away. */
  readonly waitingAppendsMax: number;
  readonly waitingBytesMax: number;
}

export const groupCommitDefaults: GroupCommitLimits = {
  batchesInFlight: 2,
  batchAppendsMax: 128,
  batchBytesMax: 4_000_000,
  waitingAppendsMax: 20_000,
  waitingBytesMax: 256_000_000,
};

export type WriteBatch = (batch: readonly PreparedAppend[]) => Promise<readonly (AppendOutcome | undefined)[]>;

/** Fewer waiting appends than this are not worth a second call. */
const splitFrom = 32;

interface Waiting {
  readonly append: PreparedAppend;
  resolve(outcome: AppendOutcome): void;
  reject(error: unknown): void;
}

/**
 * Appends that arrive together share one call and one commit. A stream is in one batch at a time and once in
 * it; a second append to it waits for the next batch, in the order of arrival.
 */
export class GroupCommit {
  private waiting: Waiting[] = [];
  private waitingBytes = 0;
  private inFlight = 0;
  private scheduled = false;
  private readonly busyStreams = new Set<string>();
  private readonly idle: (() => void)[] = [];

  constructor(private readonly write: WriteBatch, private readonly limits: GroupCommitLimits = groupCommitDefaults) {}

  submit(append: PreparedAppend): Promise<AppendOutcome> {
    const { waitingAppendsMax, waitingBytesMax } = this.limits;
    if (this.waiting.length >= waitingAppendsMax || this.waitingBytes + append.bytes > waitingBytesMax) {
      return Promise.reject(new StoreUnavailable(`${this.waiting.length} appends are waiting already`));
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ append, resolve, reject });
      this.waitingBytes += append.bytes;
      this.schedule();
    });
  }

  /** Resolves when nothing is waiting or being written. */
  drained(): Promise<void> {
    if (this.inFlight === 0 && this.waiting.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.idle.push(resolve));
  }

  /** Everybody who was woken by one answer has asked again by the next turn of the event loop. */
  private schedule(): void {
    if (this.scheduled || this.inFlight >= this.limits.batchesInFlight) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      while (this.inFlight < this.limits.batchesInFlight) {
        const batch = this.take();
        if (batch.length === 0) break;
        void this.run(batch);
      }
    });
  }

  /**
   * What waits is shared among the calls that are free. All in one call, callers would wait for one another for
   * ever after: woken together they ask together, and the server idles while this process works, and the other way round.
   */
  private take(): readonly Waiting[] {
    const { batchBytesMax } = this.limits;
    const share = this.waiting.length < splitFrom ? this.waiting.length : Math.ceil(this.waiting.length / (this.limits.batchesInFlight - this.inFlight));
    const batchAppendsMax = Math.min(this.limits.batchAppendsMax, share);
    const batch: Waiting[] = [];
    const left: Waiting[] = [];
    const passedOver = new Set<string>();
    let bytes = 0;
    let index = 0;
    for (; index < this.waiting.length && batch.length < batchAppendsMax && bytes < batchBytesMax; index += 1) {
      const item = this.waiting[index];
      if (item === undefined) break;
      const { stream } = item.append.request;
      if (this.busyStreams.has(stream) || passedOver.has(stream)) {
        passedOver.add(stream);
        left.push(item);
        continue;
      }
      this.busyStreams.add(stream);
      bytes += item.append.bytes;
      batch.push(item);
    }
    this.waiting = left.concat(this.waiting.slice(index));
    this.waitingBytes -= bytes;
    return batch;
  }

  private async run(batch: readonly Waiting[]): Promise<void> {
    this.inFlight += 1;
    try {
      const outcomes = await this.write(batch.map(({ append }) => append));
      batch.forEach((item, index) => {
        const outcome = outcomes[index];
        if (outcome === undefined) item.reject(new StoreUnavailable('the event store gave no outcome'));
        else item.resolve(outcome);
      });
    } catch (error) {
      await this.runOneByOne(batch, error);
    } finally {
      this.inFlight -= 1;
      for (const { append } of batch) this.busyStreams.delete(append.request.stream);
      if (this.waiting.length > 0) this.schedule();
      else if (this.inFlight === 0) for (const resolve of this.idle.splice(0)) resolve();
    }
  }

  /** A fault of one append must not fail its neighbours: each is tried alone, unless the engine is gone. A fault of ours comes out as what it is. */
  private async runOneByOne(batch: readonly Waiting[], error: unknown): Promise<void> {
    if (error instanceof StoreUnavailable || batch.length === 1) {
      for (const { reject } of batch) reject(error);
      return;
    }
    for (const item of batch) {
      try {
        const [outcome] = await this.write([item.append]);
        if (outcome === undefined) throw new StoreUnavailable('the event store gave no outcome');
        item.resolve(outcome);
      } catch (single) {
        item.reject(single);
      }
    }
  }
}
