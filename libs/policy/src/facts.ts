import { LocalDate, ValidTime } from '@zhibu/kernel';

/** Whose fact it is: the applicant, the husband or wife, or one child by a local id (`child:c1`). */
export type FactOwner = 'self' | 'spouse' | `child:${string}`;

export type FactValue = string | number | boolean;

/** Where a fact comes from. `reference` is a document number or register entry, never a person's name. */
export interface FactSource {
  readonly kind: 'id-card' | 'household-register' | 'certificate' | 'attestation' | 'declaration' | 'register-import';
  readonly reference: string;
  readonly issuedBy?: string;
  readonly issuedOn?: LocalDate;
}

/** One statement about somebody, for the days it holds, with its source. */
export interface DatedFact extends ValidTime {
  /** A name of the vocabulary in `vocabulary.ts`, for example `residence-kind`. */
  readonly fact: string;
  readonly of: FactOwner;
  readonly value: FactValue;
  readonly source: FactSource;
}

export type FactSheet = readonly DatedFact[];
