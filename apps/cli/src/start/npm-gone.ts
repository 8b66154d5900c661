/** How often it is looked. */
const everyMs = 1_000;

/**
 * Calls `gone` when the npm that runs this process was ended from outside: npm and its shell then go without passing
 * the signal on. Started by hand or by a service manager, the process may outlive whoever started it.
 */
export const whenNpmIsGone = (env: Readonly<Record<string, string | undefined>>, gone: () => void): void => {
  if (env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, everyMs);
  timer.unref();
};
