import { randomUUID } from 'node:crypto';
import { EventLog } from './event-log';
import { eventTypes } from './log-record';
import { metastreamOf } from './stream-metadata';

const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

/**
 * A new database is not empty: the server writes `$` streams of its own, and readers of `$all` with rights meet them.
 * With users there are their accounts (UserManagementService.cs). Which others appear, and when, differs by version and
 * settings (statistics, projections), so there is one of them here as a stand-in: it was not compared with a server.
 */
export const seedLog = (log: EventLog, hasUsers: boolean): EventLog => {
  const write = (stream: string, type: string, data: unknown): void => {
    log.append(stream, 'any', [{ id: randomUUID(), type, isJson: true, data: json(data), metadata: new Uint8Array(0) }]);
  };
  write(metastreamOf('$stats-127.0.0.1:2113'), eventTypes.metadata, { $maxAge: 86_400 });
  if (!hasUsers) return log;
  for (const name of ['admin', 'ops']) {
    write(metastreamOf(`$user-${name}`), eventTypes.metadata, { $acl: { $r: '$admins', $w: '$admins' } });
    write(`$user-${name}`, eventTypes.userCreated, { loginName: name, disabled: false });
    write('$users', eventTypes.user, name);
  }
  return log;
};
