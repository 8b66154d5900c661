import { fundIdOf } from '@zhibu/domain';
import { followUpsOf, workSubject } from '@zhibu/workflow';
import { Handlers, ProjectedEvent, Rows, want } from '../framework/projection';
import { batchPartsOf, countyOf } from '../shared/ids';
import { owe, settle } from './owe';
import { ChunkRange, outstandingWork, workBatches, workChunks, workFunds } from './tables';

interface OfBatch { readonly data: { readonly batchId: string } }
interface OfFund { readonly data: { readonly fundId: string; readonly areaCode: string } }

const areaOf = ({ data }: OfBatch): string => batchPartsOf(data.batchId).areaCode;

/** Scheme, county and year of the period: the account that pays the batch. */
const fundOf = (batchId: string): string => {
  const { scheme, areaCode, year } = batchPartsOf(batchId);
  return fundIdOf(scheme, countyOf(areaCode), year);
};
const fundKeys = ({ data }: OfBatch) => [want(workFunds, [fundOf(data.batchId)])];

const waitingOf = (rows: Rows, fundId: string): readonly string[] => rows.get(workFunds, [fundId])?.batches ?? [];

const noLongerWaiting = (rows: Rows, batchId: string): void => {
  settle(rows, { work: 'reserve-funds', batchId });
  const fundId = fundOf(batchId);
  const batches = waitingOf(rows, fundId).filter((waiting) => waiting !== batchId);
  if (batches.length > 0) return rows.put(workFunds, { fundId, batches });
  rows.delete(workFunds, [fundId]);
  settle(rows, { work: 'reserve-waiting', fundId });
};

const moneyCame = {
  keys: ({ data }: OfFund) => [want(workFunds, [data.fundId])],
  apply: (rows: Rows, event: ProjectedEvent & OfFund) => {
    if (waitingOf(rows, event.data.fundId).length > 0) owe(rows, event, 'reserve-waiting', event.data.areaCode);
  },
};

const rangeOf = (rows: { get: Rows['get'] }, batchId: string, chunk: number): ChunkRange | undefined => rows.get(workChunks, [batchId, chunk]);
const chunksIn = ({ fromChunk, throughChunk }: ChunkRange): number[] => Array.from({ length: throughChunk - fromChunk + 1 }, (_, index) => fromChunk + index);

/** Nothing is built, reserved or written for a batch that ended; what it held is given back. */
const ended = (rows: Rows, event: ProjectedEvent & OfBatch): void => {
  const { batchId } = event.data;
  for (const range of rows.get(workBatches, [batchId])?.ranges ?? []) {
    settle(rows, { work: 'build-chunks', batchId, ...range });
    for (const chunk of chunksIn(range)) rows.delete(workChunks, [batchId, chunk]);
  }
  rows.delete(workBatches, [batchId]);
  noLongerWaiting(rows, batchId);
  settle(rows, { work: 'write-file', batchId });
  owe(rows, event, 'release-batch', areaOf(event));
};
const endedKeys = (event: OfBatch) => [want(workBatches, [event.data.batchId]), ...fundKeys(event)];

export const paymentWork: Handlers = {
  BatchPlanned: {
    apply(rows, event) {
      const { batchId } = event.data;
      const ranges = followUpsOf(event).flatMap(({ job: { payload } }) => (payload.work === 'build-chunks' ? [{ fromChunk: payload.fromChunk, throughChunk: payload.throughChunk }] : []));
      rows.put(workBatches, { batchId, ranges });
      for (const range of ranges) for (const chunk of chunksIn(range)) rows.put(workChunks, { batchId, chunk, ...range });
      owe(rows, event, 'build-chunks', areaOf(event));
    },
  },
  BatchChunkBuilt: {
    keys: ({ data }) => [want(workChunks, [data.batchId, data.chunk])],
    more({ data: { batchId, chunk } }, rows) {
      const range = rangeOf(rows, batchId, chunk);
      return range === undefined ? [] : [want(workChunks, ...chunksIn(range).map((each): [string, number] => [batchId, each]))];
    },
    apply(rows, { data: { batchId, chunk } }) {
      const range = rangeOf(rows, batchId, chunk);
      if (range === undefined) return;
      rows.delete(workChunks, [batchId, chunk]);
      if (chunksIn(range).every((each) => rangeOf(rows, batchId, each) === undefined)) settle(rows, { work: 'build-chunks', batchId, ...range });
    },
  },
  BatchApproved: {
    keys: fundKeys,
    apply(rows, event) {
      if (!owe(rows, event, 'reserve-funds', areaOf(event))) return;
      const { batchId } = event.data;
      const fundId = fundOf(batchId);
      rows.put(workFunds, { fundId, batches: [...waitingOf(rows, fundId).filter((waiting) => waiting !== batchId), batchId] });
    },
  },
  BatchFundsShort: {
    keys: ({ data: { batchId } }) => [want(outstandingWork, [workSubject({ work: 'reserve-funds', batchId })])],
    apply: (rows, { data: { batchId } }) => rows.change(outstandingWork, [workSubject({ work: 'reserve-funds', batchId })], () => ({ blockedBy: 'funds-short' })),
  },
  FundReceived: moneyCame,
  FundsReleased: moneyCame,
  OverdraftAllowed: moneyCame,
  BatchFundsReserved: {
    keys: fundKeys,
    apply(rows, event) {
      noLongerWaiting(rows, event.data.batchId);
      owe(rows, event, 'write-file', areaOf(event));
    },
  },
  BatchReissued: { apply: (rows, event) => void owe(rows, event, 'write-file', areaOf(event)) },
  BatchFileWritten: { apply: (rows, { data }) => settle(rows, { work: 'write-file', batchId: data.batchId }) },
  ReturnFileReceived: { apply: (rows, event) => void owe(rows, event, 'apply-returns', areaOf(event)) },
  ReturnFileApplied: { apply: (rows, { data }) => settle(rows, { work: 'apply-returns', returnFileId: data.returnFileId }) },
  LineReconciled: { apply: (rows, event) => void owe(rows, event, 'apply-reconciliation', areaOf(event)) },
  BatchLineReconciled: {
    apply: (rows, { data: { batchId, lineNo, reconciliation } }) => settle(rows, { work: 'apply-reconciliation', batchId, lineNo, reconciliation }),
  },
  BatchClosed: { keys: endedKeys, apply: ended },
  BatchCancelled: { keys: endedKeys, apply: ended },
  BatchReleased: { apply: (rows, { data }) => settle(rows, { work: 'release-batch', batchId: data.batchId }) },
};
