import type { Text } from '@zhibu/kernel';
import { text } from '@zhibu/kernel';
import { pause } from '../postgres/pause';
import { EngineLook, engineFailure, engineTitles } from './engine';

export interface Waiting {
  /** How long an engine that does not answer is waited for; 0 looks once. */
  readonly withinMs: number;
  /** Hears at once that it waits, then again every some seconds, and when the waiting is over. */
  readonly say: (words: Text) => void;
  readonly signal?: AbortSignal;
  /** Between two looks. Default 1,000 ms. */
  readonly everyMs?: number;
  /** Between two words. Default 10,000 ms. */
  readonly sayEveryMs?: number;
}

const seconds = (ms: number): number => Math.round(ms / 1000);

/**
 * Looks until the engine answers and is fit. Ends with a `PlatformFailure` at once where waiting does not help (a refused
 * password, a certificate that does not match, a version too old), and otherwise when the time is over.
 */
export const waitForEngine = async (look: () => Promise<EngineLook>, { withinMs, say, signal = new AbortController().signal, everyMs = 1_000, sayEveryMs = 10_000 }: Waiting): Promise<EngineLook> => {
  const startedMs = performance.now();
  let saidMs: number | null = null;
  for (;;) {
    const found = await look();
    const waitedMs = performance.now() - startedMs;
    const title = engineTitles[found.engine];
    const lasting = found.faults.find(({ kind }) => kind !== 'unreachable') ?? (waitedMs + everyMs > withinMs || signal.aborted ? found.faults[0] : undefined);
    if (lasting !== undefined) throw engineFailure(found, lasting);
    const [fault] = found.faults;
    if (fault === undefined) {
      if (saidMs !== null) say(text(`${title.zh}（${found.address}）在 ${seconds(waitedMs)} 秒后应答`, `${title.en} (${found.address}) answered after ${seconds(waitedMs)} s`));
      return found;
    }
    if (saidMs === null || performance.now() - saidMs >= sayEveryMs) {
      saidMs = performance.now();
      const { message, code } = fault.rejection;
      say(text(
        `等待${title.zh}（${found.address}）：${message.zh} [${code}]，已等 ${seconds(waitedMs)} 秒，最多 ${seconds(withinMs)} 秒`,
        `waiting for ${title.en} (${found.address}): ${message.en} [${code}], ${seconds(waitedMs)} s so far, ${seconds(withinMs)} s at most`,
      ));
    }
    await pause(everyMs, signal);
  }
};
