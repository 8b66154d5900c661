import { defineProjection } from '../framework/projection';
import { batchHandlers } from './batch-handlers';
import { lineHandlers } from './line-handlers';
import { batches, payeeAreas, paymentChunks, paymentExceptions, paymentLines } from './tables';

/** Batches and their lines in one projection, so that totals and lines agree in every snapshot a reader can take. */
export const paymentsProjection = defineProjection({
  name: 'payments',
  version: 4,
  tables: [batches, paymentLines, paymentChunks, paymentExceptions, payeeAreas],
  reads: 'stored',
  on: { ...batchHandlers, ...lineHandlers },
});
