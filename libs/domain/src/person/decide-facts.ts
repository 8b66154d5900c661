import { Decided, LocalDate, canonicalJson, decided } from '@zhibu/kernel';
import { DatedFact, FactOwner, FactSource, FactValue, beginningOfTime, vocabularyProblem } from '@zhibu/policy';
import { Refused, checkDay, checkText, codePoints, refused } from '../refusals';
import { IdentifiedFact, PersonEvent } from './events';
import { FactEntry, PersonState } from './state';

export const factsPerCommandMax = 200;
export const factsPerPersonMax = 2_000;

/** Records facts with their days and sources. A fact that stands already word for word is left alone. */
export const recordFacts = (state: PersonState, facts: readonly IdentifiedFact[]): Decided<PersonEvent> => {
  const tooMany = checkCount(state, facts);
  if (tooMany !== null) return tooMany;
  const births = birthDates(state, facts);
  for (const [index, { factId, fact }] of facts.entries()) {
    const problem = checkText(factId, `facts.${index}.factId`, 100) ?? checkFact(state, births, fact, `facts.${index}`);
    if (problem !== null) return problem;
  }
  const standing = new Map(state.facts.filter((entry) => entry.ended === null).map((entry) => [entry.factId, entry]));
  const changed = facts.filter(({ factId, fact }) => changes(standing.get(factId), fact));
  return changed.length === 0 ? decided() : decided({ type: 'FactsRecorded', data: { personKey: state.personKey, facts: changed } });
};

const changes = (before: FactEntry | undefined, fact: DatedFact): boolean => before === undefined || canonicalJson(before.fact) !== canonicalJson(fact);

const checkCount = (state: PersonState, facts: readonly IdentifiedFact[]): Refused | null => {
  const ids = new Set(facts.map(({ factId }) => factId));
  if (ids.size !== facts.length) {
    return refused('fact.duplicated', ['同一事实在一次提交中出现两次', 'A fact stands twice in one form'], ['各不相同的事实编号', 'fact ids that differ'], [`${facts.length} 项中有 ${ids.size} 个编号`, `${ids.size} ids for ${facts.length} facts`]);
  }
  if (facts.length >= 1 && facts.length <= factsPerCommandMax && state.facts.length + facts.length <= factsPerPersonMax) return null;
  return refused('fact.count', ['事实数量超出限制', 'There are too few or too many facts'], [`每次 1 至 ${factsPerCommandMax} 项，每人最多 ${factsPerPersonMax} 项`, `1 to ${factsPerCommandMax} at once, ${factsPerPersonMax} for a person`], [`本次 ${facts.length} 项，已有 ${state.facts.length} 项`, `${facts.length} now, ${state.facts.length} before`]);
};

/** Birth dates known for each member of the family, those of this form included. */
const birthDates = (state: PersonState, facts: readonly IdentifiedFact[]): ReadonlyMap<FactOwner, LocalDate> => {
  const births = new Map<FactOwner, LocalDate>();
  const stated = [...state.facts.flatMap((entry) => (entry.ended === null ? [entry.fact] : [])), ...facts.map(({ fact }) => fact)];
  for (const fact of stated) if (fact.fact === 'birth-date' && typeof fact.value === 'string') births.set(fact.of, fact.value);
  if (state.birthDate !== null) births.set('self', state.birthDate);
  return births;
};

const checkFact = (state: PersonState, births: ReadonlyMap<FactOwner, LocalDate>, fact: DatedFact, field: string): Refused | null => {
  const unfit = outsideVocabulary(fact, field);
  if (unfit !== null) return unfit;
  const badDay = checkDay(fact.validFrom, `${field}.validFrom`) ?? (fact.validTo === null ? null : checkDay(fact.validTo, `${field}.validTo`));
  if (badDay !== null) return badDay;
  if (fact.validTo !== null && fact.validTo < fact.validFrom) {
    return refused('fact.period', ['事实的截止日早于起始日', 'The fact ends before it begins'], [`不早于 ${fact.validFrom}`, `${fact.validFrom} or later`], [fact.validTo, fact.validTo], `${field}.validTo`);
  }
  return checkSource(fact.source, `${field}.source`) ?? contradictsId(state, fact, field) ?? beforeBirth(births, fact, field) ?? ownDeath(state, fact, field);
};

