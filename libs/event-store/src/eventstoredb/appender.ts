import { text } from '@zhibu/kernel';
import { appendTooLarge, keyReused } from '../append-rejections';
import { AppendOutcome, StoreFault, StoreUnavailable } from '../port';
import { PreparedAppend } from '../prepare-append';
import { AppendAnswer } from './append-answer';
import { AppendPipe } from './append-pipe';
import { accessDenied, historyLost, streamRemoved } from './engine-faults';
import { Turns } from './patience';
import { ReadParts, pageEventsMax, readStreamPage, requireNeverThere } from './read-stream';
import { proposedMessages } from './stored-event';
import { Facts, StreamFacts } from './stream-facts';

/** Appends that wait, and their bytes, beyond which new ones are turned away. */
const waitingMax = 20_000;
const waitingBytesMax = 256_000_000;

/** Appends to one stream. */
interface Queue {
  last: Promise<void>;
  /** Shared by those that wait for the same one: what it met, when the engine did not answer it. */
  outage: { met: StoreUnavailable | null };
}

/**
 * Appends with the exact version that the stream was seen at. A command that is in the stream already is found by reading it; two
 * processes with the same command meet at the same version, where the server lets one in. An outcome that is not known is
 * found out by reading, and what is then not there is sent again with the same ids for the same version: whatever becomes
 * of the first, the server takes only one of them.
 */
export class Appender {
  private readonly queues = new Map<string, Queue>();
  private waiting = 0;
  private waitingBytes = 0;

  constructor(private readonly parts: ReadParts, private readonly facts: StreamFacts, private readonly pipe: AppendPipe) {}

  /**
   * Appends to one stream go one after the other, in the order in which they came. When the engine does not answer one, those that
   * waited for it end with it, unsent: each would only wait as long again.
   */
  append(prepared: PreparedAppend): Promise<AppendOutcome> {
    if (this.waiting >= waitingMax || this.waitingBytes + prepared.bytes > waitingBytesMax) return Promise.reject(new StoreUnavailable(`${this.waiting} appends are waiting already`));
    const { stream } = prepared.request;
    this.waiting += 1;
    this.waitingBytes += prepared.bytes;
    const queue: Queue = this.queues.get(stream) ?? { last: Promise.resolve(), outage: { met: null } };
    const { outage } = queue;
    const own = queue.last.then(() => {
      if (outage.met !== null) throw new StoreUnavailable(outage.met.message, { cause: outage.met });
      return this.appendNow(prepared);
    });
    const settled = own.then(() => undefined, (error: unknown) => {
      if (!(error instanceof StoreUnavailable) || outage.met !== null) return;
      outage.met = error;
      queue.outage = { met: null };
    }).then(() => {
      this.waiting -= 1;
      this.waitingBytes -= prepared.bytes;
      if (queue.last === settled) this.queues.delete(stream);
    });
    queue.last = settled;
    this.queues.set(stream, queue);
    return own;
  }

  async drained(): Promise<void> {
    await Promise.all([...this.queues.values()].map(({ last }) => last));
  }

  private async appendNow(prepared: PreparedAppend): Promise<AppendOutcome> {
    try {
      return await this.untilKnown(prepared);
    } catch (error) {
      if (error instanceof StoreFault && error.rejection.code === 'stream.removed') return { kind: 'refused', rejection: error.rejection };
      throw error;
    }
  }

  private async untilKnown(prepared: PreparedAppend): Promise<AppendOutcome> {
    const { stream } = prepared.request;
    const turns = new Turns(this.parts.patience, this.parts.signal);
    let facts = this.facts.get(stream);
    let isFresh = false;
    // Whoever expects no stream is told by the server when there is one; only that it was not deleted has to be seen before.
    let isGuess = facts === undefined && prepared.request.expectedVersion === 0;
    for (;;) {
      if (isGuess) await requireNeverThere(this.partsFor(turns), stream);
      if (facts === undefined) [facts, isFresh] = isGuess ? [this.facts.isMissing(stream), false] : [await this.read(stream, turns), true];
      isGuess = false;
      const settled = settledBy(prepared, facts, isFresh);
      if (settled === 'read first') facts = undefined;
      else if (settled !== null) return settled;
      else {
        const answer = await this.send(prepared, facts);
        const outcome = this.outcomeOf(prepared, facts, answer);
        if (outcome !== null) return outcome;
        facts = undefined;
        if (answer.kind === 'unknown') {
          // What this process knew came from a server that may be another one now.
          this.facts.forgetAll();
          await turns.next(answer.reason);
        } else if (prepared.request.expectedVersion === 'any') await turns.next(new Error('somebody else appended first every time'));
      }
    }
  }

