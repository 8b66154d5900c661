import { defineProjection } from '../framework/projection';
import { caseWork } from './case-work';
import { paymentWork } from './payment-work';
import { outstandingWork, workBatches, workCases } from './tables';

/** Everything the automation still owes, so that a lost queue is filled again from here. */
export const outstandingWorkProjection = defineProjection({
  name: 'outstanding-work',
  version: 1,
  tables: [outstandingWork, workBatches, workCases],
  reads: 'stored',
  on: { ...caseWork, ...paymentWork },
});
