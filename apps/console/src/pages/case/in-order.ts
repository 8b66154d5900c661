import { CaseView } from './case-state';

type Signature = CaseView['signatures'][number];
type Decision = CaseView['decisions'][number];

/** Signatures have no day of their own here: each stands before the first decision of its stage, and after everything where none was taken yet. */
export const inOrder = ({ signatures, decisions }: Pick<CaseView, 'signatures' | 'decisions'>): readonly (Signature | Decision)[] => {
  const decided = new Set<string>();
  const told = decisions.flatMap((decision): readonly (Signature | Decision)[] => {
    const isFirst = !decided.has(decision.stage);
    decided.add(decision.stage);
    return [...(isFirst ? signatures.filter(({ stage }) => stage === decision.stage) : []), decision];
  });
  return [...told, ...signatures.filter(({ stage }) => !decided.has(stage))];
};
