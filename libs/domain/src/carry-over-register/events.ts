import { AreaCode, DomainEvent, LocalDate, Month, describeEvents } from '@zhibu/kernel';
import { Branch, Scheme } from '@zhibu/policy';

/**
 * Stream `register-<scheme>.<area>.<title hash>`: people of one scheme who were paid by the register kept before
 * this system. One officer loads it, another approves it as a whole, and only then is anybody carried over.
 */
export type CarryOverRegisterEvent = RegisterOpened | RegisterRowsRead | RegisterSubmitted | RegisterApproved | RegisterDeclined | RegisterPartCarriedOver;

export interface RegisterRow {
  readonly personKey: string;
  readonly branch: Branch | null;
  /** Last month that was paid before; payment goes on in the next one. */
  readonly paidThrough: Month;
  readonly entitledFrom: Month | null;
}
/** Somebody of the list who was not carried over, and why. */
export interface RefusedRow {
  readonly personKey: string;
  readonly code: string;
}
/** Somebody of the list with a case for the same scheme that was open when they were carried over: it goes back to the caseworker. */
export interface OpenCaseOfRow {
  readonly personKey: string;
  readonly applicationId: string;
}
/** After it was declined a register may be opened again, and is then read anew. */
export type RegisterOpened = DomainEvent<
  'RegisterOpened',
  {
    readonly registerId: string;
    readonly scheme: Scheme;
    readonly areaCode: AreaCode;
    readonly title: string;
    readonly statedRows: number;
    /** Officers who confirmed these people at the time; none of them may pay either. */
    readonly confirmedBy: readonly string[];
    /** Day for which the conditions are checked; left out, the day of carrying over. */
    readonly conditionsOn?: LocalDate;
    readonly openedBy: readonly string[];
    readonly openedOn: LocalDate;
  }
>;
/** Up to 500 rows with a hash of their own; a register is a stream of parts, never one giant event. */
export type RegisterRowsRead = DomainEvent<'RegisterRowsRead', { readonly registerId: string; readonly part: number; readonly rows: readonly RegisterRow[]; readonly hash: string; readonly readBy: readonly string[] }>;
/** Complete: what the approver looks at, with a hash over all parts. */
export type RegisterSubmitted = DomainEvent<
  'RegisterSubmitted',
  { readonly registerId: string; readonly rows: number; readonly listHash: string; readonly earliestPaidThrough: Month; readonly latestPaidThrough: Month; readonly submittedBy: readonly string[]; readonly submittedOn: LocalDate }
>;
export type RegisterApproved = DomainEvent<
  'RegisterApproved',
  { readonly registerId: string; readonly rows: number; readonly parts: number; readonly listHash: string; readonly decidedBy: readonly string[]; readonly approvedBy: readonly string[]; readonly approvedOn: LocalDate }
>;
export type RegisterDeclined = DomainEvent<'RegisterDeclined', { readonly registerId: string; readonly reason: string; readonly declinedBy: readonly string[]; readonly declinedOn: LocalDate }>;
export type RegisterPartCarriedOver = DomainEvent<'RegisterPartCarriedOver', { readonly registerId: string; readonly part: number; readonly carried: number; readonly refused: readonly RefusedRow[]; /** Absent when there were none. */ readonly openCases?: readonly OpenCaseOfRow[]; readonly doneOn: LocalDate }>;

const spec = (...subjects: string[]) => ({ schemaVersion: 1, subjects, personal: [] });

export const carryOverRegisterEventSpecs = describeEvents<CarryOverRegisterEvent>()({
  RegisterOpened: spec(),
  RegisterRowsRead: spec('rows.*.personKey'),
  RegisterSubmitted: spec(),
  RegisterApproved: spec(),
  RegisterDeclined: spec(),
  RegisterPartCarriedOver: spec('refused.*.personKey', 'openCases.*.personKey'),
});
