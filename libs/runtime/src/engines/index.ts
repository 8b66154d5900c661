export { EnginesUnusable, engineTitles, type EngineFault, type EngineLook, type EngineName, type EngineProblem, type FaultKind } from './engine';
export { EngineMonitor, engineWords, type EngineState } from './engine-monitor';
export { databaseAddress, inspectPostgres } from './inspect-postgres';
export { waitForEngines, type Waiting } from './wait-for-engines';
