import type { components } from '../../generated/openapi';
import type { ProcedureShown } from '../../shared/use-procedures';
import { WayKind, fixed } from './layout';

export type CaseView = components['schemas']['CaseView'];

/** How a step stands to one case. */
export interface Mark {
  readonly state: 'passed' | 'here' | 'ended';
  /** Who decided there last, and when. */
  readonly decided: { readonly on: string; readonly by: string } | null;
  /** How often the case came by, where it may come by more than once. */
  readonly times: number;
  /** The ways it took from here, beside the way on. */
  readonly left: readonly ('giveBack' | 'refuse' | 'no' | 'corrected')[];
}

type Seen = Pick<CaseView, 'status' | 'stage' | 'answer' | 'decisions'>;

/** The steps that a case went through and where it is; what lies ahead of it has no mark. */
export const wayOf = ({ status, stage, answer, decisions }: Seen, { stages }: Pick<ProcedureShown, 'stages'>): ReadonlyMap<string, Mark> => {
  const marks = new Map<string, Mark>();
  const put = (id: string, state: Mark['state'], more: Partial<Mark> = {}): void => void marks.set(id, { state, decided: null, times: 1, left: [], ...more });
  const leftBy = (id: string): Mark['left'] => [
    ...(decisions.some((each) => each.stage === id && each.outcome === 'returned') ? ['giveBack' as const] : []),
    ...(decisions.some((each) => each.stage === id && each.outcome === 'refused') ? ['refuse' as const] : []),
  ];
  const lastAt = stages.findLastIndex(({ id }) => decisions.some((decision) => decision.stage === id));
  const at = status === 'confirmed' ? stages.length : stage === null ? lastAt : stages.findIndex(({ id }) => id === stage);
  put(fixed.apply, 'passed');
  const isRefusedByRule = status === 'refused' && !decisions.some(({ outcome }) => outcome === 'refused');
  if (answer !== null) put(fixed.check, 'passed', { left: isRefusedByRule ? ['no'] : [] });
  for (const { id } of stages.slice(0, Math.max(0, stage === null && status !== 'confirmed' ? at + 1 : at))) {
    const decision = decisions.findLast((each) => each.stage === id);
    put(id, 'passed', { decided: decision === undefined ? null : { on: decision.decidedOn, by: decision.decidedBy }, left: leftBy(id) });
  }
  const returns = decisions.filter(({ outcome }) => outcome === 'returned').length;
  if (returns > 0) put(fixed.returned, 'passed', { times: returns, left: ['corrected'] });
  switch (status) {
    case 'checking':
    case 'checked':
      put(fixed.check, 'here');
      break;
    case 'in-review':
    case 'in-notice':
      if (stage !== null) put(stage, 'here', { left: leftBy(stage) });
      break;
    case 'returned':
      put(fixed.returned, 'here', { times: Math.max(1, returns) });
      break;
    case 'refused':
      put(fixed.refused, 'ended');
      break;
    case 'confirmed':
      put(fixed.confirmed, 'ended');
      break;
    case 'withdrawn':
      break;
  }
  return marks;
};

/** Whether the case is known to have gone this way. That an objection sent it back is not told by what everybody may see of a case. */
export const isWalked = (marks: ReadonlyMap<string, Mark>, { from, to, kind }: { readonly from: string; readonly to: string; readonly kind: WayKind }): boolean => {
  const [start, end] = [marks.get(from), marks.get(to)];
  if (start === undefined || end === undefined) return false;
  if (kind === 'giveBack' || kind === 'refuse' || kind === 'no' || kind === 'corrected') return start.left.includes(kind);
  return kind === 'begin' || kind === 'yes' || kind === 'approved' || kind === 'over';
};
