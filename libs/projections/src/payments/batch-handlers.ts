import { PaymentBatchEvent } from '@zhibu/domain';
import { SharePart, sumFen } from '@zhibu/kernel';
import { FundingLevel, fundingLevels } from '@zhibu/policy';
import { EventOf, Handler, Handlers, want } from '../framework/projection';
import { batchPartsOf } from '../shared/ids';
import { BatchRow, batches } from './tables';

type BatchEventType = PaymentBatchEvent['type'];

const change = <Type extends BatchEventType>(patch: (row: BatchRow, event: EventOf<Type>) => Partial<BatchRow>): Handler<Type> => ({
  keys: (event) => [want(batches, [event.data.batchId])],
  apply: (rows, event) => rows.change(batches, [event.data.batchId], (row) => ({ ...patch(row, event), version: event.meta.version })),
});

const union = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])].sort();

const added = (parts: readonly SharePart<FundingLevel>[]): readonly SharePart<FundingLevel>[] =>
  fundingLevels.flatMap((level) => {
    const amountFen = sumFen(parts.filter((part) => part.level === level).map((part) => part.amountFen));
    return amountFen === 0 ? [] : [{ level, amountFen }];
  });

export const batchHandlers: Handlers = {
  BatchOpened: {
    apply(rows, { data, meta }) {
      const { batchId, scheme, areaCode, period, throughMonth, deadline, preparedBy, openedOn } = data;
      rows.put(batches, {
        batchId, scheme, areaCode, period, throughMonth, deadline, openedOn, year: batchPartsOf(batchId).year,
        status: 'open', preparedBy: union(preparedBy, []), approvedBy: [], confirmedBy: [], approvedOn: null, closedOn: null, releasedOn: null,
        chunksPlanned: 0, chunksBuilt: 0, entitlementsPlanned: 0, lines: 0, totalFen: 0, builtByLevel: [], byLevel: null, listHash: null,
        comparison: null, fundId: null, fundsMissing: [], files: [],
        pending: 0, pendingFen: 0, credited: 0, creditedFen: 0, returned: 0, returnedFen: 0, unknown: 0, unknownFen: 0, cancelled: 0, cancelledFen: 0,
        reissued: 0, returnFiles: 0, buildExceptions: 0, lineExceptions: 0, lineExceptionsOpen: 0, reconciled: 0, reason: null, version: meta.version, simulated: meta.simulated,
      });
    },
  },
  BatchPlanned: change<'BatchPlanned'>((_, { data }) => ({
    status: 'planned', chunksPlanned: data.chunks.length,
    entitlementsPlanned: data.chunks.reduce((sum, chunk) => sum + chunk.entitlements, 0),
  })),
  BatchChunkBuilt: change<'BatchChunkBuilt'>((row, { data }) => ({
    chunksBuilt: row.chunksBuilt + 1, confirmedBy: union(row.confirmedBy, data.confirmers), builtByLevel: added([...row.builtByLevel, ...data.byLevel]),
  })),
  BatchFrozen: change<'BatchFrozen'>((row, { data }) => ({
    status: 'frozen', byLevel: data.byLevel, listHash: data.listHash, preparedBy: union(row.preparedBy, data.frozenBy),
  })),
  BatchSubmitted: change<'BatchSubmitted'>((row, { data }) => ({
    status: 'submitted', comparison: data.comparison, approvedBy: [], preparedBy: union(row.preparedBy, data.submittedBy),
  })),
  BatchSentBack: change<'BatchSentBack'>((_, { data }) => ({ status: 'planned', byLevel: null, listHash: null, approvedBy: [], reason: data.reason })),
  BatchApproved: change<'BatchApproved'>((row, { data }) => ({
    status: data.complete ? 'approved' : 'submitted', approvedBy: union(row.approvedBy, data.approvedBy), approvedOn: data.complete ? data.approvedOn : null,
  })),
  BatchFundsReserved: change<'BatchFundsReserved'>((_, { data }) => ({ status: 'funded', fundId: data.fundId, fundsMissing: [] })),
  BatchFundsShort: change<'BatchFundsShort'>((_, { data }) => ({ fundId: data.fundId, fundsMissing: data.missing })),
  BatchFileWritten: change<'BatchFileWritten'>((row, { data: { fileNo, layout, sha256, lines, totalFen } }) => ({
    status: fileNo === 1 ? 'filed' : row.status, files: [...row.files, { fileNo, layout, sha256, lines, totalFen, sentOn: null, voidedOn: null }],
  })),
  BatchFileVoided: change<'BatchFileVoided'>((row, { data: { fileNo, voidedOn } }) => ({
    status: fileNo === 1 ? 'funded' : row.status, files: row.files.map((file) => (file.fileNo === fileNo && file.voidedOn === null ? { ...file, voidedOn } : file)),
  })),
  BatchSent: change<'BatchSent'>((row, { data }) => ({
    status: 'sent', files: row.files.map((file) => (file.fileNo === data.fileNo && file.voidedOn === null ? { ...file, sentOn: data.sentOn } : file)),
  })),
  BatchReturnsApplied: change<'BatchReturnsApplied'>((row) => ({ returnFiles: row.returnFiles + 1 })),
  BatchLineReconciled: change<'BatchLineReconciled'>((row) => ({ reconciled: row.reconciled + 1 })),
  BatchFileTaken: change<'BatchFileTaken'>(() => ({})),
  BatchReissued: change<'BatchReissued'>(() => ({})),
  BatchReissueProposed: change<'BatchReissueProposed'>(() => ({})),
  BatchReissueDeclined: change<'BatchReissueDeclined'>(() => ({})),
  BatchReissueApproved: change<'BatchReissueApproved'>(() => ({})),
  BatchClosed: change<'BatchClosed'>((_, { data }) => ({ status: 'closed', closedOn: data.closedOn })),
  BatchCancelled: change<'BatchCancelled'>((_, { data }) => ({ status: 'cancelled', reason: data.reason })),
  BatchReleased: change<'BatchReleased'>((_, { data }) => ({ releasedOn: data.releasedOn })),
};
