import { FollowUp, followUp } from './follow-up';
import { Caused } from './recorded';

/** A job carries that many entitlements at most; a chunk that is larger by itself is a job of its own. */
export const entitlementsPerJobMax = 500;

interface PlannedChunk {
  readonly chunk: number;
  readonly entitlements: number;
}

/** From the plan of a batch to the bank's answer. People freeze, submit, approve and send; the rest follows. */
export const afterPaymentEvent = (event: Caused): readonly FollowUp[] => {
  const cause = event.meta.version;
  switch (event.type) {
    case 'BatchPlanned': {
      const { batchId, chunks } = event.data;
      return groupChunks(chunks).map(({ fromChunk, throughChunk }) => followUp({ work: 'build-chunks', batchId, fromChunk, throughChunk }, cause));
    }
    case 'BatchApproved':
      return event.data.complete ? [followUp({ work: 'reserve-funds', batchId: event.data.batchId }, cause)] : [];
    case 'BatchFundsReserved':
    case 'BatchReissued':
      return [followUp({ work: 'write-file', batchId: event.data.batchId }, cause)];
    case 'FundReceived':
    case 'FundsReleased':
    case 'OverdraftAllowed':
      return [followUp({ work: 'reserve-waiting', fundId: event.data.fundId }, cause)];
    case 'BatchCancelled':
    case 'BatchClosed':
      return [followUp({ work: 'release-batch', batchId: event.data.batchId }, cause)];
    case 'ReturnFileReceived':
      return [followUp({ work: 'apply-returns', returnFileId: event.data.returnFileId }, cause)];
    case 'LineReconciled': {
      const { batchId, lineNo, reconciliation } = event.data;
      return [followUp({ work: 'apply-reconciliation', batchId, lineNo, reconciliation }, cause)];
    }
    default:
      return [];
  }
};

interface ChunkGroup {
  readonly fromChunk: number;
  readonly throughChunk: number;
  readonly entitlements: number;
}

/** Neighbouring chunks together, up to the limit; a gap in the numbers begins a new group. */
export const groupChunks = (chunks: readonly PlannedChunk[]): readonly ChunkGroup[] => {
  const groups: ChunkGroup[] = [];
  for (const { chunk, entitlements } of chunks) {
    const last = groups.at(-1);
    if (last !== undefined && chunk === last.throughChunk + 1 && last.entitlements + entitlements <= entitlementsPerJobMax) {
      groups[groups.length - 1] = { ...last, throughChunk: chunk, entitlements: last.entitlements + entitlements };
    } else {
      groups.push({ fromChunk: chunk, throughChunk: chunk, entitlements });
    }
  }
  return groups;
};
