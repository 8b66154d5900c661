import { defineProjection } from '../framework/projection';
import { caseWork } from './case-work';
import { paymentWork } from './payment-work';
import { personWork } from './person-work';
import { registerWork } from './register-work';
import { outstandingWork, workBatches, workCases, workChunks, workEnded, workFunds, workPeople } from './tables';

/** Everything the automation still owes, so that a lost queue is filled again from here. */
export const outstandingWorkProjection = defineProjection({
  name: 'outstanding-work',
  version: 5,
  tables: [outstandingWork, workBatches, workCases, workChunks, workEnded, workFunds, workPeople],
  reads: 'stored',
  on: { ...caseWork, ...personWork, ...registerWork, ...paymentWork },
});
