import { randomUUID } from 'node:crypto';
import { EventLog } from './event-log';
import { eventTypes } from './log-record';
import { metastreamOf } from './stream-metadata';

/**
 * A new database is not empty: the server writes `$` streams of its own, and readers of `$all` with rights meet them. These
 * are the first events of a 22.10.5 without projections and without statistics; with users there are their accounts. What a
 * 24.10 begins with was not looked at.
 */
export const seedLog = (log: EventLog, hasUsers: boolean): EventLog => {
  const write = (stream: string, type: string, data: unknown): void => {
    log.append(stream, 'any', [{ id: randomUUID(), type, isJson: typeof data !== 'string', data: bytes(data), metadata: new Uint8Array(0) }]);
  };
  write(metastreamOf('$scavenges'), eventTypes.metadata, { $maxAge: 2_592_000, $acl: { $r: '$ops', $w: [], $d: [], $mr: [], $mw: [] } });
  if (!hasUsers) return log;
  const names = ['ops', 'admin'];
  for (const name of names) write(metastreamOf(`$user-${name}`), eventTypes.metadata, { $acl: { $w: '$admins', $d: '$admins', $mw: '$admins' } });
  for (const name of names) write(`$user-${name}`, eventTypes.userCreated, { loginName: name, groups: [name === 'ops' ? '$ops' : '$admins'] });
  for (const name of names) write('$users', eventTypes.user, name);
  return log;
};

const bytes = (data: unknown): Uint8Array => Buffer.from(typeof data === 'string' ? data : JSON.stringify(data));
