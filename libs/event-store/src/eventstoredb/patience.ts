import { setTimeout as sleep } from 'node:timers/promises';
import { Text } from '@zhibu/kernel';
import { StoreFault, StoreUnavailable } from '../port';
import { accessDenied } from './engine-faults';
import { errorOf, failureOf } from './grpc-errors';

/** How long to wait for EventStoreDB. Its own deadlines are kept by the server, which does not work while that stands still. */
export interface Patience {
  /** For one answer; a read may take longer as long as something arrives within this time. */
  readonly answerMs: number;
  /** For the next event of a read of the log: the server says nothing while it passes events of others, however many. */
  readonly scanMs: number;
  /** For an outcome, with all repetitions; a cluster needs some seconds to elect a leader. */
  readonly giveUpMs: number;
}

export const patienceDefault: Patience = { answerMs: 5_000, scanMs: 60_000, giveUpMs: 20_000 };

const pausesMs = [20, 50, 100, 250, 500, 1_000];

export const pauseMs = (attempt: number): number => pausesMs[Math.min(attempt, pausesMs.length - 1)] ?? 1_000;

/** Turns of one operation, with growing pauses between them, until the time is over. */
export class Turns {
  private attempt = 0;
  private readonly endMs: number;

  constructor(patience: Patience, private readonly signal: AbortSignal) {
    this.endMs = performance.now() + patience.giveUpMs;
  }

  get leftMs(): number {
    return Math.max(this.endMs - performance.now(), 0);
  }

  /** Waits for the next turn; throws when there is none. */
  async next(reason: unknown): Promise<void> {
    const pause = pauseMs(this.attempt);
    this.attempt += 1;
    if (this.signal.aborted) throw new StoreUnavailable('the event store is closed', { cause: reason });
    if (performance.now() + pause > this.endMs) throw new StoreUnavailable('EventStoreDB does not answer', { cause: reason });
    await sleep(pause, undefined, { signal: this.signal }).catch(() => undefined);
  }
}

/** Repeats a read until it is whole. What is certain (no right, a fault of the content) is not repeated. */
export const repeated = async <T>(what: Text, patience: Patience, signal: AbortSignal, read: () => Promise<T>): Promise<T> => {
  const turns = new Turns(patience, signal);
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (error instanceof StoreFault) throw error;
      const failure = failureOf(error);
      if (failure === 'denied' || failure === 'unauthenticated') throw new StoreFault(accessDenied(what), { cause: error });
      if (failure !== 'broken') throw errorOf(error);
      await turns.next(error);
    }
  }
};
