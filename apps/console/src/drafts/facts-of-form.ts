import { parseResidentId } from '@zhibu/domain';
import { ageOn } from '@zhibu/kernel';
import { DatedFact, FactOwner, FactSource, FactValue, beginningOfTime, factSpec, ownerKind, paperOf, paperSpec } from '@zhibu/policy';
import { AskedFact, childFacts, countOfChildren, asksForChildren, ownFacts, paperKeyOf } from './asked-facts';
import type { ApplyForm, PaperTyped } from './draft';

const day = /^\d{4}-\d{2}-\d{2}$/;

/** What is not whole yet is not told: half a date is no date. */
const valueOf = ({ spec }: Pick<AskedFact, 'spec'>, typed: string): FactValue | null => {
  const said = typed.trim();
  if (said === '') return null;
  switch (spec.type) {
    case 'boolean':
      return said === 'true' ? true : said === 'false' ? false : null;
    case 'integer':
      return /^\d{1,3}$/.test(said) ? Number(said) : null;
    case 'date':
      return day.test(said) ? said : null;
    default:
      return said;
  }
};

/** A document that nobody numbered is still named by what it is. */
export const sourceOf = (paper: string, typed: PaperTyped | undefined): FactSource => {
  const spec = paperSpec(paper);
  return {
    kind: spec?.kind ?? 'declaration',
    reference: typed?.reference.trim() || (spec?.text.zh ?? paper),
    ...(typed?.issuedBy.trim() ? { issuedBy: typed.issuedBy.trim() } : {}),
    ...(typed !== undefined && day.test(typed.issuedOn) ? { issuedOn: typed.issuedOn } : {}),
  };
};

/** A husband or wife is asked about only where there is a marriage; a day of death only of whoever died. */
export const isAskedNow = (form: ApplyForm, { key, of, spec }: Pick<AskedFact, 'key' | 'of' | 'spec'>): boolean => {
  if (of === 'spouse' && form.facts['self marital-status'] !== 'married') return false;
  if (spec.name === 'death-date' && of !== 'spouse') return form.facts[key.replace('death-date', 'alive')] === 'false';
  return true;
};

/** Every fact that the form asks for as it is filled in now. */
export const askedNow = (form: ApplyForm, asks: readonly string[]): readonly AskedFact[] =>
  [...ownFacts(asks, 'self'), ...ownFacts(asks, 'spouse'), ...form.children.flatMap((child) => childFacts(asks, child))].filter((asked) => isAskedNow(form, asked));

const dated = (form: ApplyForm, of: FactOwner, fact: string, value: FactValue): DatedFact => {
  const paper = paperOf(fact, ownerKind(of));
  return { fact, of, value, validFrom: beginningOfTime, validTo: null, source: sourceOf(paper, form.papers[paperKeyOf(paper, of)]) };
};

/** The facts that are sent. */
export const factsOfForm = (form: ApplyForm, asks: readonly string[]): readonly DatedFact[] => [
  ...askedNow(form, asks).flatMap((asked) => {
    const value = valueOf(asked, form.facts[asked.key] ?? '');
    return value === null ? [] : [dated(form, asked.of, asked.spec.name, value)];
  }),
  ...(asksForChildren(asks) && form.facts[countOfChildren] !== undefined && form.facts[countOfChildren] !== '' ? [dated(form, 'self', 'children-ever', form.children.length)] : []),
];

const idCard: FactSource = { kind: 'id-card', reference: 'GB 11643-1999' };

/** What the rules may read here: the facts of the form, and what the service will know by itself from the number and the registration. */
export const sheetOfForm = (form: ApplyForm, asks: readonly string[]): readonly DatedFact[] => {
  const parsed = parseResidentId(form.idNumber);
  const always = { of: 'self' as const, validFrom: beginningOfTime, validTo: null };
  return [
    ...(parsed.ok ? [{ fact: 'birth-date', value: parsed.value.birthDate, ...always, source: idCard }, { fact: 'sex', value: parsed.value.sex, ...always, source: idCard }] : []),
    ...(form.areaCode === '' || factSpec('residence-area') === undefined ? [] : [{ fact: 'residence-area', value: form.areaCode, ...always, source: sourceOf('household-register', form.papers['household-register']) }]),
    ...factsOfForm(form, asks),
  ];
};

/** What a number says of its holder on a day; the birthday of 29 February is the rule's to say, and here the usual one is taken. */
export const holderOf = (idNumber: string, on: string) => {
  const parsed = parseResidentId(idNumber);
  return parsed.ok ? { ok: true as const, birthDate: parsed.value.birthDate, sex: parsed.value.sex, age: ageOn(parsed.value.birthDate, on, 'february-28') } : { ok: false as const, rejection: parsed.rejection };
};
