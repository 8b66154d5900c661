import { PaymentBatchEvent } from './events';
import { PaymentBatchState, nextFileNo } from './state';

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

/** Steps after the approval. */
export const evolve = (state: PaymentBatchState, event: PaymentBatchEvent): PaymentBatchState => {
  switch (event.type) {
    case 'BatchFundsReserved':
      return { ...state, status: 'funded', fundsMissing: [] };
    case 'BatchFundsShort':
      return { ...state, fundsMissing: event.data.missing };
    case 'BatchFileWritten': {
      const { fileNo, sha256, lines, totalFen } = event.data;
      return { ...state, status: fileNo === 1 ? 'filed' : state.status, files: [...state.files, { fileNo, sha256, lines, totalFen, sent: false }] };
    }
    case 'BatchFileTaken':
      return state;
    case 'BatchSent': {
      const files = state.files.map((file) => (file.fileNo === event.data.fileNo ? { ...file, sent: true } : file));
      return { ...state, status: 'sent', files };
    }
    case 'BatchReturnsApplied': {
      const { returnFileId, creditedFen, returnedFen, unknownFen, exceptions } = event.data;
      return { ...state, returns: [...state.returns, { returnFileId, creditedFen, returnedFen, unknownFen, exceptions }] };
    }
    case 'BatchReissued': {
      const instructions = event.data.lines.map(({ lineNo, attempt }) => `${lineNo}/${attempt}`);
      return { ...state, reissues: [...state.reissues, { fileNo: nextFileNo(state), instructions, totalFen: event.data.totalFen }] };
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
