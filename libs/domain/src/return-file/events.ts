import { DomainEvent, Fen, LocalDate, describeEvents } from '@zhibu/kernel';
import { ReturnReason, SettledStatus } from '../payment-lines/events';

/** Stream `returnfile-<sha256>`: the same file twice meets "must not exist yet". Rows hold no personal data. */
export type ReturnFileEvent = ReturnFileReceived | ReturnRowsRead | ReturnFileApplied;

export interface ReturnFileRow {
  readonly lineNo: number;
  readonly attempt: number;
  readonly status: SettledStatus;
  readonly reason: ReturnReason | null;
  readonly amountFen: Fen;
  /** The bank's value day of a credit, where its answer tells it. */
  readonly creditedOn?: LocalDate;
}
export type ReturnFileReceived = DomainEvent<
  'ReturnFileReceived',
  { readonly returnFileId: string; readonly batchId: string; readonly fileNo: number; readonly rows: number; readonly totalFen: Fen; readonly layout: string; readonly receivedOn: LocalDate; /** By the file itself, where it tells. */ readonly answeredOn?: LocalDate; readonly receivedBy: readonly string[] }
>;
/** Part of the rows, with a hash of its own; a file is a stream of chunks, never one giant event. */
export type ReturnRowsRead = DomainEvent<'ReturnRowsRead', { readonly returnFileId: string; readonly part: number; readonly rows: readonly ReturnFileRow[]; readonly hash: string }>;
export type ReturnFileApplied = DomainEvent<'ReturnFileApplied', { readonly returnFileId: string; readonly batchId: string; readonly credited: number; readonly returned: number; readonly unknown: number; readonly exceptions: number; readonly appliedOn: LocalDate }>;

const spec = { schemaVersion: 1, subjects: [], personal: [] };

export const returnFileEventSpecs = describeEvents<ReturnFileEvent>()({ ReturnFileReceived: spec, ReturnRowsRead: spec, ReturnFileApplied: spec });
