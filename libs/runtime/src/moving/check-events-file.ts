import { text } from '@zhibu/kernel';
import { eventId } from '@zhibu/event-store';
import { BlockLine, EndLine, EventLine, HeaderLine } from './file-format';
import { fileCut, fileDamaged } from './move-refusals';
import { FileItem, ReadOptions, readEventsFile } from './read-events-file';

export interface CheckedFile {
  readonly header: HeaderLine;
  readonly blocks: readonly BlockLine[];
  readonly end: EndLine;
}

export interface CheckOptions extends ReadOptions {
  readonly onProgress?: (events: number) => void;
}

/** Reads the whole file and needs no store: hashes, counts, and that the events of a command stand together under their own ids. */
export const checkEventsFile = async (path: string, options: CheckOptions): Promise<CheckedFile> => {
  let header: HeaderLine | null = null;
  let end: EndLine | null = null;
  const blocks: BlockLine[] = [];
  const commands = new Commands();
  for await (const item of readEventsFile(path, options)) {
    if (item.kind === 'header') header = item.header;
    if (item.kind === 'end') end = item.end;
    if (item.kind === 'block') blocks.push(item.block);
    if (item.kind !== 'event') continue;
    commands.next(item);
    if (item.number % progressEvery === 0) options.onProgress?.(item.number);
  }
  if (header === null || end === null) throw fileCut(0, 0);
  options.onProgress?.(end.events);
  return { header, blocks, end };
};

const progressEvery = 1_000;

type EventItem = Extract<FileItem, { kind: 'event' }>;

/** An event's line, read. */
export const parsedEvent = ({ text: json, line }: EventItem): EventLine => {
  try {
    return JSON.parse(json) as EventLine;
  } catch (error) {
    const said = error instanceof Error ? error.name : 'no JSON';
    throw fileDamaged(String(line), text('JSON', 'JSON'), text(said, said));
  }
};

/** Whether an event was written by the same command as the one before it. */
export const goesOn = (before: EventLine | null, { stream, commandKey, version }: EventLine): boolean =>
  before !== null && before.stream === stream && before.commandKey === commandKey && before.version + 1 === version;

/** The id of an event is made from its stream, its command and its place: a torn or renamed command shows by it. */
class Commands {
  private before: EventLine | null = null;
  private index = 0;

  next(item: EventItem): void {
    const event = parsedEvent(item);
    this.index = goesOn(this.before, event) ? this.index + 1 : 0;
    this.before = event;
    const id = eventId(event.stream, event.commandKey, this.index);
    if (event.id !== id) throw fileDamaged(String(item.line), text(`标识 ${id}`, `the id ${id}`), text(event.id, event.id));
  }
}
