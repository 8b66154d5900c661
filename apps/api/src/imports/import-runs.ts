import { Inject, Injectable } from '@nestjs/common';
import { keyReused } from '@zhibu/application';
import type { RejectedRow } from '@zhibu/application';
import type { ImportBoard, ImportRunOnBoard } from '@zhibu/runtime';
import { Language, RejectionError } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import type { ServerEvent } from '../common/event-stream';
import { pause } from '../common/event-stream';
import { RUNTIME } from '../tokens';
import { rowProblems } from './preview-table';

type RunParts = Pick<ImportRunOnBoard, 'importId' | 'phase' | 'areaCode' | 'importedBy' | 'startedAt' | 'total'> & {
  /** Under which key it was asked for, and what: the same key with other content is another request. */
  readonly commandKey: string;
  readonly contentHash?: string;
};

/** An import that this process loads or takes back, or did lately. */
export interface ImportRun<Report extends object = object> extends RunParts {
  done: number;
  /** The first of them; the file of refused rows has all. They stand in no database, because they are about people. */
  readonly rejected: RejectedRow[];
  isOver: boolean;
  readonly work: Promise<Report>;
}

interface Listeners {
  readonly onRejected: (row: RejectedRow) => void;
  readonly onProgress: (done: number) => void;
}

const rejectedKeptMax = 1_000;
/** Runs that are over and still told of: whoever comes back after a reload learns how it ended. */
const keptMax = 50;
const pollMs = 200;
/** Between two looks at what another process does, and two signs of life of what this one does. */
const boardMs = 1_000;
const signOfLifeMs = 3_000;

const refuseOther = ({ commandKey, contentHash }: Pick<RunParts, 'commandKey' | 'contentHash'>, before: Partial<Pick<ImportRunOnBoard, 'contentHash'>> | null | undefined): void => {
  const hash = before?.contentHash ?? null;
  if (contentHash !== undefined && hash !== null && hash !== contentHash) throw new RejectionError(keyReused(commandKey));
};

/**
 * Imports at work. How far each is stands in the database, so every process tells the same; only the refused rows are known to the one
 * that does it. When that one ends, the board says that it stopped, and the same file, or undoing once more, does what is left.
 */
@Injectable()
export class ImportRuns {
  private readonly runs = new Map<string, ImportRun>();
  private readonly board: ImportBoard;

  constructor(@Inject(RUNTIME) { importBoard }: Pick<ApiRuntime, 'importBoard'>) {
    this.board = importBoard;
  }

  /** How far it is, whoever does it; null: it was never begun, or long ago. */
  find(importId: string): Promise<ImportRunOnBoard | null> {
    return this.board.find(importId);
  }

  list(importIds: readonly string[]): Promise<readonly ImportRunOnBoard[]> {
    return this.board.list(importIds);
  }

  /** Begins it, or joins the one that is under way: sent again after a cut line, the rows go in once. Waits while another process does it. Refuses other content under the same key. */
  async start<Report extends object>(parts: RunParts, work: (listeners: Listeners) => Promise<Report>): Promise<ImportRun<Report>> {
    refuseOther(parts, await this.board.find(parts.importId));
    const before = this.runs.get(parts.importId);
    // Of one that is over the board tells; it may be over because it was refused.
    if (before?.isOver === false) refuseOther(parts, before);
    if (before !== undefined && !before.isOver && before.phase === parts.phase) return before as ImportRun<Report>;
    const rejected: RejectedRow[] = [];
    const listeners: Listeners = {
      onRejected: (row) => {
        if (rejected.length < rejectedKeptMax) rejected.push(row);
      },
      onProgress: (done) => {
        run.done = done;
        // What is not told now is told with the next sign of life.
        void this.board.step(run.importId, done).catch(() => undefined);
      },
    };
    const turn = before?.work.catch(() => undefined) ?? Promise.resolve();
    const run: ImportRun<Report> = { ...parts, done: 0, rejected, isOver: false, work: turn.then(() => this.through(run, () => work(listeners))).finally(() => this.over(run)) };
    // Looked at by whoever watches; a failure that nobody watches must not end the process.
    run.work.catch(() => undefined);
    this.runs.set(parts.importId, run);
    return run;
  }

  /** What happens from now on, or how it ended, as this process or the board knows it. */
  events(seen: ImportRunOnBoard, signal: AbortSignal, language: Language): AsyncGenerator<ServerEvent> {
    const run = this.runs.get(seen.importId);
    const isMine = run !== undefined && run.phase === seen.phase && (!run.isOver || seen.state !== 'running');
    return isMine ? runEvents(run, signal, language) : boardEvents(this.board, seen, signal);
  }

  private async through<Report extends object>(run: ImportRun, work: () => Promise<Report>): Promise<Report> {
    while (!(await this.board.begin(run))) {
      const seen = await this.board.find(run.importId);
      refuseOther(run, seen);
      run.done = seen?.done ?? run.done;
      await pause(boardMs, new AbortController().signal);
    }
    const life = setInterval(() => void this.board.step(run.importId, run.done).catch(() => undefined), signOfLifeMs);
    try {
      const report = await work();
      await this.board.end(run.importId, { ...report } as Readonly<Record<string, number>>);
      return report;
    } catch (error) {
      // Where the database itself is away, silence says the same a little later.
      await this.board.end(run.importId, null).catch(() => undefined);
      throw error;
    } finally {
      clearInterval(life);
    }
  }

  private over(run: ImportRun): void {
    run.isOver = true;
    const ended = [...this.runs.values()].filter(({ isOver }) => isOver);
    for (const old of ended.slice(0, Math.max(0, ended.length - keptMax))) this.runs.delete(old.importId);
  }
}

const startedOf = ({ importId, phase, total }: Pick<ImportRunOnBoard, 'importId' | 'phase' | 'total'>): ServerEvent => ({ event: 'started', data: { importId, phase, rows: total } });

/** The whole run from its beginning: `started`, `rejected` for each bad row, `progress` now and then, `done` at the end. */
export async function* runEvents(run: ImportRun, signal: AbortSignal, language: Language): AsyncGenerator<ServerEvent> {
  const { importId, total } = run;
  yield startedOf(run);
  let [told, done] = [0, 0];
  for (; !signal.aborted; await Promise.race([pause(pollMs, signal), run.work.catch(() => undefined)])) {
    const { isOver } = run;
    for (const problem of run.rejected.slice(told).flatMap((row) => rowProblems(row, language))) yield { event: 'rejected', data: problem };
    told = run.rejected.length;
    if (run.done !== done) yield { event: 'progress', data: { rowsDone: run.done, rows: total } };
    done = run.done;
    if (!isOver) continue;
    yield { event: 'done', data: { importId, ...(await run.work) } };
    return;
  }
}

/** What another process does, as far as the board tells: the same without the refused rows, and `stopped` where that process has ended. */
async function* boardEvents(board: ImportBoard, first: ImportRunOnBoard, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  yield startedOf(first);
  let told = 0;
  for (let now: ImportRunOnBoard = first; !signal.aborted; now = (await board.find(first.importId)) ?? now) {
    const { importId, state, total, done, report } = now;
    if (done !== told) yield { event: 'progress', data: { rowsDone: done, rows: total } };
    told = done;
    if (state !== 'running') {
      yield state === 'over' ? { event: 'done', data: { importId, ...report } } : { event: 'stopped', data: { importId, rowsDone: done, rows: total } };
      return;
    }
    await pause(boardMs, signal);
  }
}
