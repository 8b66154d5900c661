export { type CheckedFile, checkEventsFile } from './check-events-file';
export { type ExportOptions, type ExportReport, type ExportSource, type TableOfRows, exportEvents } from './export-events';
export { type EndLine, type HeaderLine, type LogPlace } from './file-format';
export { type ImportOptions, type ImportReport, type ImportStep, type ImportTarget, type TableForRows, importEvents } from './import-events';
export { type MovedInstallation, checkKeysOfFile, eventsInDatabase, exportInstallation, importInstallation } from './move-installation';
