export { joined, listed, plain, type Finding } from './finding';
export { durationWords, lagWords, type LagTold } from './lag-words';
export { checkClocks, checkCode, checkLeases, checkWorkers, clockDriftMsMax } from './of-processes';
export { checkEngineState, checkFollowUps, checkQueue, checkReadModel, checkReadModels, engineProducts, modelTitle, queueTitle } from './of-work';
export { systemReportOf, type QueueReport, type SystemReport } from './system-report';
