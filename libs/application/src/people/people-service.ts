import { AreaCode, LocalDate, Result } from '@zhibu/kernel';
import { PersonEvent } from '@zhibu/domain';
import { DatedFact, FactSource } from '@zhibu/policy';
import { CommandContext } from '../execute/context';
import { Done, Outcome } from '../execute/outcome';

export interface FactInput {
  /** Stable within the person: the same id replaces the fact. Left out: made from owner, name and first day. */
  readonly factId?: string;
  readonly fact: DatedFact;
}

export interface AccountInput {
  readonly accountNumber: string;
  readonly holderName: string;
  readonly bank: string;
  readonly validFrom: LocalDate;
  readonly source: FactSource;
}

export interface PersonForm {
  /** 15 or 18 digits; both forms are one person. */
  readonly idNumber: string;
  readonly name: string;
  readonly phone: string | null;
  readonly address: string | null;
  /** Village or community of residence, 12 digits. */
  readonly areaCode: AreaCode;
  readonly source: FactSource;
  readonly facts?: readonly FactInput[];
  readonly account?: AccountInput;
}

export interface PersonRef {
  readonly personKey: string;
}

export interface PeopleService {
  /** Key of a person from a 15- or 18-digit number. Refuses `id-number.*`. */
  keyOf(idNumber: string): Result<string>;
  /**
   * Registers a person with facts and account in one form. Refuses `person.already-registered`, unless
   * `existing: 'update'`: then facts and account are added to the person who is there, unless the form names
   * somebody else (`person.other-name`) or another village (`person.other-area`).
   */
  register(context: CommandContext, form: PersonForm, options?: { readonly existing: 'refuse' | 'update' }): Promise<Done<PersonRef>>;
  correctDetails(context: CommandContext, input: PersonRef & { readonly name?: string; readonly phone?: string; readonly address?: string; readonly source: FactSource; readonly reason: string }): Promise<Outcome<PersonEvent>>;
  recordFacts(context: CommandContext, input: PersonRef & { readonly facts: readonly FactInput[] }): Promise<Outcome<PersonEvent>>;
  retractFact(context: CommandContext, input: PersonRef & { readonly factId: string; readonly reason: string; readonly source: FactSource }): Promise<Outcome<PersonEvent>>;
  recordAccount(context: CommandContext, input: PersonRef & AccountInput): Promise<Outcome<PersonEvent>>;
  move(context: CommandContext, input: PersonRef & { readonly toArea: AreaCode; readonly movedOn: LocalDate; readonly source: FactSource }): Promise<Outcome<PersonEvent>>;
  /** The exits of the person's entitlements follow by the process manager. */
  recordDeath(context: CommandContext, input: PersonRef & { readonly diedOn: LocalDate; readonly source: FactSource }): Promise<Outcome<PersonEvent>>;
  /** For a death that was recorded wrongly; the right day can be recorded afterwards. Refuses `person.not-died`. */
  retractDeath(context: CommandContext, input: PersonRef & { readonly reason: string; readonly source: FactSource }): Promise<Outcome<PersonEvent>>;
  linkFamily(context: CommandContext, input: PersonRef & { readonly relation: 'spouse' | 'child' | 'parent'; readonly otherPersonKey: string; readonly validFrom: LocalDate; readonly validTo: LocalDate | null }): Promise<Outcome<PersonEvent>>;
}
