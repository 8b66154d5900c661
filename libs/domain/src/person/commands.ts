import { AreaCode, DomainCommand, LocalDate } from '@zhibu/kernel';
import { FactSource } from '@zhibu/policy';
import { IdentifiedFact } from './events';

export type PersonCommand =
  | DomainCommand<
      'RegisterPerson',
      {
        readonly personKey: string;
        /** 15 or 18 digits as entered. */
        readonly idNumber: string;
        readonly name: string;
        readonly phone: string | null;
        readonly address: string | null;
        readonly areaCode: AreaCode;
        readonly source: FactSource;
      }
    >
  /** A form speaks of somebody who is registered already: refused when its name or village is another one; writes nothing. */
  | DomainCommand<'MatchPerson', { readonly name: string; readonly areaCode: AreaCode }>
  | DomainCommand<'CorrectPersonDetails', { readonly name?: string; readonly phone?: string; readonly address?: string; readonly source: FactSource; readonly reason: string }>
  | DomainCommand<'MovePerson', { readonly toArea: AreaCode; readonly movedOn: LocalDate; readonly source: FactSource }>
  | DomainCommand<'RecordDeath', { readonly diedOn: LocalDate; readonly source: FactSource }>
  /** The death was recorded wrongly: of somebody else, or never happened. A right day is recorded afterwards. */
  | DomainCommand<'RetractDeath', { readonly reason: string; readonly source: FactSource }>
  /** Several facts at once, so that one form is one command. A fact with a known `factId` replaces it. */
  | DomainCommand<'RecordFacts', { readonly facts: readonly IdentifiedFact[] }>
  | DomainCommand<'RetractFact', { readonly factId: string; readonly reason: string; readonly source: FactSource }>
  | DomainCommand<'RecordAccount', { readonly accountKey: string; readonly accountNumber: string; readonly holderName: string; readonly bank: string; readonly validFrom: LocalDate; readonly source: FactSource }>
  | DomainCommand<'LinkFamily', { readonly relation: 'spouse' | 'child' | 'parent'; readonly otherPersonKey: string; readonly validFrom: LocalDate; readonly validTo: LocalDate | null }>;
