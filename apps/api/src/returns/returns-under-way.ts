import type { RunOnBoard } from '@zhibu/runtime';
import type { ReturnRunView } from './returns.dto';

/** Of each file the newest, the one under way before any that stopped. What stopped is not told any more once its file is posted, by whomever. */
export const returnsUnderWay = (runs: readonly RunOnBoard[], posted: readonly string[]): readonly ReturnRunView[] => {
  const left = runs.filter(({ state, contentHash }) => state === 'running' || (state === 'stopped' && !posted.includes(contentHash ?? '')));
  const ordered = [...left.filter(({ state }) => state === 'running'), ...left.filter(({ state }) => state === 'stopped')];
  const first = ordered.filter(({ contentHash }, index) => ordered.findIndex((other) => other.contentHash === contentHash) === index);
  return first.map(({ runId, state, startedBy, startedAt, total, done }) => ({ runId, state, startedBy, startedAt, rows: total, rowsDone: done }));
};
