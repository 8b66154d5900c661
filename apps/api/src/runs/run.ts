import type { Language } from '@zhibu/kernel';
import type { RunOnBoard } from '@zhibu/runtime';
import type { ServerEvent } from '../common/event-stream';

export interface RunParts<Item> extends Pick<RunOnBoard, 'runId' | 'kind' | 'about' | 'areaCode' | 'startedBy' | 'startedAt' | 'total'> {
  /** Under which key it was asked for, and what: the same key with other content is another request. */
  readonly commandKey: string;
  readonly contentHash?: string;
  /** Read models that show what it does: it is not over before they do, so that whoever reads at its end reads all of it. */
  readonly shownBy: readonly string[];
  /** What is told of one thing that came out of it, such as a refused row. */
  readonly wordsOf: (item: Item, language: Language) => readonly ServerEvent[];
}

/** Work that this process does, or did lately. */
export interface Run<Report extends object = object, Item = unknown> extends RunParts<Item> {
  done: number;
  /** The first of them. They stand in no database, because they are about people. */
  readonly items: Item[];
  isOver: boolean;
  isStopAsked: boolean;
  /** The board tells of it. */
  readonly begun: Promise<void>;
  readonly work: Promise<Report>;
}

export interface AtWork<Item> {
  readonly onItem: (item: Item) => void;
  readonly onProgress: (done: number) => void;
  /** Somebody asked for it to stop: what is begun is ended, and nothing more is. */
  readonly isStopAsked: () => boolean;
}
