import { useEffect, useEffectEvent, useState } from 'react';
import type { Problem } from '../../api/problem';
import { Step, nextStep, nothingYet } from './end-of-run';

/** How a run ended: with its counts, because its process ended, or because the reader may not look at it any more. */
export type RunEnd = { readonly kind: 'done'; readonly report: unknown } | { readonly kind: 'stopped' } | { readonly kind: 'problem'; readonly problem: Problem };

interface Listeners {
  readonly onEnd: (end: RunEnd) => void;
  /** Name of the events that tell of one thing that came out of it. All of them come again after a cut line. */
  readonly itemEvent?: string;
  readonly onItem?: (item: unknown) => void;
}

const againMs = 5_000;

/**
 * A run that goes on without this page, such as after a reload. The browser connects again by itself after a cut line; where it was
 * refused, as at the end of a session, it is tried again until it is not. Any process of the service tells the same.
 */
export const useRun = (path: string, { onEnd, itemEvent, onItem }: Listeners): { readonly step: Step; readonly isCut: boolean } => {
  const [step, setStep] = useState(nothingYet);
  const [isCut, setCut] = useState(false);
  const end = useEffectEvent(onEnd);
  const item = useEffectEvent((one: unknown) => onItem?.(one));
  useEffect(() => {
    let [stream, timer]: [EventSource | null, ReturnType<typeof setTimeout> | undefined] = [null, undefined];
    const over = (how: RunEnd): void => {
      stream?.close();
      end(how);
    };
    const listen = (): void => {
      stream = new EventSource(path);
      const on = (event: string, then: (data: unknown) => void): void => stream?.addEventListener(event, ({ data }: MessageEvent<string>) => {
        setCut(false);
        then(JSON.parse(data));
      });
      for (const event of ['started', 'progress']) on(event, (data) => setStep((before) => nextStep(before, data as Partial<Step>)));
      if (itemEvent !== undefined) on(itemEvent, item);
      on('done', (report) => over({ kind: 'done', report }));
      on('stopped', () => over({ kind: 'stopped' }));
      on('problem', (problem) => over({ kind: 'problem', problem: problem as Problem }));
      stream.addEventListener('error', () => {
        setCut(true);
        if (stream?.readyState === EventSource.CLOSED) timer = setTimeout(listen, againMs);
      });
    };
    listen();
    return () => {
      clearTimeout(timer);
      stream?.close();
    };
  }, [path, itemEvent]);
  return { step, isCut };
};
