import { AreaCode, DomainEvent, Fen, LocalDate, SharePart, describeEvents } from '@zhibu/kernel';
import { FundingLevel, Scheme } from '@zhibu/policy';

/** Stream `fund-<fundId>` with id `<scheme>.<county>.<year>`: money in place, by funding level. */
export type FundEvent = FundReceived | FundsReserved | FundsReleased | FundsUsed | OverdraftAllowed;

interface Account {
  readonly fundId: string;
  readonly scheme: Scheme;
  readonly areaCode: AreaCode;
  readonly year: number;
}
export type FundReceived = DomainEvent<'FundReceived', Account & { readonly receiptNo: string; readonly level: FundingLevel; readonly amountFen: Fen; readonly receivedOn: LocalDate; /** 文号 of the transfer. */ readonly document: string }>;
export type FundsReserved = DomainEvent<'FundsReserved', Account & { readonly batchId: string; readonly byLevel: readonly SharePart<FundingLevel>[] }>;
export type FundsReleased = DomainEvent<'FundsReleased', Account & { readonly batchId: string; readonly byLevel: readonly SharePart<FundingLevel>[]; readonly reason: string }>;
/** Money that was credited to people; what came back is released. */
export type FundsUsed = DomainEvent<'FundsUsed', Account & { readonly batchId: string; readonly byLevel: readonly SharePart<FundingLevel>[] }>;
/** A recorded decision that lets the county pay out more than it holds. */
export type OverdraftAllowed = DomainEvent<'OverdraftAllowed', Account & { readonly level: FundingLevel; readonly limitFen: Fen; readonly document: string; readonly decidedBy: string }>;

const spec = { schemaVersion: 1, subjects: [], personal: [] };

export const fundEventSpecs = describeEvents<FundEvent>()({ FundReceived: spec, FundsReserved: spec, FundsReleased: spec, FundsUsed: spec, OverdraftAllowed: spec });
