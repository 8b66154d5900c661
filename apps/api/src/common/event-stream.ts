import type { Response } from 'express';

export interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
}

export const wordsOf = ({ event, data }: ServerEvent): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** Until the socket takes more, or the stream ends. */
export const drained = (response: Response, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      response.off('drain', end);
      signal.removeEventListener('abort', end);
      resolve();
    };
    response.once('drain', end);
    onAbort(signal, end);
  });

/** Waits, or wakes at once when the stream ends. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    onAbort(signal, end);
  });

/** Also when it is over already: a signal tells its end once. */
const onAbort = (signal: AbortSignal, then: () => void): void => {
  if (signal.aborted) then();
  else signal.addEventListener('abort', then, { once: true });
};
