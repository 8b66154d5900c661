import { EventMetadata } from '@zhibu/kernel';
import { EventOf, Handlers, Rows, want } from '../framework/projection';
import { batchPartsOf } from '../shared/ids';
import { owe, settle, workIdOf } from './owe';
import { WorkKind, outstandingWork, workBatches } from './tables';

interface OfBatch { readonly data: { readonly batchId: string } }

const keys = ({ data }: OfBatch) => [want(workBatches, [data.batchId])];

const oweOfBatch = (rows: Rows, meta: EventMetadata, kind: WorkKind, batchId: string, more: Readonly<Record<string, string | number>> = {}): void =>
  owe(rows, meta, { kind, of: [batchId, ...Object.values(more)], payload: { batchId, ...more }, areaCode: batchPartsOf(batchId).areaCode });

const chunksOf = (rows: Rows, batchId: string): readonly number[] => rows.get(workBatches, [batchId])?.chunks ?? [];

const cancelled = (rows: Rows, { data: { batchId }, meta }: EventOf<'BatchCancelled'>): void => {
  for (const chunk of chunksOf(rows, batchId)) settle(rows, 'build-chunk', batchId, chunk);
  settle(rows, 'reserve-funds', batchId);
  settle(rows, 'write-file', batchId);
  const batch = rows.get(workBatches, [batchId]);
  if (batch?.fundsReserved === true && batch.fundId !== null) oweOfBatch(rows, meta, 'release-funds', batchId);
};

export const paymentWork: Handlers = {
  BatchPlanned: {
    apply(rows, { data: { batchId, chunks }, meta }) {
      rows.put(workBatches, { batchId, chunks: chunks.map(({ chunk }) => chunk), fundId: null, fundsReserved: false });
      for (const { chunk } of chunks) oweOfBatch(rows, meta, 'build-chunk', batchId, { chunk });
    },
  },
  BatchChunkBuilt: { apply: (rows, { data }) => settle(rows, 'build-chunk', data.batchId, data.chunk) },
  BatchApproved: {
    apply(rows, { data, meta }) {
      if (data.complete) oweOfBatch(rows, meta, 'reserve-funds', data.batchId);
    },
  },
  BatchFundsShort: {
    keys: ({ data }) => [want(outstandingWork, [workIdOf('reserve-funds', data.batchId)])],
    apply: (rows, { data }) => rows.change(outstandingWork, [workIdOf('reserve-funds', data.batchId)], () => ({ blockedBy: 'funds-short' })),
  },
  BatchFundsReserved: {
    keys,
    apply(rows, { data: { batchId, fundId }, meta }) {
      settle(rows, 'reserve-funds', batchId);
      rows.change(workBatches, [batchId], () => ({ fundId, fundsReserved: true }));
      oweOfBatch(rows, meta, 'write-file', batchId);
    },
  },
  BatchReissued: { apply: (rows, { data, meta }) => oweOfBatch(rows, meta, 'write-file', data.batchId) },
  BatchFileWritten: { apply: (rows, { data }) => settle(rows, 'write-file', data.batchId) },
  ReturnFileReceived: {
    apply(rows, { data: { returnFileId, batchId }, meta }) {
      const { areaCode } = batchPartsOf(batchId);
      owe(rows, meta, { kind: 'apply-returns', of: [returnFileId], payload: { returnFileId, batchId }, areaCode });
      owe(rows, meta, { kind: 'record-returns', of: [returnFileId], payload: { returnFileId, batchId }, areaCode });
    },
  },
  ReturnFileApplied: { apply: (rows, { data }) => settle(rows, 'apply-returns', data.returnFileId) },
  BatchReturnsApplied: { apply: (rows, { data }) => settle(rows, 'record-returns', data.returnFileId) },
  FundsReleased: { apply: (rows, { data }) => settle(rows, 'release-funds', data.batchId) },
  BatchCancelled: { keys, apply: cancelled },
};
