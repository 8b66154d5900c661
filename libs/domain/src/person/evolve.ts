import { addDays } from '@zhibu/kernel';
import { FactSource } from '@zhibu/policy';
import { recordedAtOf } from '../refusals';
import { PersonEvent, SealedSource } from './events';
import { endFacts, withFacts } from './fact-list';
import { FactEntry, PersonState, Residence } from './state';

/** Folds one event. Unknown types leave the state as it is. */
export const evolvePerson = (state: PersonState, event: PersonEvent): PersonState => {
  const recordedAt = recordedAtOf(event);
  switch (event.type) {
    case 'PersonRegistered': {
      const { source, registeredOn, ...details } = event.data;
      // Where somebody lived before the document was issued is not known, and is not made up here.
      const validFrom = source.issuedOn ?? registeredOn;
      return { ...state, ...details, exists: true, registeredOn, source: readSource(source), residences: [{ areaCode: details.areaCode, validFrom, validTo: null, source: readSource(source), recordedAt }] };
    }
    case 'PersonDetailsCorrected': {
      const { name, phone, address } = event.data;
      return {
        ...state,
        ...(name === undefined ? {} : { name }),
        ...(phone === undefined ? {} : { phone }),
        ...(address === undefined ? {} : { address }),
      };
    }
    case 'PersonMoved': {
      const { toArea, movedOn, source } = event.data;
      return { ...state, areaCode: toArea, residences: moved(state.residences, { areaCode: toArea, validFrom: movedOn, validTo: null, source: readSource(source), recordedAt }) };
    }
    case 'PersonDied':
      return { ...state, diedOn: event.data.diedOn, deathSource: event.data.source, deathRecordedAt: recordedAt };
    case 'PersonDeathRetracted': {
      const { diedOn, deathSource, deathRecordedAt, retractedDeaths } = state;
      const taken = { diedOn, source: deathSource, recordedAt: deathRecordedAt, retractedAt: recordedAt };
      return { ...state, diedOn: null, deathSource: null, deathRecordedAt: null, retractedDeaths: [...retractedDeaths, taken] };
    }
    case 'FactsRecorded': {
      const facts = event.data.facts ?? [];
      const entries = facts.map(({ factId, fact }): FactEntry => ({ factId, fact, recordedAt, ended: null }));
      return { ...state, facts: withFacts(state.facts, entries, recordedAt) };
    }
    case 'FactRetracted':
      return { ...state, facts: endFacts(state.facts, new Set([event.data.factId]), 'retracted', recordedAt) };
    case 'AccountRecorded': {
      const { accountKey, accountNumber, holderName, bank, validFrom } = event.data;
      return { ...state, accounts: [...state.accounts, { accountKey, accountNumber, holderName, bank, validFrom }] };
    }
    case 'FamilyLinked': {
      const { relation, otherPersonKey, validFrom, validTo } = event.data;
      const others = state.family.filter((link) => link.relation !== relation || link.otherPersonKey !== otherPersonKey || link.validFrom !== validFrom);
      return { ...state, family: [...others, { relation, otherPersonKey, validFrom, validTo }] };
    }
    default:
      return state;
  }
};

/** After erasure a statement still says what kind of paper it came from, and when that was issued. */
const readSource = ({ reference, issuedBy, ...rest }: SealedSource): FactSource => ({
  ...rest,
  reference: reference ?? '—',
  ...(issuedBy === undefined || issuedBy === null ? {} : { issuedBy }),
});

const moved = (residences: readonly Residence[], next: Residence): readonly Residence[] => [
  ...residences.map((residence) => (residence.validTo === null ? { ...residence, validTo: addDays(next.validFrom, -1) } : residence)),
  next,
];
