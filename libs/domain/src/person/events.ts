import { AreaCode, DomainEvent, LocalDate, Personal, describeEvents } from '@zhibu/kernel';
import { DatedFact, FactSource } from '@zhibu/policy';

/** Stream `person-<personKey>`; the key is a keyed hash of the 18-digit number. */
export type PersonEvent =
  | PersonRegistered
  | PersonDetailsCorrected
  | PersonMoved
  | PersonDied
  | PersonDeathRetracted
  | FactsRecorded
  | FactRetracted
  | AccountRecorded
  | FamilyLinked;

export type PersonRegistered = DomainEvent<
  'PersonRegistered',
  {
    readonly personKey: string;
    /** Always the 18-digit form. */
    readonly idNumber: Personal<string>;
    readonly name: Personal<string>;
    readonly sex: Personal<'M' | 'F'>;
    readonly birthDate: Personal<LocalDate>;
    readonly phone: Personal<string>;
    readonly address: Personal<string>;
    /** Village or community of residence, 12 digits. */
    readonly areaCode: AreaCode;
    readonly registeredOn: LocalDate;
    readonly source: FactSource;
  }
>;
export type PersonDetailsCorrected = DomainEvent<
  'PersonDetailsCorrected',
  {
    readonly personKey: string;
    readonly name?: Personal<string>;
    readonly phone?: Personal<string>;
    readonly address?: Personal<string>;
    readonly source: FactSource;
    readonly reason: string;
  }
>;
export type PersonMoved = DomainEvent<
  'PersonMoved',
  { readonly personKey: string; readonly fromArea: AreaCode; readonly toArea: AreaCode; readonly movedOn: LocalDate; readonly source: FactSource }
>;
export type PersonDied = DomainEvent<
  'PersonDied',
  { readonly personKey: string; readonly diedOn: LocalDate; readonly source: FactSource }
>;
/** The death was recorded wrongly; the person counts as living again, and the day is unknown. */
export type PersonDeathRetracted = DomainEvent<
  'PersonDeathRetracted',
  {
    readonly personKey: string;
    /** The day that is taken back. */
    readonly diedOn: Personal<LocalDate>;
    readonly reason: Personal<string>;
    readonly source: Personal<FactSource>;
    /** Stable ids of the officer and, when delegated, of the one behind. */
    readonly retractedBy: readonly string[];
    readonly retractedOn: LocalDate;
  }
>;
/** A dated fact of the rule vocabulary. Its id is stable within the person: the same id replaces the fact. */
export interface IdentifiedFact {
  readonly factId: string;
  readonly fact: DatedFact;
}
/** All facts of one form. Values and even names of facts may be health data, so the whole list is encrypted. */
export type FactsRecorded = DomainEvent<'FactsRecorded', { readonly personKey: string; readonly facts: Personal<readonly IdentifiedFact[]> }>;
export type FactRetracted = DomainEvent<
  'FactRetracted',
  { readonly personKey: string; readonly factId: Personal<string>; readonly reason: Personal<string>; readonly source: FactSource }
>;
export type AccountRecorded = DomainEvent<
  'AccountRecorded',
  {
    readonly personKey: string;
    /** Keyed hash of the account number. */
    readonly accountKey: string;
    readonly accountNumber: Personal<string>;
    readonly holderName: Personal<string>;
    readonly bank: string;
    readonly validFrom: LocalDate;
    readonly source: FactSource;
  }
>;
export type FamilyLinked = DomainEvent<
  'FamilyLinked',
  { readonly personKey: string; readonly relation: 'spouse' | 'child' | 'parent'; readonly otherPersonKey: string; readonly validFrom: LocalDate; readonly validTo: LocalDate | null }
>;

const self = { schemaVersion: 1, subjects: ['personKey'] } as const;

export const personEventSpecs = describeEvents<PersonEvent>()({
  PersonRegistered: { ...self, personal: [{ of: 'personKey', fields: ['idNumber', 'name', 'sex', 'birthDate', 'phone', 'address'] }] },
  PersonDetailsCorrected: { ...self, personal: [{ of: 'personKey', fields: ['name', 'phone', 'address'] }] },
  PersonMoved: { ...self, personal: [] },
  PersonDied: { ...self, personal: [] },
  PersonDeathRetracted: { ...self, personal: [{ of: 'personKey', fields: ['diedOn', 'reason', 'source'] }] },
  FactsRecorded: { ...self, personal: [{ of: 'personKey', fields: ['facts'] }] },
  FactRetracted: { ...self, personal: [{ of: 'personKey', fields: ['factId', 'reason'] }] },
  AccountRecorded: { ...self, personal: [{ of: 'personKey', fields: ['accountNumber', 'holderName'] }] },
  FamilyLinked: { schemaVersion: 1, subjects: ['personKey', 'otherPersonKey'], personal: [] },
});
