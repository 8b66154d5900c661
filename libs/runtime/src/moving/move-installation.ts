import { Secrets, fingerprintOf } from '@zhibu/platform';
import { codeVersion, liveProcesses } from '../postgres/processes';
import type { Runtime } from '../runtime';
import { ExportOptions, ExportReport, exportEvents } from './export-events';
import { ImportOptions, ImportReport, importEvents } from './import-events';
import { notAnExport, otherKeys, othersAtWork } from './move-refusals';
import { readEventsFile } from './read-events-file';
import { rowsBesideTheLog } from './rows-beside-the-log';

/** What is moved, or moved into: a runtime that was opened, its keys, and whether EventStoreDB holds its events. */
export interface MovedInstallation {
  readonly runtime: Pick<Runtime, 'eventStore' | 'pool' | 'clock'>;
  readonly secrets: Pick<Secrets, 'masterKey' | 'pseudonymKey'>;
  readonly eventStoreUrl?: string | undefined;
}

/** Writes the log of an installation and what stands beside it to a file. People may go on working. */
export const exportInstallation = async ({ runtime, secrets, eventStoreUrl }: MovedInstallation, path: string, options: Omit<ExportOptions, 'software' | 'now'>): Promise<ExportReport> => {
  const source = { store: runtime.eventStore, engine: eventStoreUrl === undefined ? 'postgres' : 'eventstoredb', keys: fingerprintOf(secrets), tables: rowsBesideTheLog(runtime.pool) };
  return exportEvents(source, path, { ...options, software: await codeVersion(), now: runtime.clock.now() });
};

/**
 * Refuses keys that are not those of the file: to be asked before anything is opened with them, because a database remembers
 * the keys it was first opened with.
 */
export const checkKeysOfFile = async (path: string, secrets: MovedInstallation['secrets'], signal: AbortSignal): Promise<void> => {
  for await (const item of readEventsFile(path, { signal })) {
    if (item.kind !== 'header') break;
    if (item.header.keys !== fingerprintOf(secrets)) throw otherKeys(item.header.keys, fingerprintOf(secrets));
    return;
  }
  throw notAnExport(path, 'no header');
};

/** Reads a file into an installation in which nobody works yet, and compares what stands there then with the file. */
export const importInstallation = async ({ runtime, secrets }: MovedInstallation, path: string, options: ImportOptions): Promise<ImportReport> => {
  const others = (await liveProcesses(runtime.pool)).filter(({ kind }) => kind !== 'command');
  if (others.length > 0) throw othersAtWork(others.map(({ kind, host, pid }) => `${kind} ${pid}@${host}`));
  return importEvents({ store: runtime.eventStore, keys: fingerprintOf(secrets), tables: rowsBesideTheLog(runtime.pool) }, path, options);
};

/** How many events there are, where that can be asked cheaply: in the database. */
export const eventsInDatabase = async ({ runtime, eventStoreUrl }: MovedInstallation): Promise<number | null> => {
  if (eventStoreUrl !== undefined) return null;
  const { rows } = await runtime.pool.query<{ events: string }>('select count(*) as events from events.events');
  return Number(rows[0]?.events ?? 0);
};
