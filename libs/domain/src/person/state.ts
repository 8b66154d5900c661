import { AreaCode, LocalDate, ValidTime } from '@zhibu/kernel';
import { DatedFact, FactSource } from '@zhibu/policy';

/** A person as known from the stream. Personal fields are `null` after erasure. */
export interface PersonState {
  readonly exists: boolean;
  readonly personKey: string;
  readonly idNumber: string | null;
  readonly name: string | null;
  readonly sex: 'M' | 'F' | null;
  readonly birthDate: LocalDate | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly areaCode: AreaCode;
  readonly registeredOn: LocalDate | null;
  readonly source: FactSource | null;
  readonly diedOn: LocalDate | null;
  readonly deathSource: FactSource | null;
  readonly deathRecordedAt: string | null;
  /** Deaths that were recorded wrongly and taken back; what was known before that is asked of them. */
  readonly retractedDeaths: readonly RetractedDeath[];
  readonly residences: readonly Residence[];
  /** Every fact ever recorded, in that order: a replaced one stays, marked as such. */
  readonly facts: readonly FactEntry[];
  readonly accounts: readonly PersonAccount[];
  readonly family: readonly FamilyLink[];
}

export interface RetractedDeath {
  readonly diedOn: LocalDate | null;
  readonly source: FactSource | null;
  readonly recordedAt: string | null;
  readonly retractedAt: string | null;
}

export interface Residence extends ValidTime {
  readonly areaCode: AreaCode;
  readonly source: FactSource;
  readonly recordedAt: string | null;
}

export interface FactEntry {
  readonly factId: string;
  readonly fact: DatedFact;
  /** `null` when the event did not come from a store, as inside `decide`. */
  readonly recordedAt: string | null;
  readonly ended: { readonly how: 'replaced' | 'retracted'; readonly recordedAt: string | null } | null;
}

export interface PersonAccount {
  readonly accountKey: string;
  readonly accountNumber: string | null;
  readonly holderName: string | null;
  readonly bank: string | null;
  readonly validFrom: LocalDate;
}

export interface FamilyLink extends ValidTime {
  readonly relation: 'spouse' | 'child' | 'parent';
  readonly otherPersonKey: string;
}

export const initialPerson: PersonState = {
  exists: false,
  personKey: '',
  idNumber: null,
  name: null,
  sex: null,
  birthDate: null,
  phone: null,
  address: null,
  areaCode: '',
  registeredOn: null,
  source: null,
  diedOn: null,
  deathSource: null,
  deathRecordedAt: null,
  retractedDeaths: [],
  residences: [],
  facts: [],
  accounts: [],
  family: [],
};

/** The account that money goes to on a day: the last one recorded of those that hold by then. */
export const accountOn = (state: PersonState, day: LocalDate): PersonAccount | null =>
  state.accounts.reduce<PersonAccount | null>(
    (best, account) => (account.validFrom <= day && (best === null || account.validFrom >= best.validFrom) ? account : best),
    null,
  );
