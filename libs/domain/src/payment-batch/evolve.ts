import { BatchFileTaken, BatchFileVoided, BatchFileWritten, BatchSent, PaymentBatchEvent } from './events';
import { PaymentBatchState, fileVersionOf, nextFileNo } from './state';

const union = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])];

/** Steps up to the approval. */
const evolveList = (state: PaymentBatchState, event: PaymentBatchEvent): PaymentBatchState => {
  switch (event.type) {
    case 'BatchOpened': {
      const { batchId, scheme, areaCode, preparedBy } = event.data;
      return { ...state, status: 'open', batchId, scheme, areaCode, preparers: preparedBy };
    }
    case 'BatchPlanned':
      return { ...state, status: 'planned', chunksPlanned: event.data.chunks.map(({ chunk }) => chunk) };
    case 'BatchChunkBuilt': {
      const { chunk, lines, totalFen, byLevel, hash, confirmers } = event.data;
      return { ...state, chunks: { ...state.chunks, [chunk]: { lines, totalFen, byLevel, hash } }, confirmers: union(state.confirmers, confirmers) };
    }
    case 'BatchFrozen': {
      const { lines, totalFen, byLevel, listHash, frozenBy } = event.data;
      return { ...state, status: 'frozen', lines, totalFen, byLevel, listHash, preparers: union(state.preparers, frozenBy) };
    }
    case 'BatchSubmitted':
      return { ...state, status: 'submitted', approvals: [], preparers: union(state.preparers, event.data.submittedBy) };
    case 'BatchSentBack':
      return { ...state, status: 'planned', listHash: null, approvals: [] };
    case 'BatchApproved':
      return { ...state, status: event.data.complete ? 'approved' : 'submitted', approvals: [...state.approvals, event.data.approvedBy] };
    case 'BatchCancelled':
      return { ...state, status: 'cancelled' };
    default:
      return state;
  }
};

/** Bank files, from writing to sending. */
const evolveFiles = (state: PaymentBatchState, event: BatchFileWritten | BatchFileTaken | BatchFileVoided | BatchSent): PaymentBatchState => {
  const { fileNo } = event.data;
  const others = state.files.filter((file) => file.fileNo !== fileNo);
  const file = state.files.find((each) => each.fileNo === fileNo);
  switch (event.type) {
    case 'BatchFileWritten': {
      const { sha256, lines, totalFen, writtenBy, instructionsHash = null } = event.data;
      const written = { fileNo, sha256, lines, totalFen, sent: false, version: fileVersionOf(state, fileNo), instructionsHash, handledBy: writtenBy };
      return { ...state, status: fileNo === 1 ? 'filed' : state.status, files: [...others, written] };
    }
    case 'BatchFileTaken':
      return file === undefined ? state : { ...state, files: state.files.map((each) => (each === file ? { ...each, handledBy: union(each.handledBy, event.data.takenBy) } : each)) };
    case 'BatchFileVoided': {
      const { fileVersion: version, sha256 } = event.data;
      return { ...state, status: fileNo === 1 ? 'funded' : state.status, files: others, voidedFiles: [...state.voidedFiles, { fileNo, version, sha256 }] };
    }
    case 'BatchSent':
      return { ...state, status: 'sent', files: state.files.map((each) => (each === file ? { ...each, sent: true } : each)) };
  }
};

const instructionOf = ({ lineNo, attempt }: { readonly lineNo: number; readonly attempt: number }): string => `${lineNo}/${attempt}`;

const withoutProposals = (state: PaymentBatchState, instructions: readonly string[]): PaymentBatchState => ({
  ...state,
  proposals: state.proposals.filter((proposal) => !instructions.includes(instructionOf(proposal))),
});

/** Steps after the approval. */
export const evolve = (state: PaymentBatchState, event: PaymentBatchEvent): PaymentBatchState => {
  switch (event.type) {
    case 'BatchFundsReserved':
      return { ...state, status: 'funded', fundsMissing: [] };
    case 'BatchFundsShort':
      return { ...state, fundsMissing: event.data.missing };
    case 'BatchFileWritten':
    case 'BatchFileTaken':
    case 'BatchFileVoided':
    case 'BatchSent':
      return evolveFiles(state, event);
    case 'BatchReturnsApplied': {
      const { returnFileId, creditedFen, returnedFen, unknownFen, exceptions } = event.data;
      return { ...state, returns: [...state.returns, { returnFileId, creditedFen, returnedFen, unknownFen, exceptions }] };
    }
    case 'BatchLineReconciled': {
      const { lineNo, reconciliation, creditedFen, returnedFen } = event.data;
      return { ...state, reconciliations: [...state.reconciliations, { lineNo, reconciliation, creditedFen, returnedFen }] };
    }
    case 'BatchReissueProposed': {
      const { lineNo, attempt, amountFen, accountKey, accountRecordedBy, proposedBy } = event.data;
      return { ...state, proposals: [...state.proposals, { lineNo, attempt, amountFen, accountKey, accountRecordedBy, proposedBy }] };
    }
    case 'BatchReissueApproved':
      return { ...withoutProposals(state, event.data.instructions), reissueApprovers: union(state.reissueApprovers, event.data.approvedBy) };
    case 'BatchReissueDeclined':
      return withoutProposals(state, event.data.instructions);
    case 'BatchReissued': {
      const { lines, totalFen } = event.data;
      const accounts = Object.fromEntries(lines.flatMap((line) => (line.accountKey === undefined ? [] : [[instructionOf(line), line.accountKey]])));
      return { ...state, reissues: [...state.reissues, { fileNo: nextFileNo(state), instructions: lines.map(instructionOf), totalFen, accounts }] };
    }
    case 'BatchClosed':
      return { ...state, status: 'closed' };
    case 'BatchReleased':
      return { ...state, released: true };
    case 'BatchOpened':
    case 'BatchPlanned':
    case 'BatchChunkBuilt':
    case 'BatchFrozen':
    case 'BatchSubmitted':
    case 'BatchSentBack':
    case 'BatchApproved':
    case 'BatchCancelled':
      return evolveList(state, event);
    default:
      event satisfies never;
      return state;
  }
};
