import { LocalDate, ValidTime, holdsOn } from '@zhibu/kernel';
import { DatedFact, FactSheet, FactSource } from '@zhibu/policy';
import { FactEntry, PersonState, Residence } from './state';

const idCard: FactSource = { kind: 'id-card', reference: 'GB 11643-1999' };

/**
 * Everything the rules may read about a person: birth and sex from the ID number, death, where the person lived,
 * and every recorded fact that was not replaced or retracted. With `onlyRecordedBefore` (ISO instant,
 * exclusive) the sheet is what was known then; it needs a state folded from recorded events.
 */
export const factSheetOf = (state: PersonState, onlyRecordedBefore?: string): FactSheet => {
  const known = (recordedAt: string | null): boolean => onlyRecordedBefore === undefined || recordedAt === null || recordedAt < onlyRecordedBefore;
  const recorded = state.facts.flatMap((entry) => (stood(entry, known) ? [entry.fact] : []));
  return [...fromIdCard(state), ...death(state, known), ...residences(state.residences.filter((residence) => known(residence.recordedAt))), ...recorded];
};

/** The part of the sheet that holds on a day. */
export const factsInForceOn = (state: PersonState, day: LocalDate): FactSheet => factSheetOf(state).filter((fact) => holdsOn(fact, day));

const stood = (entry: FactEntry, known: (recordedAt: string | null) => boolean): boolean =>
  known(entry.recordedAt) && (entry.ended === null || !known(entry.ended.recordedAt));

const fromIdCard = (state: PersonState): readonly DatedFact[] => {
  if (state.birthDate === null || state.sex === null) return [];
  const always: ValidTime & Pick<DatedFact, 'of' | 'source'> = { of: 'self', validFrom: state.birthDate, validTo: null, source: idCard };
  return [
    { fact: 'birth-date', value: state.birthDate, ...always },
    { fact: 'sex', value: state.sex, ...always },
  ];
};

// Seen from an earlier moment, a death that was taken back later still stands.
const death = ({ diedOn, deathSource, deathRecordedAt, retractedDeaths }: PersonState, known: (recordedAt: string | null) => boolean): readonly DatedFact[] =>
  [...retractedDeaths.filter(({ retractedAt }) => !known(retractedAt)), { diedOn, source: deathSource, recordedAt: deathRecordedAt }].flatMap((one): readonly DatedFact[] =>
    one.diedOn === null || one.source === null || !known(one.recordedAt) ? [] : [{ fact: 'death-date', of: 'self', value: one.diedOn, validFrom: one.diedOn, validTo: null, source: one.source }],
  );

// Seen from an earlier moment, the move that ended a residence may not be known yet: then it still holds.
const residences = (known: readonly Residence[]): readonly DatedFact[] =>
  known.map((residence, index) => ({
    fact: 'residence-area',
    of: 'self',
    value: residence.areaCode,
    validFrom: residence.validFrom,
    validTo: index === known.length - 1 ? null : residence.validTo,
    source: residence.source,
  }));
