import { useState } from 'react';
import type { Problem } from '../../api/problem';
import { Step, nextStep, nothingYet } from './end-of-run';
import { useEvents } from './use-events';

/** How a run ended: with its counts, because its process ended, or because the reader may not look at it any more. */
export type RunEnd = { readonly kind: 'done'; readonly report: unknown } | { readonly kind: 'stopped' } | { readonly kind: 'problem'; readonly problem: Problem };

interface Listeners {
  readonly onEnd: (end: RunEnd) => void;
  /** Name of the events that tell of one thing that came out of it. All of them come again after a cut line. */
  readonly itemEvent?: string;
  readonly onItem?: (item: unknown) => void;
}

/** A run that goes on without this page, such as after a reload; any process of the service tells the same. */
export const useRun = (path: string, { onEnd, itemEvent, onItem }: Listeners): { readonly step: Step; readonly isCut: boolean } => {
  const [step, setStep] = useState(nothingYet);
  const isCut = useEvents(path, itemEvent === undefined ? 'started progress' : `started progress ${itemEvent}`, (event, data) => {
    switch (event) {
      case 'started':
      case 'progress':
        return setStep((before) => nextStep(before, data as Partial<Step>));
      case 'done':
        return onEnd({ kind: 'done', report: data });
      case 'stopped':
        setStep((before) => nextStep(before, data as Partial<Step>));
        return onEnd({ kind: 'stopped' });
      case 'problem':
        return onEnd({ kind: 'problem', problem: data as Problem });
      default:
        return onItem?.(data);
    }
  });
  return { step, isCut };
};
