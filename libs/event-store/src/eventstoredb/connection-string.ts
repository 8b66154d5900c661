import { Rejection, Result, Text, accept, refuse, text } from '@zhibu/kernel';
import { urlWrong } from './engine-faults';

/** What we need to know of a connection string. */
export interface ConnectionTarget {
  /** What the client gets. May hold a password: never printed. */
  readonly clientUrl: string;
  /** Tells our streams from those of others on the same server. */
  readonly installation: string;
  readonly hosts: readonly { readonly host: string; readonly port: number }[];
  readonly tls: boolean;
  readonly caFile: string | undefined;
  readonly isCluster: boolean;
  /** Hosts and ports for a reader: no user, no password, no options. */
  readonly address: string;
}

const portDefault = 2113;
/** Ours, not the client's: `?installation=hubei`. */
const installationOption = 'installation';
const installationDefault = 'zhibu';
export const installationPattern = /^[a-z][a-z0-9-]{0,39}$/;
/** Options of the client that we let through, lower case without separators as the client reads them. */
const options = [
  'maxdiscoverattempts', 'connectionname', 'discoveryinterval', 'gossiptimeout', 'nodepreference', 'tls', 'tlscafile',
  'keepaliveinterval', 'keepalivetimeout', 'defaultdeadline', 'usercertfile', 'userkeyfile',
];

const refused = (found: Text): { readonly ok: false; readonly rejection: Rejection } => refuse(urlWrong(found));

/**
 * Reads a connection string before the client does: at an option that it does not know the client would print the whole
 * string, password and all, and some options would take away what the adapter relies on.
 */
export const parseConnectionString = (url: string): Result<ConnectionTarget> => {
  const match = /^(esdb|esdb\+discover):\/\/(?:([^@]*)@)?([^@/?]+)\/?(?:\?(.*))?$/.exec(url.trim());
  if (match === null) return refused(/^esdb(\+discover)?:/.test(url) ? text('不是这种格式', 'not of that form') : text('不以 esdb:// 开头', 'does not begin with esdb://'));
  const [, scheme, user, hostList = '', query = ''] = match;
  if (user !== undefined && !/^[^:]+:.+$/.test(user)) return refused(text('有用户而没有密码', 'a user without a password'));
  if (user !== undefined && decoded(user) === null) return refused(text('用户或密码中的 % 没有编码任何字符', 'a user or password with a % that encodes nothing'));
  const hosts: { host: string; port: number }[] = [];
  for (const each of hostList.split(',')) {
    const [, host, port] = /^([A-Za-z0-9._-]+)(?::(\d{1,5}))?$/.exec(each) ?? [];
    if (host === undefined || Number(port ?? 1) < 1 || Number(port ?? 1) > 65_535) return refused(text('主机不是“主机”或“主机:端口”的形式', 'a host that is not host or host:port'));
    hosts.push({ host, port: Number(port ?? portDefault) });
  }
  const found = readOptions(query);
  if (!found.ok) return found;
  return accept({
    clientUrl: withoutInstallation(url.trim()),
    installation: found.value.get(installationOption) ?? installationDefault,
    hosts,
    tls: found.value.get('tls') !== 'false',
    caFile: decoded(found.value.get('tlscafile') ?? '') || undefined,
    isCluster: scheme === 'esdb+discover' || hosts.length > 1,
    address: hosts.map(({ host, port }) => `${host}:${port}`).join(','),
  });
};

const readOptions = (query: string): Result<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>();
  for (const pair of query === '' ? [] : query.split('&')) {
    const [name = '', value = ''] = pair.split('=');
    const known = name.trim().toLowerCase().replace(/[_-]/g, '');
    if (![...options, installationOption].includes(known) || value === '') return refused(wrongOption(`"${name}"`));
    if (known === 'tls' && !['true', 'false'].includes(value)) return refused(wrongOption(`tls=${value}`));
    if (known === installationOption && !installationPattern.test(value)) return refused(wrongOption(`installation=${value}`));
    if (decoded(value) === null) return refused(wrongOption(`"${name}"`));
    found.set(known, value);
  }
  return accept(found);
};

const wrongOption = (option: string): Text => text(`选项 ${option}`, `the option ${option}`);

const withoutInstallation = (url: string): string => {
  const [before = '', query = ''] = [url.slice(0, url.lastIndexOf('?')), url.slice(url.lastIndexOf('?') + 1)];
  if (!url.includes('?')) return url;
  const kept = query.split('&').filter((pair) => !pair.toLowerCase().startsWith(`${installationOption}=`));
  return kept.length === 0 ? before : `${before}?${kept.join('&')}`;
};

const decoded = (value: string): string | null => {
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
};
