import { AreaCode, DomainCommand, Fen, LocalDate, SharePart } from '@zhibu/kernel';
import { FundingLevel, Scheme } from '@zhibu/policy';

interface Account {
  readonly fundId: string;
  readonly scheme: Scheme;
  readonly areaCode: AreaCode;
  readonly year: number;
}

/** Who had a hand in the list that is to be paid, as its batch says: no other stream is read here. */
export interface ListDuties {
  readonly preparers: readonly string[];
  /** Acting ids of each approval. */
  readonly approvals: readonly (readonly string[])[];
}

export type FundCommand =
  | DomainCommand<'RecordFundReceipt', Account & { readonly receiptNo: string; readonly level: FundingLevel; readonly amountFen: Fen; readonly receivedOn: LocalDate; readonly document: string }>
  | DomainCommand<'ReserveFunds', Account & { readonly batchId: string; readonly byLevel: readonly SharePart<FundingLevel>[]; readonly context: ListDuties }>
  /** `bar`, with no amounts: nothing is reserved for a batch that ended, and nothing will be. */
  | DomainCommand<'ReleaseFunds', Account & { readonly batchId: string; readonly byLevel: readonly SharePart<FundingLevel>[]; readonly reason: string; readonly bar?: boolean }>
  /** `afterRelease`: the batch has ended, so what its reservation no longer holds is booked beyond it. */
  | DomainCommand<'UseFunds', Account & { readonly batchId: string; readonly byLevel: readonly SharePart<FundingLevel>[]; readonly usedOn: LocalDate; readonly returnFileId?: string; readonly reconciliation?: string; readonly afterRelease?: boolean }>
  | DomainCommand<'TakeBackFunds', Account & { readonly batchId: string; readonly byLevel: readonly SharePart<FundingLevel>[]; readonly reconciliation: string; readonly today: LocalDate }>
  | DomainCommand<'AllowOverdraft', Account & { readonly level: FundingLevel; readonly limitFen: Fen; readonly document: string }>;
