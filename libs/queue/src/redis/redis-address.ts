import { Rejection, Result, accept, refuse, text } from '@zhibu/kernel';

export interface RedisHost {
  readonly host: string;
  readonly port: number;
}

export interface RedisLogin {
  readonly username?: string;
  readonly password?: string;
}

/** Files are PEM, with absolute paths. */
export interface RedisTls {
  readonly caFile?: string;
  readonly certFile?: string;
  readonly keyFile?: string;
  /** The name that the certificate has to carry; default is the host of the URL. */
  readonly serverName?: string;
}

/** Where the jobs are kept, and how to get in. */
export interface RedisAddress {
  readonly mode: 'single' | 'sentinel' | 'cluster';
  /** Servers, sentinels, or some nodes of the cluster. 1 to 32. */
  readonly hosts: readonly RedisHost[];
  readonly login: RedisLogin;
  readonly sentinelLogin: RedisLogin;
  /** Name of the master; only with sentinels. */
  readonly masterName?: string;
  readonly database: number;
  readonly tls?: RedisTls;
  /** Begins every key, in braces: a cluster then keeps all keys together. */
  readonly prefix: string;
}

const schemes: Readonly<Record<string, { readonly mode: RedisAddress['mode']; readonly tls: boolean; readonly port: number }>> = {
  redis: { mode: 'single', tls: false, port: 6379 },
  rediss: { mode: 'single', tls: true, port: 6379 },
  'redis+sentinel': { mode: 'sentinel', tls: false, port: 26_379 },
  'rediss+sentinel': { mode: 'sentinel', tls: true, port: 26_379 },
  'redis+cluster': { mode: 'cluster', tls: false, port: 6379 },
  'rediss+cluster': { mode: 'cluster', tls: true, port: 6379 },
};
const tlsParameters = ['tlsCaFile', 'tlsServerName', 'tlsCertFile', 'tlsKeyFile'] as const;
const parameters: readonly string[] = ['keyPrefix', 'sentinelUsername', 'sentinelPassword', ...tlsParameters];
const [urlLengthMax, hostsMax, databaseMax] = [4_096, 32, 999];

/** Thrown within this file only; what it says never quotes the URL, where any part may turn out to be a password. */
class Wrong extends Error {
  constructor(readonly rejection: Rejection) {
    super(rejection.code);
  }
}

const wrong = (expected: readonly [string, string], actual: readonly [string, string]): Wrong =>
  new Wrong({ code: 'redis.url', message: text('REDIS_URL 不能使用', 'The Redis URL cannot be used'), expected: text(...expected), actual: text(...actual) });

const need = (holds: boolean, expected: readonly [string, string], actual: readonly [string, string]): void => {
  if (!holds) throw wrong(expected, actual);
};

/**
 * Reads `redis[s][+sentinel|+cluster]://[user[:password]@]host[:port][,host…][/db | /master[/db]][?parameter=…]`.
 * User and password are percent-encoded. Refused with `redis.url`.
 */
export const parseRedisUrl = (url: string): Result<RedisAddress> => {
  try {
    return accept(addressIn(url));
  } catch (error) {
    if (error instanceof Wrong) return refuse(error.rejection);
    throw error;
  }
};

