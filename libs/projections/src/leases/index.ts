export { leaseMsDefault, readLeases, type Lease, type LeaseStatus } from './lease';
export { heldSql } from './lease-statements';
export { LeaseShare, type LeaseRound, type LeaseShareOptions } from './lease-share';
export { migrateLeases } from './migrate-leases';
export { processName } from './process-name';
