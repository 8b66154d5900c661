import { useSyncExternalStore } from 'react';

const workerPath = '/sw.js';

/** Told to the worker before its stores go: it puts nothing there again. */
export const emptyWord = 'empty';

/** Over plain http there is none, whatever the types say. */
const container = (): ServiceWorkerContainer | undefined => navigator.serviceWorker;

/** Lets the console open without a line from now on, as it was built. Where the browser offers no worker, it opens with a line only. */
export const letWorkOffline = (): void => {
  if (document.querySelector('script[src^="/assets/"]') === null) return;
  void container()?.register(workerPath, { updateViaCache: 'none' }).catch(() => undefined);
};

export const letGoOfWorker = async (): Promise<void> => {
  const registrations = (await container()?.getRegistrations()) ?? [];
  for (const { active, waiting, installing } of registrations) for (const worker of [active, waiting, installing]) worker?.postMessage(emptyWord);
  await Promise.all(registrations.map((registration) => registration.unregister()));
};

const listen = (onChange: () => void): (() => void) => {
  addEventListener('online', onChange);
  addEventListener('offline', onChange);
  return () => {
    removeEventListener('online', onChange);
    removeEventListener('offline', onChange);
  };
};

/** What the device knows of its line: `false` is sure, `true` may still lead nowhere. */
export const useLine = (): boolean => useSyncExternalStore(listen, () => navigator.onLine);
