import { Inject, Injectable } from '@nestjs/common';
import { keyReused } from '@zhibu/application';
import type { RunBoard, RunOnBoard } from '@zhibu/runtime';
import { Language, RejectionError } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import type { ServerEvent } from '../common/event-stream';
import { pause } from '../common/event-stream';
import { RUNTIME } from '../tokens';
import type { AtWork, Run, RunParts } from './run';
import { boardEvents, runEvents } from './run-events';

const itemsKeptMax = 1_000;
/** Runs that are over and still told of: whoever comes back after a reload learns how it ended. */
const keptMax = 50;
/** Between two looks at what another process does, and two signs of life of what this one does. */
const waitMs = 1_000;
const signOfLifeMs = 3_000;
const shownWithinMs = 20_000;

const refuseOther = ({ commandKey, contentHash }: Pick<RunParts<never>, 'commandKey' | 'contentHash'>, before: { readonly contentHash?: string | null } | null | undefined): void => {
  const hash = before?.contentHash ?? null;
  if (contentHash !== undefined && hash !== null && hash !== contentHash) throw new RejectionError(keyReused(commandKey));
};

/**
 * Long work that somebody waits for. How far each is stands in the database, so every process tells the same; only what is about people is
 * known to the one that does it. When that one ends, the board says that it stopped, and asking for the same again does what is left.
 */
@Injectable()
export class Runs {
  private readonly runs = new Map<string, Run>();
  private readonly board: RunBoard;

  constructor(@Inject(RUNTIME) private readonly runtime: Pick<ApiRuntime, 'runBoard' | 'eventStore' | 'projections'>) {
    this.board = runtime.runBoard;
  }

  /** How far it is, whoever does it; null: it was never begun, or long ago. */
  find(runId: string): Promise<RunOnBoard | null> {
    return this.board.find(runId);
  }

  list(wanted: Parameters<RunBoard['list']>[0]): Promise<readonly RunOnBoard[]> {
    return this.board.list(wanted);
  }

  /** Begins it, or joins the one that is under way: sent again after a cut line, it is done once. Waits while another process does it. Refuses other content under the same key. */
  async start<Report extends object, Item>(parts: RunParts<Item>, work: (at: AtWork<Item>) => Promise<Report>): Promise<Run<Report, Item>> {
    refuseOther(parts, await this.board.find(parts.runId));
    const before = this.runs.get(parts.runId);
    // Of one that is over the board tells; it may be over because it was refused.
    if (before?.isOver === false) refuseOther(parts, before);
    if (before !== undefined && !before.isOver && before.kind === parts.kind) return before as unknown as Run<Report, Item>;
    const items: Item[] = [];
    const at: AtWork<Item> = {
      onItem: (item) => {
        if (items.length < itemsKeptMax) items.push(item);
      },
      onProgress: (done) => {
        run.done = done;
        this.tell(run);
      },
      isStopAsked: () => run.isStopAsked,
    };
    const turn = before?.work.catch(() => undefined) ?? Promise.resolve();
    const begin = turn.then(() => this.board.begin(parts));
    const begun = begin.then(() => undefined);
    const run: Run<Report, Item> = { ...parts, done: 0, items, isOver: false, isStopAsked: false, begun, work: begin.then((isMine) => this.through(run, isMine, () => work(at))).finally(() => this.over(run)) };
    // Looked at by whoever watches; a failure that nobody watches must not end the process.
    run.begun.catch(() => undefined);
    run.work.catch(() => undefined);
    this.runs.set(parts.runId, run as unknown as Run);
    return run;
  }

  /** It ends with what is begun, in whichever process it is. */
  async stop(runId: string): Promise<void> {
    const run = this.runs.get(runId);
    if (run !== undefined) run.isStopAsked = true;
    await this.board.askToStop(runId);
  }

  /** What happens from now on, or how it ended, as this process or the board knows it. */
  events(seen: RunOnBoard, signal: AbortSignal, language: Language): AsyncGenerator<ServerEvent> {
    const run = this.runs.get(seen.runId);
    const isMine = run !== undefined && run.kind === seen.kind && (!run.isOver || seen.state !== 'running');
    return isMine ? runEvents(run, signal, language) : boardEvents(this.board, seen, signal);
  }

  private async through<Report extends object>(run: Omit<Run, 'wordsOf' | 'items' | 'begun' | 'work'>, isMine: boolean, work: () => Promise<Report>): Promise<Report> {
    for (let mine = isMine; !mine; mine = await this.board.begin(run)) {
      const seen = await this.board.find(run.runId);
      refuseOther(run, seen);
      run.done = seen?.done ?? run.done;
      await pause(waitMs, new AbortController().signal);
    }
    const life = setInterval(() => this.tell(run), signOfLifeMs);
    try {
      const report = await work();
      await this.shown(run.shownBy);
      await this.board.end(run.runId, { ...report } as Readonly<Record<string, number>>, run.isStopAsked ? run.done : run.total);
      return report;
    } catch (error) {
      // Where the database itself is away, silence says the same a little later.
      await this.board.end(run.runId, null).catch(() => undefined);
      throw error;
    } finally {
      clearInterval(life);
    }
  }

  /** What is not told now is told with the next sign of life. */
  private tell(run: Pick<Run, 'runId' | 'done' | 'isStopAsked'>): void {
    void this.board.step(run.runId, run.done).then((isAsked) => { run.isStopAsked ||= isAsked; }, () => undefined);
  }

  /** Read models that are far behind, or stand still, do not keep it from being over; nor does what was done become a failure because nobody can look at it. */
  private async shown(names: readonly string[]): Promise<void> {
    try {
      const head = await this.runtime.eventStore.head();
      if (head !== null) await this.runtime.projections.waitFor(head, { names, timeoutMs: shownWithinMs });
    } catch {
      return;
    }
  }

  private over(run: { isOver: boolean }): void {
    run.isOver = true;
    const ended = [...this.runs.values()].filter(({ isOver }) => isOver);
    for (const old of ended.slice(0, Math.max(0, ended.length - keptMax))) this.runs.delete(old.runId);
  }
}
