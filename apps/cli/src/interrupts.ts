import { text } from '@zhibu/kernel';
import { CommandRefused } from './command-refused';
import { exitCodes } from './exit-codes';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** How long work gets to end by itself once its signal has aborted. */
const graceMs = 3_000;

export const interrupted = (): CommandRefused =>
  new CommandRefused(
    [{ code: 'cli.interrupted', message: text('命令已中断', 'The command was interrupted'), expected: text('再次运行同一命令即可继续', 'run the same command again to go on'), actual: text('收到中断信号', 'a signal to end') }],
    exitCodes.interrupted,
  );

/**
 * Runs work that ends on Ctrl-C: its signal aborts, and what still runs after a moment is left behind, because
 * every step may be repeated. A second Ctrl-C ends the process at once.
 */
export const interruptible = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const controller = new AbortController();
  let onSignal: () => void = () => undefined;
  const cutOff = new Promise<never>((_, reject) => {
    onSignal = () => {
      if (controller.signal.aborted) process.exit(exitCodes.interrupted);
      controller.abort();
      setTimeout(() => reject(interrupted()), graceMs).unref();
    };
  });
  for (const signal of signals) process.on(signal, onSignal);
  try {
    const value = await Promise.race([work(controller.signal), cutOff]);
    return value;
  } catch (error) {
    throw controller.signal.aborted ? interrupted() : error;
  } finally {
    for (const signal of signals) process.off(signal, onSignal);
  }
};
