import type { components } from '../generated/openapi';
import type { Problem } from '../api/problem';
import type { EvidencePiece } from '../shared/evidence/piece';

export const draftStates = ['typing', 'waiting', 'sent', 'refused', 'conflict'] as const;
export type DraftState = (typeof draftStates)[number];

/** What a document says of itself. */
export interface PaperTyped {
  readonly reference: string;
  readonly issuedBy: string;
  readonly issuedOn: string;
}

/** An application as it is typed: texts, also where they are not whole yet. */
export interface ApplyForm {
  /** Village or community, 12 digits. */
  readonly areaCode: string;
  readonly scheme: string;
  readonly branch: string | null;
  /** The day on which it was taken in, whenever the line was there to send it. */
  readonly appliedOn: string;
  readonly name: string;
  readonly idNumber: string;
  readonly phone: string;
  readonly address: string;
  /** Local ids of the children, such as `c1`. */
  readonly children: readonly string[];
  /** Values by `owner fact`, such as `child:c1 alive`. */
  readonly facts: Readonly<Record<string, string>>;
  /** Documents by `paperKeyOf`. */
  readonly papers: Readonly<Record<string, PaperTyped>>;
  readonly accountNumber: string;
  readonly bank: string;
}

/** Whom the number belongs to, as the officer saw it before sending; what changed since refuses the form. */
export interface KnownPerson {
  readonly personKey: string;
  readonly version: number;
}

/** What the service has taken of the draft already. */
export interface Taken extends KnownPerson {
  /** Of the person's part as it was sent; another one is sent as an addition. */
  readonly content: string;
  /** The village of the form that was taken; drafts of an earlier build do not say. */
  readonly areaCode?: string;
}

export type Theirs = components['schemas']['PersonItem'];
export type OpenCase = components['schemas']['CaseItem'];

/** Somebody else was quicker: what they have stands beside what was typed. */
export type Conflict =
  | { readonly kind: 'person'; readonly problem: Problem; readonly theirs: Theirs }
  | { readonly kind: 'application'; readonly problem: Problem; readonly personKey: string; readonly theirs: OpenCase | null };

export interface Draft {
  readonly draftId: string;
  readonly state: DraftState;
  readonly createdAt: string;
  readonly changedAt: string;
  /** Its place in the row of those that wait for the line. */
  readonly queuedAt: string | null;
  readonly form: ApplyForm;
  /** What the scheme asked for in the area when it was typed, as `owner fact`. */
  readonly asks: readonly string[];
  readonly pieces: readonly EvidencePiece[];
  readonly known: KnownPerson | null;
  readonly taken: Taken | null;
  readonly refusal: Problem | null;
  readonly conflict: Conflict | null;
  /** The application that came of it. */
  readonly applicationId: string | null;
}

export const emptyForm: ApplyForm = {
  areaCode: '', scheme: '', branch: null, appliedOn: '', name: '', idNumber: '', phone: '', address: '', children: [], facts: {}, papers: {}, accountNumber: '', bank: '',
};

export const newDraft = (draftId: string, now: string, form: Partial<ApplyForm> = {}): Draft => ({
  draftId, state: 'typing', createdAt: now, changedAt: now, queuedAt: null, form: { ...emptyForm, ...form }, asks: [], pieces: [], known: null, taken: null, refusal: null, conflict: null, applicationId: null,
});

/**
 * The draft with what was typed now. Another number is another person: what the service took or showed of the first has nothing to do
 * with it, and the files go to the other.
 */
export const withTyped = (draft: Draft, patch: Partial<ApplyForm>): Draft => {
  const next = { ...draft, form: { ...draft.form, ...patch } };
  if (next.form.idNumber === draft.form.idNumber) return next;
  return { ...next, state: draft.state === 'conflict' ? 'typing' : draft.state, known: null, taken: null, conflict: null, pieces: draft.pieces.map((piece) => ({ ...piece, sha256: null })) };
};

/** Who typed something that nobody but this device has. */
export const isUnsent = (state: DraftState): boolean => state !== 'sent';
