export interface Stoppable {
  /** Ends everything in order. */
  stop(): Promise<void>;
  /** Ends everything at once. */
  kill(): void;
}

/**
 * Resolves with the exit code after the first SIGINT, SIGTERM or SIGHUP was answered by `stop`; a second
 * signal answers with `kill`. 0 for an orderly stop, 130 when it had to be forced.
 */
export const untilSignalled = (target: Stoppable): Promise<number> =>
  new Promise((resolve, reject) => {
    let signals = 0;
    const onSignal = (): void => {
      signals += 1;
      if (signals === 1) {
        target.stop().then(() => resolve(0), reject);
      } else {
        target.kill();
        resolve(130);
      }
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  });
