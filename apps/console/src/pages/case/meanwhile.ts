import { CaseView } from './case-state';

/** One thing that somebody did between two versions of a case. */
export type Act =
  | { readonly kind: 'signed'; readonly by: string; readonly onBehalfOf: string | null; readonly stage: string; readonly opinion: 'agree' | 'disagree' }
  | { readonly kind: 'decided'; readonly by: string; readonly onBehalfOf: string | null; readonly stage: string; readonly outcome: 'approved' | 'refused' | 'returned' };

/**
 * Who signed or decided between what was seen and what is now. Both lists only ever grow, so what comes after the seen part is new. What nobody
 * signs for, such as an objection or a correction, shows in the two states.
 */
export const actsBetween = (seen: CaseView, now: CaseView): readonly Act[] => [
  ...now.signatures.slice(seen.signatures.length).map(({ signedBy, onBehalfOf, stage, opinion }) => ({ kind: 'signed' as const, by: signedBy, onBehalfOf, stage, opinion })),
  ...now.decisions.slice(seen.decisions.length).map(({ decidedBy, onBehalfOf, stage, outcome }) => ({ kind: 'decided' as const, by: decidedBy, onBehalfOf, stage, outcome })),
];
