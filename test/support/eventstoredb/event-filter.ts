import { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { LogRecord } from './log-record';

export type RecordFilter = (record: LogRecord) => boolean;

/**
 * What any reader of `$all` is spared (`EventFilter.DefaultAllFilterStrategy`): the epoch stream and the server's own
 * bookkeeping of subscriptions to `$all`. All other `$` streams are there.
 */
export const visibleInAll: RecordFilter = ({ stream }) =>
  stream !== '$epoch-information'
  && !(stream.startsWith('$persistentsubscription-$all::') && (stream.endsWith('-checkpoint') || stream.endsWith('-parked')));

/** A regular expression wins over prefixes. The server's are .NET's; anchors, classes and alternatives mean the same here. */
const matcher = (expression: ReadReq.Options.FilterOptions.Expression | undefined): ((text: string) => boolean) => {
  const regex = expression?.getRegex() ?? '';
  if (regex !== '') {
    const pattern = new RegExp(regex, 'u');
    return (text) => pattern.test(text);
  }
  const prefixes = expression?.getPrefixList() ?? [];
  return (text) => prefixes.some((prefix) => text.startsWith(prefix));
};

export const toFilter = (options: ReadReq.Options.FilterOptions): RecordFilter => {
  if (options.hasEventType()) {
    const matches = matcher(options.getEventType());
    return (record) => visibleInAll(record) && matches(record.type);
  }
  const matches = matcher(options.getStreamIdentifier());
  return (record) => visibleInAll(record) && matches(record.stream);
};
