export { engineFailure, engineTitles, type EngineFault, type EngineLook, type EngineName, type FaultKind } from './engine';
export { EngineMonitor, engineWords, type EngineState } from './engine-monitor';
export { databaseAddress, inspectPostgres } from './inspect-postgres';
export { waitForEngine, type Waiting } from './wait-for-engine';
