import { useEffect, useEffectEvent, useState } from 'react';
import { Step, nextStep, nothingYet } from './end-of-run';

/**
 * A run that goes on without this page, such as after a reload. The browser itself connects again after a cut line; any process of the
 * service tells the same. `onOver`: it ended, stopped, or may not be looked at any more.
 */
export const useRun = (path: string, onOver: () => void): Step => {
  const [step, setStep] = useState(nothingYet);
  const over = useEffectEvent(onOver);
  useEffect(() => {
    const stream = new EventSource(path);
    const read = ({ data }: MessageEvent<string>): void => setStep((before) => nextStep(before, JSON.parse(data) as Partial<Step>));
    const end = (): void => {
      stream.close();
      over();
    };
    for (const event of ['started', 'progress']) stream.addEventListener(event, read);
    for (const event of ['done', 'stopped', 'problem']) stream.addEventListener(event, end);
    return () => stream.close();
  }, [path]);
  return step;
};
