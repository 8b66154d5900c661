import { Text, text } from '@zhibu/kernel';
import type { Output } from '../output';

const everyMs = 2_000;

/** Tells of a step's events from time to time: how many, how fast, and how long it will take where the total is known. */
export const moveProgress = (output: Pick<Output, 'note'>, nowMs: () => number = () => performance.now()): ((step: Text, events: number, total: number | null) => void) => {
  let [at, startedMs, startedAt, shownMs] = ['', 0, 0, 0];
  return (step, events, total) => {
    const now = nowMs();
    if (at !== step.en) [at, startedMs, startedAt, shownMs] = [step.en, now, events, now];
    if (now - shownMs < everyMs) return;
    shownMs = now;
    const perSecond = ((events - startedAt) * 1000) / (now - startedMs);
    output.note(join(step, share(events, total), text(`${Math.round(perSecond)} 个/秒`, `${Math.round(perSecond)}/s`), left(events, total, perSecond)));
  };
};

const share = (events: number, total: number | null): Text => {
  if (total === null || total === 0) return text(`${events} 个事件`, `${events} events`);
  // Floored: all of it only when all is done. A log that grows meanwhile has more than was counted.
  const percent = Math.min(100, Math.floor((events / total) * 100));
  return text(`${events}/${total} 个事件（${percent}%）`, `${events}/${total} events (${percent}%)`);
};

const left = (events: number, total: number | null, perSecond: number): Text | null => {
  if (total === null || perSecond <= 0) return null;
  const seconds = Math.ceil(Math.max(0, total - events) / perSecond);
  return text(`还需约 ${seconds} 秒`, `about ${seconds} s left`);
};

const join = (step: Text, ...parts: readonly (Text | null)[]): Text => {
  const said = parts.filter((part) => part !== null);
  return text(`${step.zh}：${said.map(({ zh }) => zh).join('，')}`, `${step.en}: ${said.map(({ en }) => en).join(', ')}`);
};
