import { ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { ChildEvent, ChildSpec, readyMessage, stopMessage } from './child-spec';

/** One run of a child, from its spawn to its end. */
export interface ChildRun {
  readonly pid: number | undefined;
  /** Resolves true when it said it is ready, false when it ended before. */
  readonly ready: Promise<boolean>;
  /** How it ended, in words: `exit code 3`, `signal SIGKILL`. */
  readonly ended: Promise<{ readonly how: string; readonly code: number | undefined }>;
  /** Its last lines on stderr, for the sentence that says why it failed. */
  lastWords(): string;
  stop(withinMs: number): Promise<void>;
  kill(): void;
}

const keptLinesMax = 20;
const defaultReadyWithinMs = 60_000;

const forwardLines = (spec: ChildSpec, child: ChildProcess, onEvent: (event: ChildEvent) => void): string[] => {
  const kept: string[] = [];
  for (const from of ['stdout', 'stderr'] as const) {
    const stream = child[from];
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      if (from === 'stderr') kept.push(line);
      if (kept.length > keptLinesMax) kept.shift();
      onEvent({ type: 'line', name: spec.name, line, from });
    });
  }
  return kept;
};

export const startChild = (spec: ChildSpec, onEvent: (event: ChildEvent) => void): ChildRun => {
  // A group of its own: Ctrl-C reaches the launcher alone, which then ends the children in order.
  const child = spawn(spec.command, spec.args, {
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, ...spec.env },
  });
  const kept = forwardLines(spec, child, onEvent);
  const ended = new Promise<{ how: string; code: number | undefined }>((resolve) => {
    child.once('error', (error) => resolve({ how: error.message, code: undefined }));
    child.once('close', (code, signal) => resolve({ how: signal === null ? `exit code ${code ?? '?'}` : `signal ${signal}`, code: code ?? undefined }));
  });
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  const ready = new Promise<boolean>((resolve) => {
    const late = setTimeout(kill, spec.readyWithinMs ?? defaultReadyWithinMs);
    child.on('message', (message) => {
      if (message !== readyMessage) return;
      clearTimeout(late);
      resolve(true);
    });
    void ended.then(() => {
      clearTimeout(late);
      resolve(false);
    });
  });
  const stop = async (withinMs: number): Promise<void> => {
    if (child.connected) child.send(stopMessage, () => undefined);
    const late = setTimeout(kill, withinMs);
    await ended;
    clearTimeout(late);
  };
  return { pid: child.pid, ready, ended, lastWords: () => kept.join('\n'), stop, kill };
};
