import type { FactOwner, FactSpec } from '@zhibu/policy';
import type { components } from '../../generated/openapi';

type Source = components['schemas']['SourceDto'];

/** What the forms give; each of them has some of it. */
export interface Given {
  readonly kind?: Source['kind'];
  readonly reference?: string;
  readonly issuedBy?: string;
  readonly issuedOn?: string;
  readonly accountNumber?: string;
  readonly holderName?: string;
  readonly bank?: string;
  readonly day?: string;
  readonly name?: string;
  readonly phone?: string;
  readonly address?: string;
  readonly reason?: string;
  readonly of?: FactOwner;
  readonly fact?: string;
  readonly value?: string;
  readonly toArea?: string;
  readonly relation?: components['schemas']['FamilyDto']['relation'];
  /** Their ID number. */
  readonly relative?: string;
  readonly until?: string;
}

/** What was left empty is not said. */
export const said = (words: string | undefined): string | undefined => (words === undefined || words.trim() === '' ? undefined : words.trim());

export const sourceOf = ({ kind = 'declaration', reference = '', issuedBy, issuedOn }: Given): Source => {
  const [by, on] = [said(issuedBy), said(issuedOn)];
  return { kind, reference: reference.trim(), ...(by === undefined ? {} : { issuedBy: by }), ...(on === undefined ? {} : { issuedOn: on }) };
};

/** Only what was filled in is corrected. */
export const correctionOf = ({ name, phone, address }: Given): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries({ name, phone, address }).flatMap(([key, words]) => (said(words) === undefined ? [] : [[key, said(words) ?? '']])));

/** A value in the form that its fact has in the vocabulary. */
export const factValue = ({ type }: Pick<FactSpec, 'type'>, typed: string): string | number | boolean => (type === 'boolean' ? typed === 'true' : type === 'integer' ? Number(typed) : typed.trim());
