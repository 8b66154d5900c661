import { Metadata } from '@grpc/grpc-js';
import { EventLog } from './event-log';
import { isMetastream, isSystemStream, originalOf } from './stream-metadata';

export interface DoubleUser {
  readonly password: string;
  /** `$admins` may do everything. */
  readonly groups: readonly string[];
}

/** Null: no credentials were given. */
export interface Caller {
  readonly name: string | null;
  readonly groups: readonly string[];
}

export type StreamAction = 'read' | 'write' | 'delete';

/** The accounts that a new database has. */
export const defaultUsers: Readonly<Record<string, DoubleUser>> = {
  admin: { password: 'changeit', groups: ['$admins'] },
  ops: { password: 'changeit', groups: ['$ops'] },
};

/** `unauthenticated` for a name or password that is wrong; credentials are Basic ones, in a header of each call. */
export const authenticate = (users: Readonly<Record<string, DoubleUser>>, metadata: Metadata): Caller | 'unauthenticated' => {
  const header = metadata.get('authorization')[0]?.toString();
  if (header === undefined) return { name: null, groups: [] };
  const [name = '', ...password] = Buffer.from(header.replace(/^Basic /i, ''), 'base64').toString('utf8').split(':');
  const user = users[name];
  return user !== undefined && user.password === password.join(':') ? { name, groups: user.groups } : 'unauthenticated';
};

const everyone = ['$all'];
const administrators = ['$admins'];
const aclKeys = { read: '$r', write: '$w', delete: '$d', metadataRead: '$mr', metadataWrite: '$mw' } as const;

/**
 * The server's default rights (LegacyStreamPermissionAssertion.cs, SystemSettings.Default): a stream and its metadata may be
 * used by everybody, a `$` stream, `$all` among them, by administrators, unless the stream's ACL differs.
 * From 24 on nothing is allowed without credentials (`AllowAnonymousStreamAccess` is false).
 */
export const mayAccess = (log: EventLog, caller: Caller, action: StreamAction, stream: string, allowAnonymous: boolean): boolean => {
  if (stream === '$all' && action !== 'read') return false;
  if (caller.name === null && !allowAnonymous) return false;
  if (caller.name === 'admin' || caller.groups.includes('$admins')) return true;
  const isMeta = isMetastream(stream);
  if (isMeta && action === 'delete') return false;
  const original = isMeta ? originalOf(stream) : stream;
  const metaAction = action === 'read' ? 'metadataRead' : 'metadataWrite';
  const effective = isMeta ? metaAction : action;
  const roles = log.metadataOf(original).acl[aclKeys[effective]] ?? (isSystemStream(original) ? administrators : everyone);
  return roles.includes('$all') || roles.some((role) => role === caller.name || caller.groups.includes(role));
};
