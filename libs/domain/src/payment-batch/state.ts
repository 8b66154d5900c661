import { AreaCode, Fen, SharePart } from '@zhibu/kernel';
import { FundingLevel, Scheme } from '@zhibu/policy';
import { ChunkTotals } from './events';

export type PaymentBatchStatus = 'none' | 'open' | 'planned' | 'frozen' | 'submitted' | 'approved' | 'funded' | 'filed' | 'sent' | 'closed' | 'cancelled';

export interface BatchFile {
  readonly fileNo: number;
  readonly sha256: string;
  readonly lines: number;
  readonly totalFen: Fen;
  readonly sent: boolean;
}
/** What one return file changed, kept to recognise it and to check the totals at closing. */
export interface BatchReturns {
  readonly returnFileId: string;
  readonly creditedFen: Fen;
  readonly returnedFen: Fen;
  readonly unknownFen: Fen;
  readonly exceptions: number;
}
export interface BatchReissue {
  readonly fileNo: number;
  readonly instructions: readonly string[];
  readonly totalFen: Fen;
}
export interface PaymentBatchState {
  readonly status: PaymentBatchStatus;
  readonly batchId: string;
  readonly scheme: Scheme;
  readonly areaCode: AreaCode;
  /** Everybody who opened, froze or submitted the list, over all rounds: none of them approves it. */
  readonly preparers: readonly string[];
  /** Officers who confirmed anybody on the list. */
  readonly confirmers: readonly string[];
  readonly chunksPlanned: readonly number[];
  readonly chunks: Readonly<Record<number, ChunkTotals>>;
  readonly lines: number;
  readonly totalFen: Fen;
  readonly byLevel: readonly SharePart<FundingLevel>[];
  readonly listHash: string | null;
  /** Acting ids of each approval of the present submission. */
  readonly approvals: readonly (readonly string[])[];
  readonly fundsMissing: readonly SharePart<FundingLevel>[];
  readonly files: readonly BatchFile[];
  readonly returns: readonly BatchReturns[];
  readonly reissues: readonly BatchReissue[];
  /** Nothing is claimed or reserved for it any more. */
  readonly released: boolean;
}

export const noBatch: PaymentBatchState = {
  status: 'none',
  batchId: '',
  scheme: '',
  areaCode: '',
  preparers: [],
  confirmers: [],
  chunksPlanned: [],
  chunks: {},
  lines: 0,
  totalFen: 0,
  byLevel: [],
  listHash: null,
  approvals: [],
  fundsMissing: [],
  files: [],
  returns: [],
  reissues: [],
  released: false,
};

/** The file that instructions reissued now belong to; 1 before the first file is written. */
export const nextFileNo = (state: PaymentBatchState): number => state.files.length + 1;

/** Chunks of the plan that are not built yet, in order. */
export const chunksMissing = (state: PaymentBatchState): number[] => state.chunksPlanned.filter((chunk) => state.chunks[chunk] === undefined);

/** Instructions and money that a file must carry: the whole list in file 1, later what was reissued for it. */
export const fileContent = (state: PaymentBatchState, fileNo: number): { readonly lines: number; readonly totalFen: Fen } => {
  if (fileNo === 1) return { lines: state.lines, totalFen: state.totalFen };
  const reissues = state.reissues.filter((reissue) => reissue.fileNo === fileNo);
  return {
    lines: reissues.reduce((lines, reissue) => lines + reissue.instructions.length, 0),
    totalFen: reissues.reduce((total, reissue) => total + reissue.totalFen, 0),
  };
};
