import { Fen, LocalDate } from '@zhibu/kernel';
import { LineExceptionKind, LinesBuilt, PaymentLine, ReconciledOutcome, ReturnReason } from './events';

export type LineStatus = 'pending' | 'sent' | 'credited' | 'returned' | 'unknown';

/** What one officer proposed and nobody has approved or declined; a later word of the bank makes it void. */
export interface OpenReconciliation {
  readonly reconciliation: number;
  readonly outcome: ReconciledOutcome;
  readonly creditedOn: LocalDate | null;
  readonly decidedBy: readonly string[];
}

/** A line by its latest instruction. Earlier attempts were all returned; they stay in `failures`. */
export interface LineState extends PaymentLine {
  readonly attempt: number;
  readonly status: LineStatus;
  /** The file that carries the latest instruction. */
  readonly fileNo: number;
  readonly failures: readonly { readonly attempt: number; readonly reason: ReturnReason }[];
  /** The bank once said that an instruction it had returned was credited: nothing of this line goes out again. */
  readonly lateCredit: boolean;
  /** Day on which each instruction was sent. */
  readonly sentOn: Readonly<Record<number, LocalDate>>;
  /** The latest instruction whose return was counted, so that it is counted once. */
  readonly returnedAttempt: number;
  /** What the bank's answers left for people to look at. */
  readonly openExceptions: readonly LineExceptionKind[];
  /** Proposals so far. */
  readonly reconciliations: number;
  readonly proposal: OpenReconciliation | null;
}

/** What one return file changed in this chunk: amounts in fen and numbers of lines. */
export interface ReturnFileTotals {
  readonly creditedFen: Fen;
  readonly returnedFen: Fen;
  readonly unknownFen: Fen;
  readonly credited: number;
  readonly returned: number;
  readonly unknown: number;
  readonly exceptions: number;
}
export const noReturnTotals: ReturnFileTotals = { creditedFen: 0, returnedFen: 0, unknownFen: 0, credited: 0, returned: 0, unknown: 0, exceptions: 0 };

export interface PaymentLinesState {
  readonly status: 'none' | 'planned' | 'built' | 'cancelled';
  readonly batchId: string;
  readonly chunk: number;
  /** Whose lines these are to be, in order. */
  readonly entitlementIds: readonly string[];
  /** Lines and exceptions as built, to recognise the same command: hashed when one comes, not each time the chunk is read. */
  readonly built: Pick<LinesBuilt['data'], 'lines' | 'exceptions'> | null;
  readonly lines: Readonly<Record<number, LineState>>;
  readonly filesSent: readonly number[];
  readonly returnFiles: Readonly<Record<string, ReturnFileTotals>>;
}

export const noLines: PaymentLinesState = { status: 'none', batchId: '', chunk: 0, entitlementIds: [], built: null, lines: {}, filesSent: [], returnFiles: {} };

/** A line of which the bank's answers say nothing certain, or something that people have not looked at. */
export const needsReconciliation = (line: LineState): boolean =>
  line.status === 'unknown' || ((line.status === 'credited' || line.status === 'returned') && line.openExceptions.length > 0);

/** Lines in order of their number. */
export const linesOf = (state: PaymentLinesState): LineState[] => Object.values(state.lines).sort((a, b) => a.lineNo - b.lineNo);

export interface PaymentLinesTotals {
  readonly lines: number;
  readonly approvedFen: Fen;
  readonly creditedFen: Fen;
  readonly returnedFen: Fen;
  /** Not yet sent, or sent and not answered. */
  readonly pendingFen: Fen;
  readonly unknownFen: Fen;
}

/** Where the money of a chunk is, by the latest instruction of each line. The four parts add to `approvedFen`. */
export const paymentLinesTotals = (state: PaymentLinesState): PaymentLinesTotals => {
  const totals = { lines: 0, approvedFen: 0, creditedFen: 0, returnedFen: 0, pendingFen: 0, unknownFen: 0 };
  if (state.status !== 'built') return totals;
  for (const line of Object.values(state.lines)) {
    totals.lines += 1;
    totals.approvedFen += line.amountFen;
    if (line.status === 'credited') totals.creditedFen += line.amountFen;
    else if (line.status === 'returned') totals.returnedFen += line.amountFen;
    else if (line.status === 'unknown') totals.unknownFen += line.amountFen;
    else totals.pendingFen += line.amountFen;
  }
  return totals;
};

/** What a return file changed here, zero when it was never applied; read from the state, so a restart repeats nothing. */
export const returnFileTotalsOf = (state: PaymentLinesState, returnFileId: string): ReturnFileTotals => state.returnFiles[returnFileId] ?? noReturnTotals;

/** The instructions that a file carries, in order: pending ones that belong to it. A held or sent line is not among them. */
export const instructionsOfFile = (state: PaymentLinesState, fileNo: number): LineState[] =>
  linesOf(state).filter((line) => line.status === 'pending' && line.fileNo === fileNo);

/**
 * What a file that was not sent yet carries, in order: also lines that an interrupted sending has marked already. A line
 * that the bank has called credited under an earlier instruction is held, whatever it was marked.
 */
export const carriedBy = (state: PaymentLinesState, fileNo: number): LineState[] =>
  linesOf(state).filter((line) => line.fileNo === fileNo && (line.status === 'pending' || line.status === 'sent') && !line.lateCredit);

/** `<lineNo>/<attempt>`: an instruction within its batch. */
export const instructionNameOf = ({ lineNo, attempt }: Pick<LineState, 'lineNo' | 'attempt'>): string => `${lineNo}/${attempt}`;

/** Printed on each line of a bank file so that the answer can be matched: `<batchId>/<lineNo>/<attempt>`. */
export const instructionIdOf = (batchId: string, lineNo: number, attempt: number): string => `${batchId}/${lineNo}/${attempt}`;
