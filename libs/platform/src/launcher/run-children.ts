import { PlatformFailure } from '../platform-failure';
import { backOffMs } from './back-off';
import { ChildRun, startChild } from './child';
import { ChildEvent, ChildSpec } from './child-spec';

export interface RunChildrenOptions {
  readonly onEvent?: (event: ChildEvent) => void;
  /** Milliseconds a child gets to end by itself before it is killed; default 5,000. */
  readonly stopWithinMs?: number;
  /** Restarts in a row, without the child ever being ready, after which it is given up; default 10. */
  readonly restartsMax?: number;
  /** Exit codes that a new start would only repeat: a child that ends with one is given up at once. Default none. */
  readonly isFinal?: (code: number) => boolean;
}

export interface RunningChildren {
  /** Process number by name at this moment, for health pages and tests. */
  pids(): Readonly<Record<string, number | undefined>>;
  /** Rejects when a child was given up; otherwise stays pending until `stop`, then resolves. */
  readonly finished: Promise<void>;
  stop(): Promise<void>;
  /** Ends everything at once; for the second Ctrl-C. */
  kill(): void;
}

const childFailed = (spec: ChildSpec, how: string, lastWords: string, exitCode?: number): Error => new PlatformFailure('child-failed', {
  zh: `进程 ${spec.name} 未能运行（${how}）${lastWords === '' ? '' : `：${lastWords}`}`,
  en: `The process ${spec.name} does not run (${how})${lastWords === '' ? '' : `: ${lastWords}`}`,
}, undefined, exitCode);

interface Slot { readonly spec: ChildSpec; run: ChildRun; restarts: number; wake?: () => void }

class Children implements RunningChildren {
  private stopping = false;
  private settle: { resolve: () => void; reject: (error: unknown) => void } = { resolve: () => undefined, reject: () => undefined };
  readonly finished = new Promise<void>((resolve, reject) => {
    this.settle = { resolve, reject };
  });

  constructor(
    private readonly slots: readonly Slot[],
    private readonly options: RunChildrenOptions,
  ) {
    // The caller may look at `finished` late; a child given up before that must not end the process.
    this.finished.catch(() => undefined);
    slots.forEach((slot) => void this.keepAlive(slot));
  }

  pids(): Readonly<Record<string, number | undefined>> {
    return Object.fromEntries(this.slots.map(({ spec, run }) => [spec.name, run.pid]));
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.slots.forEach((slot) => slot.wake?.());
    await Promise.all(this.slots.map((slot) => slot.run.stop(this.options.stopWithinMs ?? 5_000)));
    this.settle.resolve();
  }

  kill(): void {
    this.stopping = true;
    this.slots.forEach((slot) => {
      slot.wake?.();
      slot.run.kill();
    });
    this.settle.resolve();
  }

  private async keepAlive(slot: Slot): Promise<void> {
    while (!this.stopping) {
      if (await slot.run.ready) {
        this.emit({ type: 'ready', name: slot.spec.name, restarts: slot.restarts });
        slot.restarts = 0;
      }
      const { how, code } = await slot.run.ended;
      if (this.stopping) return;
      slot.restarts += 1;
      const isFinal = code !== undefined && this.options.isFinal?.(code) === true;
      if (isFinal || slot.restarts > (this.options.restartsMax ?? 10)) return this.giveUp(slot, how, isFinal ? code : undefined);
      const restartInMs = backOffMs(slot.restarts);
      this.emit({ type: 'crashed', name: slot.spec.name, how, restartInMs });
      await this.pause(slot, restartInMs);
      if (this.stopping) return;
      slot.run = startChild(slot.spec, (event) => this.emit(event));
    }
  }

  private giveUp(slot: Slot, how: string, exitCode: number | undefined): void {
    this.emit({ type: 'given-up', name: slot.spec.name, how });
    this.settle.reject(childFailed(slot.spec, how, slot.run.lastWords(), exitCode));
  }

  private pause(slot: Slot, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      slot.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private emit(event: ChildEvent): void {
    this.options.onEvent?.(event);
  }
}

/**
 * Starts all children at once and resolves when every one is ready. A child that ends before it was ever
 * ready stops the others and throws a `PlatformFailure` with its last words; one that crashes later is
 * started again with growing pauses.
 */
export const runChildren = async (specs: readonly ChildSpec[], options: RunChildrenOptions = {}): Promise<RunningChildren> => {
  const slots = specs.map((spec): Slot => ({ spec, run: startChild(spec, (event) => options.onEvent?.(event)), restarts: 0 }));
  const firsts = await Promise.all(slots.map(async ({ spec, run }) => ({ spec, run, ready: await run.ready })));
  const failed = firsts.find(({ ready }) => !ready);
  if (failed !== undefined) {
    await Promise.all(slots.map(({ run }) => run.stop(options.stopWithinMs ?? 5_000)));
    throw childFailed(failed.spec, (await failed.run.ended).how, failed.run.lastWords());
  }
  return new Children(slots, options);
};
