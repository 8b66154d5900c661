import { AreaCode, DomainEvent, Fen, LocalDate, SharePart, describeEvents } from '@zhibu/kernel';
import { FundingLevel, Scheme } from '@zhibu/policy';

/** Stream `fund-<fundId>` with id `<scheme>.<county>.<year>`: money in place, by funding level. */
export type FundEvent = FundReceived | FundsReserved | FundsReleased | FundsUsed | FundsUsedAfterRelease | FundsTakenBack | OverdraftAllowed;

interface Account {
  readonly fundId: string;
  readonly scheme: Scheme;
  readonly areaCode: AreaCode;
  readonly year: number;
}
export type FundReceived = DomainEvent<'FundReceived', Account & { readonly receiptNo: string; readonly level: FundingLevel; readonly amountFen: Fen; readonly receivedOn: LocalDate; /** 文号 of the transfer. */ readonly document: string }>;
export type FundsReserved = DomainEvent<'FundsReserved', Account & { readonly batchId: string; readonly byLevel: readonly SharePart<FundingLevel>[] }>;
/** Without amounts: a batch ended before anything was reserved for it, and nothing will be. */
export type FundsReleased = DomainEvent<'FundsReleased', Account & { readonly batchId: string; readonly byLevel: readonly SharePart<FundingLevel>[]; readonly reason: string }>;
/** What the bank said, or two officers found out about a line: `<lineNo>/<reconciliation>`. */
interface Cause {
  readonly returnFileId?: string;
  readonly reconciliation?: string;
}
/** Money that was credited to people; what came back is released. */
export type FundsUsed = DomainEvent<'FundsUsed', Account & Cause & { readonly batchId: string; readonly byLevel: readonly SharePart<FundingLevel>[]; readonly usedOn?: LocalDate }>;
/**
 * Money that turned out to have reached people after its batch had given the reservation back. It is gone, whatever
 * is reserved: it is booked beyond the reservation, and the account may fall below zero by it.
 */
export type FundsUsedAfterRelease = DomainEvent<'FundsUsedAfterRelease', Account & Cause & { readonly batchId: string; readonly byLevel: readonly SharePart<FundingLevel>[]; readonly usedOn: LocalDate }>;
/** Money that was booked as used and came back: it is reserved for its batch again. */
export type FundsTakenBack = DomainEvent<'FundsTakenBack', Account & { readonly batchId: string; readonly byLevel: readonly SharePart<FundingLevel>[]; readonly reconciliation: string; readonly takenBackOn: LocalDate }>;
/** A recorded decision that lets the county pay out more than it holds. */
export type OverdraftAllowed = DomainEvent<'OverdraftAllowed', Account & { readonly level: FundingLevel; readonly limitFen: Fen; readonly document: string; readonly decidedBy: readonly string[] }>;

const spec = { schemaVersion: 1, subjects: [], personal: [] };

/** The first version kept all ids in one text with blanks between them; no id holds a blank. */
const toList = (data: { readonly decidedBy: string }): unknown => ({ ...data, decidedBy: data.decidedBy.split(' ') });

export const fundEventSpecs = describeEvents<FundEvent>()({
  FundReceived: spec,
  FundsReserved: spec,
  FundsReleased: spec,
  FundsUsed: spec,
  FundsUsedAfterRelease: spec,
  FundsTakenBack: spec,
  OverdraftAllowed: { ...spec, schemaVersion: 2, upcasters: { 1: toList } },
});
