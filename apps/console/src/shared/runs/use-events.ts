import { useEffect, useEffectEvent, useState } from 'react';

/** What the service tells last. */
const lastEvents: readonly string[] = ['done', 'stopped', 'problem'];
const againMs = 5_000;

/**
 * Follows what the service tells, begun anew after a reload. The browser connects again by itself after a cut line; where it was refused, as
 * at the end of a session, it is tried again until it is not. `events`: those besides the last ones. True: the line is cut at the moment.
 */
export const useEvents = (path: string, events: string, onEvent: (event: string, data: unknown) => void): boolean => {
  const [isCut, setCut] = useState(false);
  const told = useEffectEvent(onEvent);
  useEffect(() => {
    let [stream, timer]: [EventSource | null, ReturnType<typeof setTimeout> | undefined] = [null, undefined];
    const listen = (): void => {
      const now = new EventSource(path);
      stream = now;
      for (const event of [...events.split(' '), ...lastEvents]) {
        now.addEventListener(event, ({ data }: MessageEvent<string>) => {
          setCut(false);
          if (lastEvents.includes(event)) now.close();
          told(event, JSON.parse(data));
        });
      }
      now.addEventListener('error', () => {
        setCut(true);
        if (now.readyState === EventSource.CLOSED) timer = setTimeout(listen, againMs);
      });
    };
    listen();
    return () => {
      clearTimeout(timer);
      stream?.close();
    };
  }, [path, events]);
  return isCut;
};