const addressIn = (url: string): RedisAddress => {
  need(url.length <= urlLengthMax, [`最多 ${urlLengthMax} 个字符`, `at most ${urlLengthMax} characters`], [`${url.length} 个字符`, `${url.length} characters`]);
  const parts = /^([a-z+]+):\/\/(?:([^@/?#]*)@)?([^@/?#]+)(\/[^@?#]*)?(?:\?([^@#]*))?$/.exec(url.trim());
  const scheme = parts === null ? undefined : schemes[parts[1] ?? ''];
  if (parts === null || scheme === undefined) {
    throw wrong(
      ['redis://、rediss://、redis+sentinel:// 或 redis+cluster:// 开头，用户名和密码中的特殊字符须百分号编码', 'redis://, rediss://, redis+sentinel:// or redis+cluster://, with special characters of user and password percent-encoded'],
      ['另一种写法', 'something else'],
    );
  }
  const [, , login = '', hosts = '', path = '', query = ''] = parts;
  const given = parametersIn(query);
  if (!scheme.tls) need(tlsParameters.every((name) => !given.has(name)), ['rediss:// 才可使用 tls 参数', 'rediss:// where a tls parameter is given'], ['redis://', 'redis://']);
  const { masterName, database } = placeIn(scheme.mode, path);
  return {
    mode: scheme.mode,
    hosts: hostsIn(hosts, scheme.port, scheme.mode),
    login: loginIn(login),
    sentinelLogin: withoutUndefined({ username: given.get('sentinelUsername'), password: given.get('sentinelPassword') }),
    ...withoutUndefined({ masterName }),
    database,
    ...(scheme.tls ? { tls: tlsIn(given) } : {}),
    prefix: prefixOf(given.get('keyPrefix') ?? 'zhibu'),
  };
};

const parametersIn = (query: string): ReadonlyMap<string, string> => {
  const given = new Map<string, string>();
  for (const part of query === '' ? [] : query.split('&')) {
    const [name = '', value = ''] = part.split(/=(.*)/s);
    need(parameters.includes(name) && value !== '' && !given.has(name), [`参数各一次：${parameters.join('、')}`, `parameters, each once: ${parameters.join(', ')}`], ['其他参数、重复或空值', 'another one, one twice, or one that is empty']);
    given.set(name, decoded(value));
  }
  return given;
};

const hostsIn = (list: string, port: number, mode: RedisAddress['mode']): readonly RedisHost[] => {
  const hosts = list.split(',');
  const most = mode === 'single' ? 1 : hostsMax;
  need(hosts.length <= most, [`最多 ${most} 台主机`, `at most ${most} host${most === 1 ? '' : 's'}`], [`${hosts.length} 台`, `${hosts.length}`]);
  return hosts.map((host) => {
    const found = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(?::(\d{1,5}))?$/.exec(host);
    const number = Number(found?.[2] ?? port);
    if (found === null || number < 1 || number > 65_535) throw wrong(['host:port，端口 1 至 65535', 'host:port with a port of 1 to 65535'], ['另一种写法', 'something else']);
    return { host: (found[1] ?? '').replace(/[[\]]/g, ''), port: number };
  });
};

const placeIn = (mode: RedisAddress['mode'], path: string): { readonly masterName: string | undefined; readonly database: number } => {
  const steps = path.split('/').filter((step) => step !== '');
  const masterName = mode === 'sentinel' ? steps.shift() : undefined;
  if (mode === 'sentinel') need(masterName !== undefined && /^[\w.-]{1,100}$/.test(masterName), ['主节点名称，例如 /mymaster/0', 'the name of the master, for example /mymaster/0'], ['没有或不是名称', 'none, or not a name']);
  const [number = '0', ...rest] = steps;
  need(rest.length === 0 && /^\d{1,3}$/.test(number) && Number(number) <= databaseMax, [`数据库编号 0 至 ${databaseMax}`, `the number of a database, 0 to ${databaseMax}`], ['另一种写法', 'something else']);
  if (mode === 'cluster') need(number === '0', ['集群只有 0 号数据库', 'database 0, the only one of a cluster'], [number, number]);
  return { masterName, database: Number(number) };
};

const loginIn = (login: string): RedisLogin => {
  const [username = '', password] = login.split(/:(.*)/s);
  return withoutUndefined({ username: username === '' ? undefined : decoded(username), password: password === undefined || password === '' ? undefined : decoded(password) });
};

const tlsIn = (given: ReadonlyMap<string, string>): RedisTls => {
  const [caFile, serverName, certFile, keyFile] = tlsParameters.map((name) => given.get(name));
  need((certFile === undefined) === (keyFile === undefined), ['tlsCertFile 和 tlsKeyFile 一起', 'tlsCertFile and tlsKeyFile together'], ['只有一个', 'one of them']);
  return withoutUndefined({ caFile, serverName, certFile, keyFile });
};

const prefixOf = (prefix: string): string => {
  need(/^[a-z0-9][a-z0-9._-]{0,39}$/.test(prefix), ['keyPrefix：1 至 40 个小写字母、数字、点、横线', 'a keyPrefix of 1 to 40 lower-case letters, digits, dots and dashes'], ['另一种写法', 'something else']);
  return `{${prefix}}`;
};

const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    throw wrong(['百分号编码', 'percent-encoding'], ['% 后面不是两位十六进制', 'a % that two hexadecimal digits do not follow']);
  }
};

const withoutUndefined = <T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };

/** For people: hosts and ports, never a user or a password. */
export const addressText = ({ hosts, masterName }: RedisAddress): string => {
  const shown = hosts.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`).join(',');
  return masterName === undefined ? shown : `${shown}/${masterName}`;
};
