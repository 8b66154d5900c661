export { leaseMsDefault, leaseTable, readLeases, type Lease, type LeaseStatus } from './lease';
export { forgetSql, heldSql, wantedSql } from './lease-statements';
export { LeaseShare, type LeaseRound, type LeaseShareOptions } from './lease-share';
export { migrateLeases } from './migrate-leases';
export { hasEnded, processName } from './process-name';
