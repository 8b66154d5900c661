import { AreaCode, Fen, SharePart, sumFen } from '@zhibu/kernel';
import { FundingLevel, Scheme } from '@zhibu/policy';
import { ChunkTotals } from './events';

export type PaymentBatchStatus = 'none' | 'open' | 'planned' | 'frozen' | 'submitted' | 'approved' | 'funded' | 'filed' | 'sent' | 'closed' | 'cancelled';

export interface BatchFile {
  readonly fileNo: number;
  readonly sha256: string;
  readonly lines: number;
  readonly totalFen: Fen;
  readonly sent: boolean;
  /** Counts the files under one number from 1. */
  readonly version: number;
  /** Null for files from before it was kept. */
  readonly instructionsHash: string | null;
  /** Acting ids of who wrote it or took it out of the system. */
  readonly handledBy: readonly string[];
}
/** A file that never was and never will be sent. */
export type VoidedFile = Pick<BatchFile, 'fileNo' | 'version' | 'sha256'>;
/** What one return file changed, kept to recognise it and to check the totals at closing. */
export interface BatchReturns {
  readonly returnFileId: string;
  readonly creditedFen: Fen;
  readonly returnedFen: Fen;
  readonly unknownFen: Fen;
  readonly exceptions: number;
}
/** What a reconciliation added to the sums of the answers, or took away. */
export interface BatchReconciliation {
  readonly lineNo: number;
  readonly reconciliation: number;
  readonly creditedFen: Fen;
  readonly returnedFen: Fen;
}
export interface BatchReissue {
  readonly fileNo: number;
  readonly instructions: readonly string[];
  readonly totalFen: Fen;
  /** By instruction; an instruction from before accounts were kept has none. */
  readonly accounts: Readonly<Record<string, string>>;
}
/** A line that waits for somebody to approve the account it is to go to. */
export interface ReissueProposal {
  readonly lineNo: number;
  readonly attempt: number;
  readonly amountFen: Fen;
  readonly accountKey: string;
  readonly accountRecordedBy: readonly string[];
  readonly proposedBy: readonly string[];
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
  /** Written and not voided. */
  readonly files: readonly BatchFile[];
  readonly voidedFiles: readonly VoidedFile[];
  readonly returns: readonly BatchReturns[];
  readonly reconciliations: readonly BatchReconciliation[];
  readonly reissues: readonly BatchReissue[];
  readonly proposals: readonly ReissueProposal[];
  /** Acting ids of everybody who approved a reissue. */
  readonly reissueApprovers: readonly string[];
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
  voidedFiles: [],
  returns: [],
  reconciliations: [],
  reissues: [],
  proposals: [],
  reissueApprovers: [],
  released: false,
};

/** Credited by return files and by reconciliations: what the lines have to add to. */
export const creditedFenOf = ({ returns, reconciliations }: PaymentBatchState): Fen => sumFen([...returns, ...reconciliations].map((entry) => entry.creditedFen));

/** Returned over all instructions, whether reissued since or not. */
export const returnedFenOf = ({ returns, reconciliations }: PaymentBatchState): Fen => sumFen([...returns, ...reconciliations].map((entry) => entry.returnedFen));

/** The file that instructions reissued now belong to; 1 before the first file is written. A voided number is not given to new ones. */
export const nextFileNo = (state: PaymentBatchState): number => Math.max(0, ...[...state.files, ...state.voidedFiles].map((file) => file.fileNo)) + 1;

/** Numbers under which a file may be written now, in order: of voided files that have no successor, then the next one. */
export const fileNosToWrite = (state: PaymentBatchState): number[] => {
  const written = new Set(state.files.map((file) => file.fileNo));
  return [...new Set([...state.voidedFiles.map((file) => file.fileNo).filter((fileNo) => !written.has(fileNo)), nextFileNo(state)])].sort((a, b) => a - b);
};

/** 1 for the first file under a number, one more for each that was voided. */
export const fileVersionOf = (state: PaymentBatchState, fileNo: number): number =>
  state.files.find((file) => file.fileNo === fileNo)?.version ?? 1 + state.voidedFiles.filter((file) => file.fileNo === fileNo).length;

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
