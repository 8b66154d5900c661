import type { RunBoard, RunOnBoard } from '@zhibu/runtime';
import type { Language } from '@zhibu/kernel';
import { ServerEvent, pause } from '../common/event-stream';
import type { Run } from './run';

const pollMs = 200;
/** Between two looks at what another process does. */
const boardMs = 1_000;

/** Said of every route that tells how far such work is. */
export const runWords = 'Events `started` {runId, kind, total}, `progress` {done, total}, one for each thing that came out of it where this process does it, and at last `done` with the counts; `stopped` when the process that did it has ended: asking for the same again does what is left.';

const startedOf = ({ runId, kind, total }: Pick<RunOnBoard, 'runId' | 'kind' | 'total'>): ServerEvent => ({ event: 'started', data: { runId, kind, total } });

/** The whole run from its beginning: `started`, what came out of it one by one, `progress` now and then, `done` at the end. */
export async function* runEvents<Report extends object, Item>(run: Run<Report, Item>, signal: AbortSignal, language: Language): AsyncGenerator<ServerEvent> {
  const { runId, total } = run;
  yield startedOf(run);
  let [told, done] = [0, 0];
  for (; !signal.aborted; await Promise.race([pause(pollMs, signal), run.work.catch(() => undefined)])) {
    const { isOver } = run;
    const fresh = run.items.slice(told);
    told += fresh.length;
    for (const item of fresh) yield* run.wordsOf(item, language);
    if (run.done !== done) yield { event: 'progress', data: { done: run.done, total } };
    done = run.done;
    if (!isOver) continue;
    yield { event: 'done', data: { runId, ...(await run.work) } };
    return;
  }
}

/** What another process does, as far as the board tells: the same without what came out of it one by one, and `stopped` where that process has ended. */
export async function* boardEvents(board: RunBoard, first: RunOnBoard, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  yield startedOf(first);
  let told = 0;
  for (let now: RunOnBoard = first; !signal.aborted; now = (await board.find(first.runId)) ?? now) {
    const { runId, state, total, done, report } = now;
    if (done !== told) yield { event: 'progress', data: { done, total } };
    told = done;
    if (state !== 'running') {
      yield state === 'over' ? { event: 'done', data: { runId, ...report } } : { event: 'stopped', data: { runId, done, total } };
      return;
    }
    await pause(boardMs, signal);
  }
}
