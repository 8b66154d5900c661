import { RpcError } from './rpc-errors';

/** What goes wrong with one append. "Before" and "after" say whether the events were written. */
export type AppendFault =
  | { readonly kind: 'wrong-revision'; readonly current: bigint }
  /** The server's own answer when a commit is not acknowledged in time (2 s by default). */
  | { readonly kind: 'timeout-before-write' | 'timeout-after-write' }
  /** No answer at all, ever. */
  | { readonly kind: 'silence-before-write' | 'silence-after-write' }
  /** The connection is reset. */
  | { readonly kind: 'cut-before-write' | 'cut-after-write' }
  | { readonly kind: 'not-leader' | 'not-ready' | 'busy' | 'access-denied' | 'unknown' }
  | { readonly kind: 'slow'; readonly delayMs: number };

/** What goes wrong with one read or subscription, after that many events (0: at once). */
export type ReadFault =
  | { readonly kind: 'cut'; readonly afterEvents: number }
  | { readonly kind: 'fail'; readonly afterEvents: number; readonly error: RpcError }
  /** "Consumer too slow": what 22.10 does to a subscription whose reader falls behind. */
  | { readonly kind: 'too-slow'; readonly afterEvents: number }
  | { readonly kind: 'silence'; readonly afterEvents: number }
  | { readonly kind: 'slow'; readonly delayMs: number };

export type ReadOperation = 'stream' | 'all' | 'subscription';

interface Planned<F> {
  readonly fault: F;
  readonly applies: (stream: string, operation: ReadOperation | 'append') => boolean;
  left: number;
}

export interface Plan {
  /** Only streams whose name begins so; `$all` for reads of the whole log. Default: any. */
  readonly stream?: string;
  readonly operation?: ReadOperation;
  /** How many calls it strikes. Default 1. */
  readonly times?: number;
}

/** Faults on demand, each for the next call that fits; in the order they were planned. */
export class Faults {
  private readonly appends: Planned<AppendFault>[] = [];
  private readonly reads: Planned<ReadFault>[] = [];
  /** How many calls were struck; a test that waits for the fault to happen looks here. */
  struck = 0;

  nextAppend(fault: AppendFault, plan: Plan = {}): void {
    this.appends.push(planned(fault, plan));
  }

  nextRead(fault: ReadFault, plan: Plan = {}): void {
    this.reads.push(planned(fault, plan));
  }

  clear(): void {
    this.appends.length = 0;
    this.reads.length = 0;
  }

  takeAppend(stream: string): AppendFault | undefined {
    return this.take(this.appends, stream, 'append');
  }

  takeRead(stream: string, operation: ReadOperation): ReadFault | undefined {
    return this.take(this.reads, stream, operation);
  }

  private take<F>(list: Planned<F>[], stream: string, operation: ReadOperation | 'append'): F | undefined {
    const found = list.find((planned) => planned.applies(stream, operation));
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left === 0) list.splice(list.indexOf(found), 1);
    this.struck += 1;
    return found.fault;
  }
}

const planned = <F>(fault: F, { stream = '', operation, times = 1 }: Plan): Planned<F> => ({
  fault,
  left: times,
  applies: (name, called) => name.startsWith(stream) && (operation === undefined || operation === called),
});
