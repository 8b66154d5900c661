import type { components } from '../../generated/openapi';
import { ApiProblem, NoLine, Problem } from '../../api/problem';
import { serverEvents } from '../../shared/server-events';

type Undone = components['schemas']['UndoneView'];

/** Follows an undoing to its end. A line that is cut before it is no answer: the undoing goes on, and asking again under the same key joins it. */
export const endOf = async (answer: unknown, onDone: (done: number) => void): Promise<Undone> => {
  if (!(answer instanceof ReadableStream)) throw new NoLine('no stream');
  for await (const { event, data } of serverEvents(answer as ReadableStream<Uint8Array>)) {
    if (event === 'progress') onDone((data as { readonly rowsDone: number }).rowsDone);
    else if (event === 'done') return data as Undone;
    else if (event === 'problem') throw new ApiProblem(data as Problem);
  }
  throw new NoLine('the stream ended before the undoing');
};
