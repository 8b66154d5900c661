import { ApiProblem, NoLine, Problem } from '../../api/problem';
import { serverEvents } from '../server-events';

/** How far a run of the service is. */
export interface Step {
  readonly done: number;
  readonly total: number;
}

interface Listeners {
  readonly onStep?: (step: Step) => void;
  /** One thing that came out of it, such as a refused row, by the name of its event. */
  readonly onItem?: (event: string, data: unknown) => void;
}

export const nothingYet: Step = { done: 0, total: 0 };

export const nextStep = (before: Step, { done = before.done, total = before.total }: Partial<Step>): Step => ({ done, total });

/** Follows a run to its end. A line that is cut before it is no answer: the run goes on, and asking again under the same key joins it. */
export const endOfRun = async <Report>(answer: unknown, { onStep, onItem }: Listeners): Promise<Report> => {
  if (answer === null || answer === undefined) throw new NoLine('no stream');
  let step = nothingYet;
  for await (const { event, data } of serverEvents(answer as ReadableStream<Uint8Array>)) {
    if (event === 'started' || event === 'progress') onStep?.((step = nextStep(step, data as Partial<Step>)));
    else if (event === 'done') return data as Report;
    else if (event === 'problem') throw new ApiProblem(data as Problem);
    else onItem?.(event, data);
  }
  throw new NoLine('the stream ended before the run');
};
