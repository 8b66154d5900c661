import { defineProjection } from '../framework/projection';
import { paymentRateHandlers } from './payment-rates';
import { standingHandlers } from './standing';
import { coverageDeltas, fundDeltas, rateBatches, rateChunks, rateDeltas, rateLines, ratePayees, rateSamples, rateStandings } from './tables';

/** The five rates as daily differences by village and day of record, so that any past day of any area, as any day since knew it, is one sum. See ADR 0004. */
export const ratesProjection = defineProjection({
  name: 'rates',
  version: 5,
  tables: [rateStandings, rateSamples, rateBatches, rateChunks, rateLines, ratePayees, rateDeltas, coverageDeltas, fundDeltas],
  reads: 'stored',
  on: { ...standingHandlers, ...paymentRateHandlers },
});
