export { EventLog } from './event-log';
export { type AppendFault, Faults, type ReadFault } from './faults';
export type { LogRecord } from './log-record';
export type { ServerVersion } from './node-context';
export { rpcErrors } from './rpc-errors';
export { type ClusterOptions, EventStoreCluster, startEventStoreCluster } from './start-cluster';
export { type DoubleOptions, EventStoreDouble, type RestartOptions, startEventStoreDouble } from './start-double';
export { type ServerCertificate, makeServerCertificate } from './test-certificates';
