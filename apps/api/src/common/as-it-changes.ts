import type { ServerEvent } from './event-stream';
import { pause } from './event-stream';

const pollMs = 500;

interface Watched<Row> {
  /** Null: it may not be seen any more. */
  readonly read: () => Promise<Row | null>;
  readonly shown: (row: Row) => object;
  readonly isOver: (row: Row) => boolean;
}

/** Work that others do, as the read model shows it: one event `progress` whenever it changed, and `done` at the end; the stream then ends by itself. */
export async function* asItChanges<Row>({ read, shown, isOver }: Watched<Row>, signal: AbortSignal): AsyncGenerator<ServerEvent> {
  let last = '';
  for (; !signal.aborted; await pause(pollMs, signal)) {
    const row = await read();
    if (row === null) return;
    const data = shown(row);
    if (isOver(row)) {
      yield { event: 'done', data };
      return;
    }
    const text = JSON.stringify(data);
    if (text !== last) yield { event: 'progress', data };
    last = text;
  }
}
