import { Fen } from '@zhibu/kernel';

export interface ReturnFileState {
  readonly returnFileId: string | null;
  readonly batchId: string;
  readonly fileNo: number;
  /** As stated by the file. */
  readonly rows: number;
  readonly totalFen: Fen;
  readonly rowsRead: number;
  readonly readFen: Fen;
  readonly partsRead: number;
  readonly applied: { readonly credited: number; readonly returned: number; readonly unknown: number; readonly exceptions: number } | null;
}

export const noReturnFile: ReturnFileState = { returnFileId: null, batchId: '', fileNo: 0, rows: 0, totalFen: 0, rowsRead: 0, readFen: 0, partsRead: 0, applied: null };

/** Every row is here and they add to what the file states; only then may lines be settled from it. */
export const returnFileComplete = (state: ReturnFileState): boolean =>
  state.returnFileId !== null && state.rowsRead === state.rows && state.readFen === state.totalFen;
