import { readFileSync } from 'node:fs';

/** How often it is looked. */
const everyMs = 1_000;

/** Parent of a process, where the system tells it in a file. */
const parentOf = (pid: number): number | undefined => {
  try {
    return Number(/^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
};

/**
 * Calls `gone` when the npm that runs this process was ended from outside: its shell stands between, and neither passes
 * a signal on. Started by hand or by a service manager, the process may outlive whoever started it.
 */
export const whenNpmIsGone = (env: Readonly<Record<string, string | undefined>>, gone: () => void): void => {
  if (env['npm_lifecycle_event'] === undefined) return;
  const shell = process.ppid;
  const npm = parentOf(shell);
  const timer = setInterval(() => {
    if (process.ppid === shell && parentOf(shell) === npm) return;
    clearInterval(timer);
    gone();
  }, everyMs);
  timer.unref();
};