/** A fact that no rule can read would count as "not known" for ever, and nobody would be told. */
const outsideVocabulary = (fact: DatedFact, field: string): Refused | null => {
  const problem = vocabularyProblem(fact);
  if (problem === null) return null;
  const { zh, en } = problem.expected;
  switch (problem.code) {
    case 'facts.unknown-fact':
      return refused('fact.unknown', ['词表中没有这项事实', 'The vocabulary has no such fact'], [zh, en], [fact.fact, fact.fact], `${field}.fact`);
    case 'facts.wrong-owner':
      return refused('fact.wrong-owner', ['事实的归属不正确', 'The fact is not one of this member of the family'], [zh, en], [fact.of, fact.of], `${field}.of`);
    default:
      return refused('fact.wrong-value', [`${fact.fact} 的值不正确`, `This is not a value of ${fact.fact}`], [zh, en], shownValue(fact.value), `${field}.value`);
  }
};

/** A text may hold anything that was typed, so it is not repeated. */
const shownValue = (value: FactValue): readonly [string, string] =>
  typeof value === 'string' ? [`文字，${codePoints(value)} 个字符`, `a text of ${codePoints(value)} characters`] : [String(value), String(value)];

/** A source names its document; a day of issue, when given, exists and is not to come. */
export const checkSource = (source: FactSource, field: string, today?: LocalDate): Refused | null => {
  if (source.reference.trim() === '') {
    return refused('fact.source', ['没有注明来源', 'No source is named'], ['文号、证件或登记簿编号', 'a document number or register entry'], ['空', 'nothing'], `${field}.reference`);
  }
  return source.issuedOn === undefined ? null : checkDay(source.issuedOn, `${field}.issuedOn`, today);
};

const contradictsId = (state: PersonState, fact: DatedFact, field: string): Refused | null => {
  if (fact.of !== 'self') return null;
  const known = fact.fact === 'birth-date' ? state.birthDate : fact.fact === 'sex' ? state.sex : null;
  if (known === null || known === fact.value) return null;
  return refused('fact.contradicts-id', ['与身份证号所载不一致', 'The fact contradicts the ID number'], [known, known], [String(fact.value), String(fact.value)], `${field}.value`);
};

/** A person's own death ends rights and stops payments: it is recorded as one, by the officers who may, and not in passing among other facts. */
const ownDeath = (state: PersonState, fact: DatedFact, field: string): Refused | null => {
  if (fact.of !== 'self' || fact.fact !== 'death-date' || fact.value === state.diedOn) return null;
  return refused('fact.own-death', ['本人死亡不能作为普通事实登记', 'A person\'s own death is not recorded as a plain fact'], ['登记死亡（附死亡证明）', 'a death recorded as such, with its certificate'], state.diedOn === null ? ['尚未登记死亡', 'no death is recorded'] : [`已登记 ${state.diedOn}`, `recorded ${state.diedOn}`], `${field}.fact`);
};

const dateFacts = /-date$/;

const beforeBirth = (births: ReadonlyMap<FactOwner, LocalDate>, fact: DatedFact, field: string): Refused | null => {
  const refuseDay = (birth: LocalDate, day: LocalDate, at: string): Refused =>
    refused('fact.before-birth', ['日期早于出生日期', 'The day lies before the birth'], [`不早于 ${birth}`, `${birth} or later`], [day, day], at);
  const birth = births.get(fact.of);
  if (birth !== undefined && fact.validFrom < birth && fact.validFrom !== beginningOfTime) return refuseDay(birth, fact.validFrom, `${field}.validFrom`);
  if (birth !== undefined && dateFacts.test(fact.fact) && String(fact.value) < birth) return refuseDay(birth, String(fact.value), `${field}.value`);
  const own = births.get('self');
  if (!fact.of.startsWith('child:') || own === undefined) return null;
  const older = (day: LocalDate, at: string): Refused => refused('fact.child-before-parent', ['子女出生日期早于本人', 'The child is older than the parent'], [`晚于 ${own}`, `later than ${own}`], [day, day], at);
  if (fact.fact === 'birth-date' && String(fact.value) <= own) return older(String(fact.value), `${field}.value`);
  return fact.validFrom <= own && fact.validFrom !== beginningOfTime ? older(fact.validFrom, `${field}.validFrom`) : null;
};
