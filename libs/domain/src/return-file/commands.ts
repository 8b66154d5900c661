import { DomainCommand, Fen, LocalDate } from '@zhibu/kernel';
import { ReturnFileRow } from './events';

export type ReturnFileCommand =
  | DomainCommand<'ReceiveReturnFile', { readonly returnFileId: string; readonly batchId: string; readonly fileNo: number; /** As the trailer or header states them. */ readonly statedRows: number; readonly statedTotalFen: Fen; readonly layout: string; readonly answeredOn?: LocalDate; readonly rows: readonly ReturnFileRow[]; /** True when `AddReturnRows` brings the rest: one append holds 7,000 rows at most. */ readonly moreRowsFollow?: boolean; readonly today: LocalDate }>
  /** `firstPart` is the number of the part that the first of these rows begins. */
  | DomainCommand<'AddReturnRows', { readonly returnFileId: string; readonly firstPart: number; readonly rows: readonly ReturnFileRow[] }>
  | DomainCommand<'MarkReturnFileApplied', { readonly credited: number; readonly returned: number; readonly unknown: number; readonly exceptions: number; readonly today: LocalDate }>;
