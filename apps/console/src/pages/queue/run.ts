import { isNoAnswer } from '../../api/problem';
import { CaseItem } from '../../shared/case-table';
import { newKey } from '../../shared/new-key';

export interface Step {
  readonly item: CaseItem;
  /** Made once: a case that was sent when the line was cut is sent again under it, and nothing is done twice. */
  readonly key: string;
  readonly result: 'waits' | 'done' | Error;
}

export interface Run {
  readonly steps: readonly Step[];
  readonly state: 'running' | 'cut' | 'stopped' | 'over';
  /** What cut it: nobody answered for the case whose turn it was. */
  readonly why: Error | null;
}

/** Not done yet, in their order. */
export const leftOf = ({ steps }: Run): readonly CaseItem[] => steps.flatMap(({ item, result }) => (result === 'waits' ? [item] : []));

export const begin = (items: readonly CaseItem[]): Run => ({ steps: items.map((item) => ({ item, key: newKey(), result: 'waits' })), state: 'running', why: null });

interface Going {
  readonly send: (item: CaseItem, key: string) => Promise<unknown>;
  readonly onDone: (item: CaseItem) => void;
  readonly onProgress: (run: Run) => void;
  readonly isStopped: () => boolean;
}

/** One after the other. A refusal is kept beside its case and the next one goes on; where nobody answers, the row stands as it is. */
export const goOn = async (run: Run, { send, onDone, onProgress, isStopped }: Going): Promise<void> => {
  let steps = run.steps;
  const tell = (state: Run['state'], why: Error | null = null): void => onProgress({ steps, state, why });
  tell('running');
  for (const [index, step] of steps.entries()) {
    if (step.result !== 'waits') continue;
    if (isStopped()) return tell('stopped');
    try {
      await send(step.item, step.key);
      steps = steps.with(index, { ...step, result: 'done' });
      onDone(step.item);
    } catch (error) {
      const wrong = error instanceof Error ? error : new Error(String(error));
      if (isNoAnswer(wrong)) return tell('cut', wrong);
      steps = steps.with(index, { ...step, result: wrong });
    }
    tell('running');
  }
  tell('over');
};
