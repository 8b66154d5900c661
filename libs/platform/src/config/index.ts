export * from './config';
export { maskUrl } from './mask-url';
export type { ConfigProblem, ConfigSources, ValueSource } from './read-settings';
export * from './secrets';
export { fileVariantOf, logLevels, settingNames, settingOf, settings, type LogLevel, type Setting, type SettingName } from './setting-table';
export type { SettingWarning } from './unknown-names';
