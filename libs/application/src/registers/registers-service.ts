import { AreaCode, LocalDate, Month } from '@zhibu/kernel';
import { CarryOverRegisterEvent } from '@zhibu/domain';
import { Branch, Scheme } from '@zhibu/policy';
import { CommandContext } from '../execute/context';
import { Done, Outcome } from '../execute/outcome';
import { ImportColumn, ImportRow, MatchedColumn, RejectedRow } from '../imports/imports-service';

export interface RegisterRef {
  readonly registerId: string;
}

/** One person of the register kept before this system. */
export interface RegisterRowInput {
  readonly personKey: string;
  readonly branch: Branch | null;
  /** Last month that was paid before; payment goes on in the next one. */
  readonly paidThrough: Month;
  readonly entitledFrom?: Month | null;
}

export interface RegisterHead {
  readonly scheme: Scheme;
  /** County, township or village that everybody on it lives in. */
  readonly areaCode: AreaCode;
  /** Name and year, for example `2015 年度名册`; unique in its area and scheme. */
  readonly title: string;
  /** Stable ids of those who confirmed these people at the time; they may not pay either. */
  readonly confirmedBy?: readonly string[];
  /** Day for which the conditions are checked. Default: the day of carrying over. */
  readonly conditionsOn?: LocalDate;
}

/** Rows of a table read as rows of a register, and those that cannot be. */
export interface RegisterTable {
  readonly rows: readonly RegisterRowInput[];
  readonly rejected: readonly RejectedRow[];
}

export interface CarriedOver {
  readonly carried: number;
  readonly refused: number;
}

type Written = Promise<Outcome<CarryOverRegisterEvent>>;

/** Taking over people who were paid before: loaded by one officer, approved by another, carried over by the automation. */
export interface RegistersService {
  /** Headers of a table of people; each may be written in Chinese or English. */
  readonly columns: readonly ImportColumn[];
  /** What each header is taken for, and which columns none of them is taken for. */
  match(headers: readonly string[]): { readonly columns: readonly MatchedColumn[]; readonly missing: readonly ImportColumn[] };
  /** Pure but for the keys of people; says of each bad row what is wrong. */
  rowsOf(table: readonly ImportRow[]): RegisterTable;
  /** Begins a register of `statedRows` people. One that was declined may be begun again. */
  open(context: CommandContext, input: RegisterHead & { readonly statedRows: number }): Promise<Done<RegisterRef>>;
  /** At most 500 rows; parts are numbered from 1, and the same part again changes nothing. */
  addRows(context: CommandContext, input: RegisterRef & { readonly part: number; readonly rows: readonly RegisterRowInput[] }): Written;
  /** A whole list in parts, the last step but the submission; at most 100,000 rows. Safe to repeat with the same key. */
  addAll(context: CommandContext, input: RegisterRef & { readonly rows: readonly RegisterRowInput[] }): Written;
  submit(context: CommandContext, input: RegisterRef): Promise<Done<RegisterRef & { readonly rows: number; readonly listHash: string }>>;
  /** The steps above for a list that is at hand; at most 100,000 rows. Safe to repeat with the same key. */
  load(context: CommandContext, input: RegisterHead & { readonly rows: readonly RegisterRowInput[] }): Promise<Done<RegisterRef & { readonly rows: number; readonly listHash: string }>>;
  /** By somebody who took no part in preparing it, with the hash of the list they looked at. */
  approve(context: CommandContext, input: RegisterRef & { readonly listHash: string }): Written;
  decline(context: CommandContext, input: RegisterRef & { readonly reason: string }): Written;
  /** Follows the approval; the conditions are checked now and the decision kept. Safe to repeat. */
  carryOverPart(context: CommandContext, input: RegisterRef & { readonly part: number }): Promise<Done<CarriedOver>>;
  /** Every part that is not done; what workers do otherwise. */
  carryOverAll(context: CommandContext, input: RegisterRef, onProgress?: (rowsDone: number) => void): Promise<Done<CarriedOver>>;
}
