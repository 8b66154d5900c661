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

const formOf = (options: ReadReq.Options): readonly [of: string, count: string, direction: string, filter: string] => [
  options.hasAll() ? 'All' : 'Stream',
  options.hasSubscription() ? 'Subscription' : options.hasCount() ? 'Count' : 'None',
  options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS ? 'Backwards' : 'Forwards',
  options.hasFilter() ? 'Filter' : options.hasNoFilter() ? 'NoFilter' : 'None',
];

/** Why the server takes no such read, in its own words; null when it does. */
export const refusedForm = (options: ReadReq.Options): string | null => {
  const form = formOf(options);
  const [of, count, direction, filter] = form;
  const isRefused = count === 'None' || filter === 'None' || (count === 'Subscription' && direction === 'Backwards') || (of === 'Stream' && filter === 'Filter');
  return isRefused ? `The combination of (${form.join(', ')}) is invalid.` : null;
};

/** Throws what the server's code throws: a place whose two numbers are the wrong way round, an expression that is none. */
export const parseRead = (options: ReadReq.Options): ReadRequest => ({
  stream: options.hasAll() ? '$all' : streamName(options.getStream()?.getStreamIdentifier()),
  from: options.hasAll() ? allFrom(options.getAll()) : streamFrom(options.getStream()),
  backwards: options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS,
  maxCount: options.hasSubscription() ? null : Math.min(Number(options.getCount()), Number.MAX_SAFE_INTEGER),
  filter: options.hasFilter() ? toFilter(options.getFilter()!) : visibleInAll,
  checkpoints: options.hasFilter() ? checkpoints(options.getFilter()!, options.hasSubscription()) : null,
});

const allFrom = (all: ReadReq.Options.AllOptions | undefined): ReadFrom => {
  if (all?.hasEnd()) return 'end';
  const position = all?.getPosition();
  if (position === undefined) return 'start';
  const [commit, prepare] = [BigInt(position.getCommitPosition()), BigInt(position.getPreparePosition())];
  if (commit < prepare) throw new RangeError('The commit position cannot be less than the prepare position');
  return commit;
};

const streamFrom = (stream: ReadReq.Options.StreamOptions | undefined): ReadFrom => {
  if (stream?.hasEnd()) return 'end';
  return stream?.hasRevision() ? BigInt(stream.getRevision()) : 'start';
};

/** The interval counts events looked at: the multiplier times the window, and a window is 32 unless told otherwise. */
const checkpoints = (filter: ReadReq.Options.FilterOptions, isSubscription: boolean): { window: number; interval: number } => {
  if (isSubscription && filter.getCheckpointintervalmultiplier() === 0) throw new RangeError('checkpointIntervalMultiplier');
  const window = filter.hasMax() ? filter.getMax() : pageSize;
  return { window, interval: window * filter.getCheckpointintervalmultiplier() };
};
