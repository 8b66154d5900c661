import { Fen } from '@zhibu/kernel';

export interface ReturnFileState {
  readonly returnFileId: string | null;
  readonly batchId: string;
  readonly fileNo: number;
  readonly rows: number;
  readonly totalFen: Fen;
  readonly partsRead: number;
  readonly applied: { readonly credited: number; readonly returned: number; readonly unknown: number; readonly exceptions: number } | null;
}

export const noReturnFile: ReturnFileState = { returnFileId: null, batchId: '', fileNo: 0, rows: 0, totalFen: 0, partsRead: 0, applied: null };
