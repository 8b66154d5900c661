import { AreaCode, DomainEvent, Fen, LocalDate, Month, Personal, Text, describeEvents } from '@zhibu/kernel';
import { Branch, DueComponent, RateFacts, Scheme } from '@zhibu/policy';

/**
 * Stream `ledger-<personKey>`: every month ever claimed for a person, over all schemes. One stream guards
 * "paid once" and "never both" with one expected version, on every engine.
 */
export type PayeeLedgerEvent = DuesClaimed | DuesSuppressed | DuesReleased | DuesHeldAgain;

/**
 * Consecutive months that were worked out together, with everything their amount follows from. Kept with the amount,
 * because the right itself may be changed back in time later.
 */
export interface DuesRun {
  readonly fromMonth: Month;
  readonly toMonth: Month;
  readonly branch: Branch | null;
  readonly areaCode: AreaCode;
  /** Absent when the rates asked for no fact; `null` after erasure. */
  readonly rateFacts?: Personal<RateFacts>;
  /** SHA-256 of the rates in force in these months, as of that day. */
  readonly ratesHash: string;
}

/** The payment instruction of one line: what is due, why, to which account. Written before anything is sent. */
export type DuesClaimed = DomainEvent<
  'DuesClaimed',
  {
    readonly personKey: string;
    readonly entitlementId: string;
    readonly scheme: Scheme;
    readonly batchId: string;
    readonly lineNo: number;
    readonly accountKey: string;
    readonly months: readonly { readonly month: Month; readonly amountFen: Fen }[];
    readonly components: readonly DueComponent[];
    readonly amountFen: Fen;
    /** Claims of the first version have none. */
    readonly basis?: readonly DuesRun[];
    readonly claimedOn?: LocalDate;
  }
>;
/** Both rural reward and special relief were due: the lower one is not paid, and this says why. */
export type DuesSuppressed = DomainEvent<
  'DuesSuppressed',
  {
    readonly personKey: string;
    readonly entitlementId: string;
    readonly scheme: Scheme;
    readonly batchId: string;
    readonly months: readonly Month[];
    readonly amountFen: Fen;
    readonly higherScheme: Scheme;
    readonly higherAmountFen: Fen;
    readonly reason: Text;
    readonly basis?: readonly DuesRun[];
    readonly higherBasis?: readonly DuesRun[];
    readonly suppressedOn?: LocalDate;
  }
>;
export type DuesReleased = DomainEvent<
  'DuesReleased',
  { readonly personKey: string; readonly batchId: string; readonly reason: string; readonly scheme?: Scheme; readonly entitlementId?: string; readonly releasedOn?: LocalDate }
>;

/**
 * A closed batch had given these months back when the bank said that they were paid after all: nobody pays them
 * again before it is known. `contested`: months that other batches had claimed meanwhile, and which.
 */
export type DuesHeldAgain = DomainEvent<
  'DuesHeldAgain',
  {
    readonly personKey: string;
    readonly entitlementId: string;
    readonly batchId: string;
    readonly scheme: Scheme;
    readonly months: readonly Month[];
    readonly contested: readonly { readonly batchId: string; readonly months: readonly Month[] }[];
    readonly reason: string;
    readonly heldOn: LocalDate;
  }
>;

// No fold needs the basis, so ledgers are read without opening it.
const spec = (...fields: string[]) => ({ schemaVersion: 1, subjects: ['personKey'], personal: fields.length === 0 ? [] : [{ of: 'personKey', fields, evidence: true as const }] });

export const payeeLedgerEventSpecs = describeEvents<PayeeLedgerEvent>()({
  DuesClaimed: spec('basis.*.rateFacts'),
  DuesSuppressed: spec('basis.*.rateFacts', 'higherBasis.*.rateFacts'),
  DuesReleased: spec(),
  DuesHeldAgain: spec(),
});
