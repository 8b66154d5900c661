import { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { Empty, StreamIdentifier } from '@eventstore/db-client/generated/shared_pb';
import { Checkpoint } from '@zhibu/kernel';
import { partsOf } from '../checkpoint';

export type Direction = 'forwards' | 'backwards';

/** Records that the server looks at between two messages of its own; what a filter leaves out is quicker passed in large steps. */
const searchWindow = 1_000;
/** The same while it waits for new ones: a checkpoint comes after so many events of others. */
const subscriptionWindow = 200;

const withOptions = (fill: (options: ReadReq.Options) => void): ReadReq => {
  const options = new ReadReq.Options();
  const uuid = new ReadReq.Options.UUIDOption();
  uuid.setString(new Empty());
  options.setUuidOption(uuid);
  options.setResolveLinks(false);
  fill(options);
  const request = new ReadReq();
  request.setOptions(options);
  return request;
};

/** A stream by its name on the server, from a revision (included); `null`: from the first, or backwards from the last. */
export const streamRequest = (name: string, direction: Direction, from: number | null, count: number): ReadReq =>
  withOptions((options) => {
    const stream = new ReadReq.Options.StreamOptions();
    stream.setStreamIdentifier(new StreamIdentifier().setStreamName(Buffer.from(name)));
    if (from !== null) stream.setRevision(String(from));
    else if (direction === 'forwards') stream.setStart(new Empty());
    else stream.setEnd(new Empty());
    options.setStream(stream);
    options.setReadDirection(direction === 'forwards' ? 0 : 1);
    options.setCount(String(count));
    options.setNoFilter(new Empty());
  });

/** `$all` from a place (included when forwards), filtered by the server. */
export const logRequest = (prefixes: readonly string[], direction: Direction, from: Checkpoint | null, count: number): ReadReq =>
  withOptions((options) => {
    options.setAll(allFrom(direction, from));
    options.setReadDirection(direction === 'forwards' ? 0 : 1);
    options.setCount(String(count));
    options.setFilter(prefixFilter(prefixes, searchWindow));
  });

/** `$all` after a place (excluded), and then what comes. */
export const subscribeRequest = (prefixes: readonly string[], after: Checkpoint | null): ReadReq =>
  withOptions((options) => {
    options.setAll(allFrom('forwards', after));
    options.setSubscription(new ReadReq.Options.SubscriptionOptions());
    options.setFilter(prefixFilter(prefixes, subscriptionWindow));
  });

const allFrom = (direction: Direction, from: Checkpoint | null): ReadReq.Options.AllOptions => {
  const all = new ReadReq.Options.AllOptions();
  if (from !== null) {
    const [commit, prepare] = partsOf(from);
    all.setPosition(new ReadReq.Options.Position().setCommitPosition(commit).setPreparePosition(prepare));
  } else if (direction === 'forwards') all.setStart(new Empty());
  else all.setEnd(new Empty());
  return all;
};

const prefixFilter = (prefixes: readonly string[], window: number): ReadReq.Options.FilterOptions => {
  const filter = new ReadReq.Options.FilterOptions();
  filter.setStreamIdentifier(new ReadReq.Options.FilterOptions.Expression().setPrefixList([...prefixes]));
  filter.setMax(window);
  filter.setCheckpointintervalmultiplier(1);
  return filter;
};
