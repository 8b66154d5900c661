export * from './difference';
export { areasSpeakingOf, versionsOf } from './policy-version';
export { parametersOf, statementsOf, type Statement, type StatementGroup } from './statements';
export type { LayerInForce, PolicyVersion } from './version';
export { conditionWords, type ConditionWords } from './words';
