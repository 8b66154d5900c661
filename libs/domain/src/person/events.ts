import { AreaCode, DomainEvent, LocalDate, Personal, describeEvents, sealedSince } from '@zhibu/kernel';
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

/** A source whose texts are sealed. Its day stands in the clear, because residences begin with it also after erasure. */
export type SealedSource = Omit<FactSource, 'reference' | 'issuedBy'> & { readonly reference: Personal<string>; readonly issuedBy?: Personal<string> };

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
    readonly source: SealedSource;
  }
>;
export type PersonDetailsCorrected = DomainEvent<
  'PersonDetailsCorrected',
  {
    readonly personKey: string;
    readonly name?: Personal<string>;
    readonly phone?: Personal<string>;
    readonly address?: Personal<string>;
    readonly source: Personal<FactSource>;
    readonly reason: Personal<string>;
  }
>;
export type PersonMoved = DomainEvent<
  'PersonMoved',
  { readonly personKey: string; readonly fromArea: AreaCode; readonly toArea: AreaCode; readonly movedOn: LocalDate; readonly source: SealedSource }
>;
export type PersonDied = DomainEvent<
  'PersonDied',
  { readonly personKey: string; readonly diedOn: Personal<LocalDate>; readonly source: Personal<FactSource> }
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
  { readonly personKey: string; readonly factId: Personal<string>; readonly reason: Personal<string>; readonly source: Personal<FactSource> }
>;
export type AccountRecorded = DomainEvent<
  'AccountRecorded',
  {
    readonly personKey: string;
    /** Keyed hash of the account number. */
    readonly accountKey: string;
    readonly accountNumber: Personal<string>;
    readonly holderName: Personal<string>;
    readonly bank: Personal<string>;
    readonly validFrom: LocalDate;
    readonly source: Personal<FactSource>;
  }
>;
export type FamilyLinked = DomainEvent<
  'FamilyLinked',
  { readonly personKey: string; readonly relation: 'spouse' | 'child' | 'parent'; readonly otherPersonKey: string; readonly validFrom: LocalDate; readonly validTo: LocalDate | null }
>;

const self = { schemaVersion: 1, subjects: ['personKey'] } as const;
/** Before, days of death, banks, reasons and sources stood in the clear. */
const second = { ...self, schemaVersion: 2, upcasters: { 1: sealedSince } } as const;
const own = (...fields: string[]) => [{ of: 'personKey', fields }];
const sourceTexts = ['source.reference', 'source.issuedBy'] as const;

export const personEventSpecs = describeEvents<PersonEvent>()({
  PersonRegistered: { ...second, personal: own('idNumber', 'name', 'sex', 'birthDate', 'phone', 'address', ...sourceTexts) },
  PersonDetailsCorrected: { ...second, personal: own('name', 'phone', 'address', 'reason', 'source') },
  PersonMoved: { ...second, personal: own(...sourceTexts) },
  PersonDied: { ...second, personal: own('diedOn', 'source') },
  PersonDeathRetracted: { ...self, personal: own('diedOn', 'reason', 'source') },
  FactsRecorded: { ...self, personal: own('facts') },
  FactRetracted: { ...second, personal: own('factId', 'reason', 'source') },
  AccountRecorded: { ...second, personal: own('accountNumber', 'holderName', 'bank', 'source') },
  FamilyLinked: { schemaVersion: 1, subjects: ['personKey', 'otherPersonKey'], personal: [] },
});
