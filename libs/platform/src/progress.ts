/** A stream as `process.stderr` is one. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface Progress {
  /** Sets what is done of the total; `label` replaces the words before the bar. */
  update(done: number, label?: string): void;
  /** Ends the bar's line. */
  finish(label?: string): void;
}

const redrawMs = 100;
const plainLineMs = 5_000;

const barOf = (share: number, width: number): string => {
  const filled = Math.round(share * width);
  return `${'█'.repeat(filled)}${'░'.repeat(width - filled)}`;
};

/**
 * A bar that redraws itself on a terminal, and a line every few seconds where the output is a file or a pipe.
 * The percentage is floored: 100 % is shown only when everything is done.
 */
export const createProgress = (label: string, total: number, output: ProgressOutput = process.stderr, nowMs: () => number = Date.now): Progress => {
  const live = output.isTTY === true;
  const startedMs = nowMs();
  let words = label;
  let lastMs = -Infinity;
  const line = (done: number): string => {
    const share = total === 0 ? 1 : Math.min(1, done / total);
    const counts = `${Math.floor(share * 100)}% ${done}/${total} ${((nowMs() - startedMs) / 1000).toFixed(0)} s`;
    return live ? `${words} ${barOf(share, Math.max(10, Math.min(40, (output.columns ?? 80) - words.length - counts.length - 4)))} ${counts}` : `${words} ${counts}`;
  };
  const draw = (done: number): void => {
    lastMs = nowMs();
    output.write(live ? `\r\x1b[2K${line(done)}` : `${line(done)}\n`);
  };
  let last = 0;
  return {
    update: (done, newLabel) => {
      last = done;
      words = newLabel ?? words;
      if (nowMs() - lastMs >= (live ? redrawMs : plainLineMs)) draw(done);
    },
    finish: (newLabel) => {
      words = newLabel ?? words;
      draw(last);
      if (live) output.write('\n');
    },
  };
};
