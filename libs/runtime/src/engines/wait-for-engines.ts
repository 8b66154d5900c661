import type { Text } from '@zhibu/kernel';
import { text } from '@zhibu/kernel';
import { pause } from '../postgres/pause';
import { EngineLook, EnginesUnusable, engineTitles, problemsIn } from './engine';

export interface Waiting {
  /** How long engines that do not answer are waited for; 0 looks once. */
  readonly withinMs: number;
  /** Hears at once what is waited for, then again every some seconds, and when the waiting is over. */
  readonly say: (words: Text) => void;
  /** Hears after each round of looks which engines are still waited for, and last that none is. */
  readonly onWaiting?: (looks: readonly EngineLook[]) => void;
  readonly signal?: AbortSignal;
  /** Between two looks. Default 1,000 ms. */
  readonly everyMs?: number;
  /** Between two words. Default 10,000 ms. */
  readonly sayEveryMs?: number;
}

type Look = () => Promise<EngineLook>;

const seconds = (ms: number): number => Math.round(ms / 1000);

/**
 * Looks at all engines together until each answers and is fit. Ends with `EnginesUnusable`, which tells what is wrong of every
 * one of them: at once where waiting does not help (a refused password, a certificate that does not match, a version too
 * old), and otherwise when the time is over.
 */
export const waitForEngines = async (looks: readonly Look[], waiting: Waiting): Promise<void> => {
  const { withinMs, say, onWaiting = () => undefined, signal = new AbortController().signal, everyMs = 1_000, sayEveryMs = 10_000 } = waiting;
  const startedMs = performance.now();
  const saidMs = new Map<Look, number>();
  let pending = looks;
  while (pending.length > 0) {
    const round = await Promise.all(pending.map(async (look) => ({ look, found: await look() })));
    const waitedMs = performance.now() - startedMs;
    const away = round.filter(({ found }) => found.faults.length > 0);
    const problems = problemsIn(away.map(({ found }) => found));
    const isOver = waitedMs + everyMs > withinMs || signal.aborted;
    if (problems.length > 0 && (isOver || problems.some(({ kind }) => kind !== 'unreachable'))) throw new EnginesUnusable(problems);
    for (const { look, found } of round) {
      if (found.faults.length === 0) {
        if (saidMs.has(look)) say(answeredWords(found, waitedMs));
      } else if (performance.now() - (saidMs.get(look) ?? -Infinity) >= sayEveryMs) {
        saidMs.set(look, performance.now());
        say(waitingWords(found, waitedMs, withinMs));
      }
    }
    onWaiting(away.map(({ found }) => found));
    pending = away.map(({ look }) => look);
    if (pending.length > 0) await pause(everyMs, signal);
  }
};

const answeredWords = ({ engine, address }: EngineLook, waitedMs: number): Text =>
  text(`${engineTitles[engine].zh}（${address}）在 ${seconds(waitedMs)} 秒后应答`, `${engineTitles[engine].en} (${address}) answered after ${seconds(waitedMs)} s`);

const waitingWords = ({ engine, address, faults }: EngineLook, waitedMs: number, withinMs: number): Text => {
  const told = (language: 'zh' | 'en'): string => faults.map(({ rejection: { message, code } }) => `${message[language]} [${code}]`).join(language === 'zh' ? '；' : '; ');
  return text(
    `等待${engineTitles[engine].zh}（${address}）：${told('zh')}，已等 ${seconds(waitedMs)} 秒，最多 ${seconds(withinMs)} 秒`,
    `waiting for ${engineTitles[engine].en} (${address}): ${told('en')}, ${seconds(waitedMs)} s so far, ${seconds(withinMs)} s at most`,
  );
};
