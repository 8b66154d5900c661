import { Month, Text, addMonths, text } from '@zhibu/kernel';

export interface LeftOut {
  readonly layerId: string;
  readonly month: Month;
  readonly reason: Text;
}

interface Run {
  readonly layerId: string;
  readonly reason: Text;
  readonly from: Month;
  readonly to: Month;
}

/** One sentence for each layer, reason and run of months, instead of one a month. */
export const leftOutText = (entries: readonly LeftOut[]): readonly { readonly layerId: string; readonly reason: Text }[] => {
  const runs = new Map<string, Run>();
  const finished: Run[] = [];
  for (const { layerId, month, reason } of entries) {
    const key = `${layerId} ${reason.en}`;
    const run = runs.get(key);
    if (run && addMonths(run.to, 1) !== month) finished.push(run);
    runs.set(key, { layerId, reason, from: run && addMonths(run.to, 1) === month ? run.from : month, to: month });
  }
  return [...finished, ...runs.values()].map(({ layerId, reason, from, to }) => ({
    layerId,
    reason: text(`${from} 至 ${to}：${reason.zh}`, `${from} to ${to}: ${reason.en}`),
  }));
};
