import { AppendRequest, EventStore, StoredEvent, appendInOrder, isStored } from '@zhibu/event-store';
import { CheckedFile, checkEventsFile, goesOn, parsedEvent } from './check-events-file';
import { compareWithFile } from './compare-with-file';
import { EventLine, LogPlace, RowLine, appendOf, eventLine } from './file-format';
import { appendRefused, doesNotFollow, holdsOtherEvents, newerFormat, otherKeys } from './move-refusals';
import { readEventsFile } from './read-events-file';

/** A table beside the log that takes rows again; what it holds already stays. */
export interface TableForRows {
  readonly name: string;
  write(rows: readonly Readonly<Record<string, unknown>>[]): Promise<void>;
}

export interface ImportTarget {
  readonly store: EventStore;
  /** Fingerprint of the installation's keys. */
  readonly keys: string;
  readonly tables: readonly TableForRows[];
}

export type ImportStep = 'check' | 'compare-before' | 'rows' | 'events' | 'compare-after';

export interface ImportOptions {
  readonly signal: AbortSignal;
  /** `total` is unknown while the file is checked: its last line says it. */
  readonly onProgress?: (step: ImportStep, events: number, total: number | null) => void;
}

export interface ImportReport {
  readonly file: CheckedFile;
  /** Of the file's events, those that stood in the target before. */
  readonly foundBefore: number;
  readonly appended: number;
}

/**
 * Writes a file's events into a store in the file's order, and its rows beside it. The file is checked whole before anything
 * is written; the store must be empty or hold the beginning of the same log, as an import that was cut off leaves it, and is
 * then gone on with. At the end every event is read again from the store and compared with the file's hashes.
 */
export const importEvents = async (target: ImportTarget, path: string, { signal, onProgress }: ImportOptions): Promise<ImportReport> => {
  const file = await checkEventsFile(path, { signal, onProgress: (events) => onProgress?.('check', events, null) });
  const { header, end } = file;
  if (header.keys !== target.keys) throw otherKeys(header.keys, target.keys);
  const told = (step: ImportStep) => (events: number) => onProgress?.(step, events, end.events);
  const foundBefore = await eventsFound(target.store, path, header.follows, { signal, onProgress: told('compare-before') });
  await writeRows(target.tables, path, signal, told('rows'));
  const appended = await appendMissing(target.store, path, foundBefore, { signal, onProgress: told('events') });
  await compareWithFile(target.store, file, { signal, onProgress: told('compare-after') });
  return { file, foundBefore, appended };
};

interface Step {
  readonly signal: AbortSignal;
  readonly onProgress: (events: number) => void;
}

const placeOf = ({ meta }: StoredEvent): string => `${meta.stream}@${meta.version} ${meta.id}`;

/** How many events of the file the store holds already. Refuses a store that holds anything else. */
const eventsFound = async (store: EventStore, path: string, follows: LogPlace | null, { signal, onProgress }: Step): Promise<number> => {
  const log = store.readAll()[Symbol.asyncIterator]();
  try {
    await passOver(log, follows);
    let next = await log.next();
    let found = 0;
    for await (const item of readEventsFile(path, { signal })) {
      if (next.done === true) return found;
      if (item.kind !== 'event') continue;
      if (eventLine(next.value) !== item.text) throw holdsOtherEvents(item.number, placeInFile(parsedEvent(item)), placeOf(next.value));
      found += 1;
      if (found % progressEvery === 0) onProgress(found);
      next = await log.next();
    }
    if (next.done !== true) throw holdsOtherEvents(found + 1, '—', placeOf(next.value));
    return found;
  } finally {
    await log.return?.(undefined);
  }
};

const placeInFile = ({ stream, version, id }: EventLine): string => `${stream}@${version} ${id}`;

const passOver = async (log: AsyncIterator<StoredEvent>, follows: LogPlace | null): Promise<void> => {
  if (follows === null) return;
  for (let number = 1; number <= follows.events; number += 1) {
    const next = await log.next();
    if (next.done === true) throw doesNotFollow(follows, number - 1);
    if (number === follows.events && next.value.meta.id !== follows.id) throw doesNotFollow(follows, number);
  }
};

/** Before the events: whoever reads them along finds the keys of the people they speak of. */
const writeRows = async (tables: readonly TableForRows[], path: string, signal: AbortSignal, onProgress: (rows: number) => void): Promise<void> => {
  let [name, written] = ['', 0];
  let rows: RowLine['row'][] = [];
  const flush = async (): Promise<void> => {
    if (rows.length === 0) return;
    const table = tables.find((each) => each.name === name);
    if (table === undefined) throw newerFormat(name);
    await table.write(rows);
    written += rows.length;
    rows = [];
    onProgress(written);
  };
  for await (const item of readEventsFile(path, { signal })) {
    if (item.kind !== 'row') continue;
    if (item.line.table !== name || rows.length >= rowsAtOnce) await flush();
    name = item.line.table;
    rows.push(item.line.row);
  }
  await flush();
};

const rowsAtOnce = 500;
const progressEvery = 1_000;
const appendsAtOnce = 500;
const charactersAtOnce = 4_000_000;

/** Appends what follows the first `present` events of the file, in its order, the events of a command together. */
const appendMissing = async (store: EventStore, path: string, present: number, { signal, onProgress }: Step): Promise<number> => {
  const batch = new Batch();
  let appended = 0;
  const flush = async (): Promise<void> => {
    signal.throwIfAborted();
    const requests = batch.take();
    const outcomes = await appendInOrder(store, requests);
    const last = outcomes.at(-1);
    if (last !== undefined && !isStored(last)) {
      const { stream } = requests[outcomes.length - 1] ?? { stream: '' };
      throw appendRefused(stream, last.kind === 'refused' ? last.rejection : null, last.kind === 'conflict' ? last.actualVersion : null);
    }
    appended += requests.reduce((sum, { events }) => sum + events.length, 0);
    onProgress(present + appended);
  };
  for await (const item of readEventsFile(path, { signal })) {
    if (item.kind !== 'event' || item.number <= present) continue;
    batch.add(parsedEvent(item), item.text.length);
    if (batch.isFull) await flush();
  }
  batch.endCommand();
  if (!batch.isEmpty) await flush();
  return appended;
};

/** Appends that wait for the store, and the command whose events are still coming. */
class Batch {
  private requests: AppendRequest[] = [];
  private command: [EventLine, ...EventLine[]] | null = null;
  private characters = 0;

  get isFull(): boolean {
    return this.requests.length >= appendsAtOnce || this.characters >= charactersAtOnce;
  }

  get isEmpty(): boolean {
    return this.requests.length === 0;
  }

  add(event: EventLine, characters: number): void {
    this.characters += characters;
    if (this.command !== null && goesOn(this.command.at(-1) ?? null, event)) {
      this.command.push(event);
      return;
    }
    this.endCommand();
    this.command = [event];
  }

  endCommand(): void {
    if (this.command !== null) this.requests.push(appendOf(this.command));
    this.command = null;
  }

  /** The command at the end stays: more of its events may follow. */
  take(): readonly AppendRequest[] {
    const taken = this.requests;
    this.requests = [];
    this.characters = 0;
    return taken;
  }
}
