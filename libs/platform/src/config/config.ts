import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Language, Text } from '@zhibu/kernel';
import { parse as parseYaml } from 'yaml';
import { failure } from '../platform-failure';
import { networks, nonEmpty, oneOf, Parse, port, urlOf } from './settings';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface Config {
  /** Absolute. Holds the embedded PostgreSQL, the secrets and the files that were written. */
  readonly dataFolder: string;
  /** Absolute. Rules, rates and workflows. */
  readonly policiesFolder: string;
  readonly host: string;
  /** 0 lets the system pick one. */
  readonly port: number;
  /**
   * Addresses and networks (CIDR, or `loopback`) of the proxies in front of the service. Only what these say of the
   * client's address and of https is believed; nobody is, by default.
   */
  readonly trustedProxies: readonly string[];
  readonly logLevel: LogLevel;
  readonly language: Language;
  /** Missing: the embedded PostgreSQL is started. */
  readonly databaseUrl?: string;
  /** Missing: events live in the database. */
  readonly eventStoreUrl?: string;
  /** Missing: queues live in the database. */
  readonly redisUrl?: string;
}

export interface ConfigProblem {
  /** Name of the variable. */
  readonly name: string;
  readonly expected: Text;
}

export interface ConfigSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths and the default folders start from: the checkout. */
  readonly root: string;
}

const names = [
  'ZHIBU_DATA', 'ZHIBU_POLICIES', 'HOST', 'PORT', 'TRUSTED_PROXIES', 'LOG_LEVEL', 'ZHIBU_LANG', 'DATABASE_URL', 'EVENT_STORE_URL', 'REDIS_URL',
] as const;
type Name = (typeof names)[number];

const isName = (name: string): name is Name => names.some((known) => known === name);

type Raw = Partial<Record<Name, string>>;

/** The file `zhibu.yaml` beside the program, or the one ZHIBU_CONFIG names, uses the names of the variables. */
const readFile = (sources: ConfigSources, problems: ConfigProblem[]): Raw => {
  const named = sources.env['ZHIBU_CONFIG'];
  const path = resolve(sources.root, named ?? 'zhibu.yaml');
  if (!existsSync(path)) {
    if (named !== undefined) problems.push({ name: 'ZHIBU_CONFIG', expected: { zh: '一个存在的文件', en: 'a file that exists' } });
    return {};
  }
  let content: unknown;
  try {
    content = parseYaml(readFileSync(path, 'utf8'));
  } catch {
    problems.push({ name: path, expected: { zh: 'YAML 格式', en: 'YAML' } });
    return {};
  }
  const raw: Raw = {};
  for (const [name, value] of Object.entries(content ?? {})) {
    if (isName(name) && (typeof value === 'string' || typeof value === 'number')) raw[name] = String(value);
    else problems.push({ name: `${path}: ${name}`, expected: { zh: `已知的名称：${names.join('、')}`, en: `a known name: ${names.join(', ')}` } });
  }
  return raw;
};

const fromEnvironment = (env: ConfigSources['env']): Raw =>
  Object.fromEntries(names.flatMap((name) => (env[name] === undefined || env[name] === '' ? [] : [[name, env[name]]])));

const spokenLanguage = (env: ConfigSources['env']): Language => (/^zh/i.test(env['LC_ALL'] ?? env['LANG'] ?? '') ? 'zh' : 'en');

/** All settings, or everything that is wrong with them at once. Values of settings are never repeated. */
export const readConfig = (sources: ConfigSources): { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly problems: readonly ConfigProblem[] } => {
  const problems: ConfigProblem[] = [];
  const raw: Raw = { ...readFile(sources, problems), ...fromEnvironment(sources.env) };
  const optional = <T>(name: Name, parse: Parse<T>): T | undefined => {
    const value = raw[name];
    if (value === undefined) return undefined;
    const parsed = parse(value);
    if (parsed.ok) return parsed.value;
    problems.push({ name, expected: parsed.expected });
    return undefined;
  };
  const databaseUrl = optional('DATABASE_URL', urlOf('postgres', 'postgresql'));
  const eventStoreUrl = optional('EVENT_STORE_URL', urlOf('postgres', 'postgresql', 'esdb', 'esdb+discover'));
  const redisUrl = optional('REDIS_URL', urlOf('redis', 'rediss'));
  const config: Config = {
    dataFolder: resolve(sources.root, optional('ZHIBU_DATA', nonEmpty) ?? '.zhibu'),
    policiesFolder: resolve(sources.root, optional('ZHIBU_POLICIES', nonEmpty) ?? 'policies'),
    host: optional('HOST', nonEmpty) ?? '127.0.0.1',
    port: optional('PORT', port) ?? 7300,
    trustedProxies: optional('TRUSTED_PROXIES', networks) ?? [],
    logLevel: optional('LOG_LEVEL', oneOf(...logLevels)) ?? 'info',
    language: optional('ZHIBU_LANG', oneOf('zh', 'en')) ?? spokenLanguage(sources.env),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(eventStoreUrl === undefined ? {} : { eventStoreUrl }),
    ...(redisUrl === undefined ? {} : { redisUrl }),
  };
  return problems.length === 0 ? { ok: true, config } : { ok: false, problems };
};

/** The same for a start: throws one `PlatformFailure` that lists every problem. */
export const loadConfig = (sources: ConfigSources): Config => {
  const read = readConfig(sources);
  if (read.ok) return read.config;
  const list = (language: Language): string => read.problems.map(({ name, expected }) => `${name} (${expected[language]})`).join('; ');
  throw failure('settings-wrong', `设置有误，应为：${list('zh')}`, `Settings are wrong; expected: ${list('en')}`);
};

/** Whether the host is one that only this machine can reach. */
export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

/** Demo users and the printed passwords exist only where nobody else can reach the service: also through no proxy. */
export const isReachedHereOnly = ({ host, trustedProxies }: Pick<Config, 'host' | 'trustedProxies'>): boolean => isLoopback(host) && trustedProxies.length === 0;

/** The checkout, seen from the compiled package of an app or a library: `<root>/<group>/<name>/dist`. */
export const checkoutRoot = (distFolder: string): string => resolve(distFolder, '..', '..', '..');

/** Folder of the embedded PostgreSQL inside the data folder. */
export const postgresFolder = (config: Config): string => join(config.dataFolder, 'postgres');