  private send({ request, events, metadata, bytes }: PreparedAppend, facts: Facts): Promise<AppendAnswer> {
    const serverStream = this.parts.names.ofStream(request.stream);
    return this.pipe.send({ serverStream, expectedVersion: facts.version, messages: proposedMessages({ request, events, metadata, bytes }, serverStream, recordedAtOf(request.recordedAt, facts)) });
  }

  /** `null`: not settled, the stream has to be read. */
  private outcomeOf({ request, events }: PreparedAppend, facts: Facts, answer: AppendAnswer): AppendOutcome | null {
    const { stream, command, recordedAt } = request;
    switch (answer.kind) {
      case 'written': {
        const version = facts.version + events.length;
        if (answer.version !== version) throw new StoreFault(streamRemoved(stream, text(`已被（软）删除，编号自 ${answer.version} 继续`, `deleted (soft), and numbered on at ${answer.version}`)));
        this.facts.appended(stream, facts.version, command, version, recordedAtOf(recordedAt, facts));
        return { kind: 'appended', version, checkpoint: answer.checkpoint };
      }
      case 'wrong-version':
        if (answer.actualVersion < facts.version) throw new StoreFault(historyLost(stream, facts.version, answer.actualVersion));
        return null;
      case 'tombstoned':
        throw new StoreFault(streamRemoved(stream, text('已被永久删除', 'deleted for ever (tombstone)')));
      case 'denied':
        throw new StoreFault(accessDenied(text(`写入 ${stream} `, `append to ${stream}`)));
      case 'too-large':
        return { kind: 'refused', rejection: appendTooLarge(events.reduce((sum, { data }) => sum + Buffer.byteLength(data), 0), answer.bytesMax) };
      case 'not-sent':
        throw answer.reason;
      case 'unknown':
        return null;
    }
  }

  /** A read on the way to an outcome has the time that is left for that. */
  private partsFor(turns: Turns): ReadParts {
    return { ...this.parts, patience: { ...this.parts.patience, giveUpMs: turns.leftMs } };
  }

  /** Brings what is known of a stream up to date; reads all of it when nothing was known. */
  private async read(stream: string, turns: Turns): Promise<Facts> {
    let facts = this.facts.get(stream);
    for (;;) {
      const from: number = (facts?.version ?? 0) + 1;
      const page = await readStreamPage(this.partsFor(turns), stream, 'forwards', from === 1 ? null : from, pageEventsMax);
      if (page.missing) {
        if (from > 1) throw new StoreFault(historyLost(stream, from - 1, 0));
        return this.facts.isMissing(stream);
      }
      if (page.events.length === 0 && facts !== undefined) return facts;
      const known = this.facts.extend(stream, page.events);
      if (known !== undefined && page.end) return known;
      // Somebody else's append made it forget this stream meanwhile: what was known before says nothing of what was read.
      if (known === undefined) await turns.next(new Error(`${stream} was forgotten while it was read`));
      facts = known ?? this.facts.get(stream);
    }
  }
}

/** Recorded time never runs backwards within a stream. */
const recordedAtOf = (recordedAt: string, facts: Facts): string => (recordedAt > facts.recordedAt ? recordedAt : facts.recordedAt);

/** What can be said without the server. A conflict needs the version of now, so the stream is read once more before it is told. */
const settledBy = ({ request: { expectedVersion, command } }: PreparedAppend, facts: Facts, isFresh: boolean): AppendOutcome | 'read first' | null => {
  const before = facts.commands.get(command.key);
  if (before !== undefined) {
    return before.contentHash === command.contentHash ? { kind: 'duplicate', version: before.version } : { kind: 'refused', rejection: keyReused(command.key) };
  }
  if (expectedVersion === 'any' || expectedVersion === facts.version) return null;
  return isFresh ? { kind: 'conflict', expectedVersion, actualVersion: facts.version } : 'read first';
};
