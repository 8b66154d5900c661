import { DomainCommand, Fen, LocalDate } from '@zhibu/kernel';
import { ReturnFileRow } from './events';

export type ReturnFileCommand =
  | DomainCommand<'ReceiveReturnFile', { readonly returnFileId: string; readonly batchId: string; readonly fileNo: number; /** As the trailer or header states them. */ readonly statedRows: number; readonly statedTotalFen: Fen; readonly layout: string; readonly rows: readonly ReturnFileRow[]; readonly today: LocalDate }>
  | DomainCommand<'MarkReturnFileApplied', { readonly credited: number; readonly returned: number; readonly unknown: number; readonly exceptions: number; readonly today: LocalDate }>;
