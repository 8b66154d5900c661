import type { Response } from 'express';
import { RejectionError } from '@zhibu/kernel';
import { languageOf } from './language';
import { problemOf } from './problem';
import { requestIdOf } from './request-id';

export interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
}

const heartbeatMs = 15_000;

const wordsOf = ({ event, data }: ServerEvent): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/**
 * Sends server-sent events until the source ends or the reader leaves, then ends the answer: a browser that
 * reconnects sees the end again. A refusal after the first event is sent as the event `problem`.
 */
export const sendEvents = async (response: Response, source: (signal: AbortSignal) => AsyncIterable<ServerEvent>): Promise<void> => {
  const left = new AbortController();
  response.on('close', () => left.abort());
  response.status(200).set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
  response.flushHeaders();
  const heartbeat = setInterval(() => void response.write(': still here\n\n'), heartbeatMs);
  try {
    for await (const one of source(left.signal)) {
      if (left.signal.aborted) break;
      if (!response.write(wordsOf(one))) await drained(response, left.signal);
    }
  } catch (error) {
    if (!(error instanceof RejectionError)) throw error;
    response.write(wordsOf({ event: 'problem', data: problemOf(error.rejection, languageOf(response.req), requestIdOf(response.req)) }));
  } finally {
    clearInterval(heartbeat);
    response.end();
  }
};

const drained = (response: Response, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    response.once('drain', resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Waits, or wakes at once when the reader leaves. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
