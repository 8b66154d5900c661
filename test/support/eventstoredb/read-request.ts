import { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { RecordFilter, toFilter, visibleInAll } from './event-filter';
import { streamName } from './read-messages';
import { pageSize } from './read-pages';

/** Where a read begins: `start`, `end`, or a number (a revision, or the commit position of the whole log). */
export type ReadFrom = 'start' | 'end' | bigint;

export interface ReadRequest {
  /** `$all` for the whole log. */
  readonly stream: string;
  readonly from: ReadFrom;
  readonly backwards: boolean;
  /** Null for a subscription. */
  readonly maxCount: number | null;
  readonly filter: RecordFilter;
  /** Null where no checkpoints were asked for: only filtered subscriptions have them. */
  readonly checkpoints: { readonly window: number; readonly interval: number } | null;
}

export const parseRead = (options: ReadReq.Options): ReadRequest => ({
  stream: options.hasAll() ? '$all' : streamName(options.getStream()?.getStreamIdentifier()),
  from: options.hasAll() ? allFrom(options.getAll()) : streamFrom(options.getStream()),
  backwards: options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS,
  maxCount: options.hasSubscription() ? null : Math.min(Number(options.getCount()), Number.MAX_SAFE_INTEGER),
  filter: options.hasFilter() ? toFilter(options.getFilter()!) : visibleInAll,
  checkpoints: options.hasFilter() ? checkpoints(options.getFilter()!) : null,
});

const allFrom = (all: ReadReq.Options.AllOptions | undefined): ReadFrom => {
  if (all?.hasEnd()) return 'end';
  return all?.hasPosition() ? BigInt(all.getPosition()!.getCommitPosition()) : 'start';
};

const streamFrom = (stream: ReadReq.Options.StreamOptions | undefined): ReadFrom => {
  if (stream?.hasEnd()) return 'end';
  return stream?.hasRevision() ? BigInt(stream.getRevision()) : 'start';
};

/** The interval counts events looked at: the multiplier times the window, and a window is 32 unless told otherwise. */
const checkpoints = (filter: ReadReq.Options.FilterOptions): { window: number; interval: number } => {
  const window = filter.hasMax() ? filter.getMax() : pageSize;
  return { window, interval: window * filter.getCheckpointintervalmultiplier() };
};
