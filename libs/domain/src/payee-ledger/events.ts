import { DomainEvent, Fen, Month, Text, describeEvents } from '@zhibu/kernel';
import { DueComponent, Scheme } from '@zhibu/policy';

/**
 * Stream `ledger-<personKey>`: every month ever claimed for a person, over all schemes. One stream guards
 * "paid once" and "never both" with one expected version, on every engine.
 */
export type PayeeLedgerEvent = DuesClaimed | DuesSuppressed | DuesReleased;

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
  }
>;
export type DuesReleased = DomainEvent<'DuesReleased', { readonly personKey: string; readonly batchId: string; readonly reason: string }>;

const spec = { schemaVersion: 1, subjects: ['personKey'], personal: [] };

export const payeeLedgerEventSpecs = describeEvents<PayeeLedgerEvent>()({ DuesClaimed: spec, DuesSuppressed: spec, DuesReleased: spec });
