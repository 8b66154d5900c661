import type { Rejection, Text } from '@zhibu/kernel';
import { RejectionError, text } from '@zhibu/kernel';
import { PlatformFailure } from '@zhibu/platform';
import { pause } from '../postgres/pause';
import { EngineName, engineTitles } from './engine';

/** How an engine answered the last time it was asked. */
export interface EngineState {
  readonly engine: EngineName;
  readonly ok: boolean;
  /** Why not, without a secret. */
  readonly fault: Rejection | null;
  /** Milliseconds since it last changed between well and not. */
  readonly forMs: number;
}

export interface Probe {
  readonly engine: EngineName;
  /** Rejects when the engine does not serve. */
  readonly ask: () => Promise<unknown>;
}

export interface MonitorOptions {
  /** The first is asked before the others. */
  readonly probes: readonly Probe[];
  readonly onChange: (state: EngineState) => void;
  /** Default 5,000 ms. */
  readonly everyMs?: number;
  /** An engine that takes longer counts as away. Default 5,000 ms. */
  readonly answerWithinMs?: number;
}

interface Known {
  readonly ok: boolean;
  readonly fault: Rejection | null;
  readonly sinceMs: number;
}

/** Asks every engine of this process from time to time, and whoever wants to know in between. */
export class EngineMonitor {
  private readonly known = new Map<EngineName, Known>();
  /** Asked, and still without an answer. */
  private readonly out = new Set<EngineName>();
  private asking: Promise<void> | null = null;
  private askedMs = -Infinity;

  constructor(private readonly options: MonitorOptions) {}

  /** At most `maxAgeMs` old; asks when it is older. */
  async states(maxAgeMs: number): Promise<readonly EngineState[]> {
    if (performance.now() - this.askedMs > maxAgeMs) await this.ask();
    return this.options.probes.map(({ engine }) => this.stateOf(engine));
  }

  /** As it was found last, without asking; an engine that was never asked counts as well. */
  isAway(engine: EngineName): boolean {
    return this.known.get(engine)?.ok === false;
  }

  /** Until the signal aborts. */
  async watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.ask();
      await pause(this.options.everyMs ?? 5_000, signal);
    }
  }

  private ask(): Promise<void> {
    this.asking ??= this.askAll()
      .then(() => {
        this.askedMs = performance.now();
      })
      .finally(() => (this.asking = null));
    return this.asking;
  }

  /** The database first: others are asked with its help. */
  private async askAll(): Promise<void> {
    const [first, ...rest] = this.options.probes;
    if (first !== undefined) await this.askOne(first);
    await Promise.all(rest.map((probe) => this.askOne(probe)));
  }

  private async askOne({ engine, ask }: Probe): Promise<void> {
    const fault = await this.answered(engine, ask).then(() => null, (error: unknown) => faultOf(engine, error));
    const before = this.known.get(engine);
    const changed = before === undefined ? fault !== null : before.ok !== (fault === null);
    this.known.set(engine, { ok: fault === null, fault, sinceMs: before !== undefined && !changed ? before.sinceMs : performance.now() });
    if (changed) this.options.onChange(this.stateOf(engine));
  }

  /** An ask cannot be called back, and may hold a connection: the next one begins when the one before is over. */
  private async answered(engine: EngineName, ask: Probe['ask']): Promise<void> {
    const withinMs = this.options.answerWithinMs ?? 5_000;
    if (this.out.has(engine)) throw new RejectionError(noAnswer(withinMs));
    this.out.add(engine);
    await answered(() => ask().finally(() => this.out.delete(engine)), withinMs);
  }

  private stateOf(engine: EngineName): EngineState {
    const { ok = true, fault = null, sinceMs = performance.now() } = this.known.get(engine) ?? {};
    return { engine, ok, fault, forMs: Math.round(performance.now() - sinceMs) };
  }
}

/** One line for a log or a terminal; no secret is in it. */
export const engineWords = ({ engine, ok, fault }: EngineState): Text => {
  const title = engineTitles[engine];
  if (ok || fault === null) return text(`${title.zh}恢复应答`, `${title.en} answers again`);
  return text(`${title.zh}不能使用：${fault.message.zh} [${fault.code}]，${fault.actual.zh}`, `${title.en} cannot be used: ${fault.message.en} [${fault.code}], ${fault.actual.en}`);
};

const answered = async (ask: () => Promise<unknown>, withinMs: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new RejectionError(noAnswer(withinMs))), withinMs)));
  try {
    await Promise.race([ask(), late]);
  } finally {
    clearTimeout(timer);
  }
};

const noAnswer = (withinMs: number): Rejection => ({
  code: 'engine.no-answer',
  message: text('没有按时应答', 'no answer in time'),
  expected: text(`${withinMs} 毫秒内的应答`, `an answer within ${withinMs} ms`),
  actual: text('没有应答', 'none'),
});

/** The text of an error may quote an address or a statement: only its kind is told. */
const faultOf = (engine: EngineName, error: unknown): Rejection => {
  if (error instanceof RejectionError) return error.rejection;
  const kind = error instanceof PlatformFailure ? error.code : typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : error instanceof Error ? error.name : 'unknown';
  return {
    code: error instanceof PlatformFailure ? error.code : 'engine.away',
    message: text(`${engineTitles[engine].zh}不应答`, `${engineTitles[engine].en} does not answer`),
    expected: text('应答', 'an answer'),
    actual: text(kind, kind),
  };
};
