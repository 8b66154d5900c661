import { readyMessage, stopMessage } from './child-spec';

export interface LauncherLink {
  /** Tells the launcher that this process serves. Does nothing when no launcher started it. */
  ready(): void;
}

/**
 * The child's side of the launcher. `stop` runs once: when the launcher asks, when it is gone (also after
 * kill -9: the channel closes), or on SIGINT/SIGTERM. The process then exits, at the latest after `withinMs`.
 */
export const joinLauncher = (stop: () => Promise<void>, withinMs = 5_000): LauncherLink => {
  let stopping = false;
  const end = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), withinMs).unref();
    stop().then(() => process.exit(0), () => process.exit(1));
  };
  process.on('message', (message) => {
    if (message === stopMessage) end();
  });
  process.on('disconnect', end);
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  return {
    ready: () => {
      if (process.connected) process.send?.(readyMessage);
    },
  };
};
