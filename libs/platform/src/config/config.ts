import { join, resolve } from 'node:path';
import type { Language, Text } from '@zhibu/kernel';
import { text } from '@zhibu/kernel';
import { PlatformFailure } from '../platform-failure';
import { maskUrl } from './mask-url';
import { ConfigProblem, ConfigSources, RawSetting, ValueSource, readSettings } from './read-settings';
import { LogLevel, SettingName, SettingValue, settingNames, settingOf, settings } from './setting-table';
import { SettingWarning, unknownNames } from './unknown-names';

export interface Config {
  /** Absolute. Holds the embedded PostgreSQL, the secrets and the files that were written. */
  readonly dataFolder: string;
  /** Absolute. Rules, rates and workflows. */
  readonly policiesFolder: string;
  /** Absolute. Missing: `secrets.json` of the data folder, which is made when there are no data yet. */
  readonly secretsFile?: string;
  readonly host: string;
  /** 0 lets the system pick one. */
  readonly port: number;
  /** Missing: the worker listens nowhere. */
  readonly healthPort?: number;
  /**
   * Addresses and networks (CIDR, or `loopback`) of the proxies in front of the service. Only what these say of the
   * client's address and of https is believed; nobody is, by default.
   */
  readonly trustedProxies: readonly string[];
  readonly logLevel: LogLevel;
  readonly language: Language;
  /** Missing: the embedded PostgreSQL is started. */
  readonly databaseUrl?: string;
  /** `transaction`: nothing may rest on a session of the database. */
  readonly databasePooling: 'session' | 'transaction';
  /** Missing: events live in the database. */
  readonly eventStoreUrl?: string;
  /** Missing: queues live in the database. */
  readonly redisUrl?: string;
  /** How long an engine is waited for at a start. Missing: 300 for servers, 10 for commands. */
  readonly waitSeconds?: number;
  /** Names of the environment that have no effect, in words for whoever starts the process. Missing: none. */
  readonly warnings?: readonly Text[];
}

/** One setting as it holds now, for people to look at: no secret is in it. */
export interface EffectiveSetting {
  readonly name: SettingName;
  /** What it is, or in words what holds without it. */
  readonly value: Text;
  readonly source: ValueSource;
  /** `environment`, `<file>:<line>`, the path of a secret's file; null for a default. */
  readonly where: string | null;
}

export type ReadConfig =
  | { readonly ok: true; readonly config: Config; readonly effective: readonly EffectiveSetting[]; readonly warnings: readonly SettingWarning[] }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Says which settings are wrong, all at once, without a secret in it. */
export class SettingsWrong extends PlatformFailure {
  constructor(readonly problems: readonly ConfigProblem[]) {
    const list = (language: Language): string => problems.map((problem) => sentences[language](problem)).join(language === 'zh' ? '；' : '; ');
    super('settings-wrong', text(`设置有误：${list('zh')}。`, `Settings are wrong: ${list('en')}.`));
  }
}

/** A file is named as it is. */
const sourceWords = (source: string): Text => text({ environment: '环境变量', default: '缺省' }[source] ?? source, source);

const sentences: Readonly<Record<Language, (problem: ConfigProblem) => string>> = {
  zh: ({ name, source, expected, found }) => `${name}（${sourceWords(source).zh}）应为${expected.zh}，实为${found.zh}`,
  en: ({ name, source, expected, found }) => `${name} (${source}) expected ${expected.en}, found ${found.en}`,
};

/** The language of the terminal; known also while the settings are wrong. */
export const spokenLanguage = (env: ConfigSources['env']): Language => {
  const given = env['ZHIBU_LANG'];
  return given === 'zh' || given === 'en' ? given : /^zh/i.test(env['LC_ALL'] || env['LANG'] || '') ? 'zh' : 'en';
};

const shownChars = 80;
const shown = (name: SettingName, { value }: RawSetting): Text => {
  const words = settingOf(name).secret === true ? maskUrl(value) : value;
  return text(words, words);
};

/** Engines that several processes share are of no use beside a database that only this computer has. */
const halfSet = ({ databaseUrl, eventStoreUrl, redisUrl, ...at }: Config): readonly ConfigProblem[] => {
  const shared = [...(eventStoreUrl === undefined ? [] : ['EVENT_STORE_URL']), ...(redisUrl === undefined ? [] : ['REDIS_URL'])].join(', ');
  if (databaseUrl !== undefined || shared === '' || isReachedHereOnly(at)) return [];
  return [{
    name: 'DATABASE_URL',
    source: 'default',
    expected: text(`与 ${shared} 一并设置：内置数据库只供本机试用`, `to be set beside ${shared}: the embedded database is for a try on one computer`),
    found: text(`没有设置，而服务可从其他机器访问（HOST 为 ${at.host}）`, `none, while others can reach the service (HOST is ${at.host})`),
  }];
};

/** Queues in PostgreSQL listen and keep a schema for their session, which a pooler hands to somebody else after each transaction. */
const poolingWithoutQueue = ({ databasePooling, redisUrl }: Config): readonly ConfigProblem[] =>
  databasePooling === 'session' || redisUrl !== undefined
    ? []
    : [{ name: 'REDIS_URL', source: 'default', expected: text('与 DATABASE_POOLING=transaction 一并设置：数据库中的队列需要会话', 'to be set beside DATABASE_POOLING=transaction: queues in the database need sessions'), found: text('没有设置', 'none') }];

/** All settings with where each came from, or everything that is wrong with them at once. */
export const readConfig = (sources: ConfigSources): ReadConfig => {
  const problems: ConfigProblem[] = [];
  const raw = readSettings(sources, problems);
  const unknown = unknownNames(sources, raw);
  const given = <N extends SettingName>(name: N): SettingValue<N> | undefined => {
    const found = raw[name];
    if (found === undefined) return undefined;
    const parsed = settings[name].parse(found.value);
    if (parsed.ok) return parsed.value as SettingValue<N>;
    const { zh, en } = shown(name, found);
    problems.push({ name, source: found.where, expected: parsed.expected, found: text(`“${zh.slice(0, shownChars)}”`, `"${en.slice(0, shownChars)}"`) });
    return undefined;
  };
  const [databaseUrl, eventStoreUrl, redisUrl] = [given('DATABASE_URL'), given('EVENT_STORE_URL'), given('REDIS_URL')];
  const [secretsFile, healthPort, waitSeconds] = [given('ZHIBU_SECRETS_FILE'), given('ZHIBU_HEALTH_PORT'), given('ZHIBU_WAIT_SECONDS')];
  const config: Config = {
    dataFolder: resolve(sources.root, given('ZHIBU_DATA') ?? '.zhibu'),
    policiesFolder: resolve(sources.root, given('ZHIBU_POLICIES') ?? 'policies'),
    host: given('HOST') ?? '127.0.0.1',
    port: given('PORT') ?? 7300,
    trustedProxies: given('TRUSTED_PROXIES') ?? [],
    logLevel: given('LOG_LEVEL') ?? 'info',
    language: given('ZHIBU_LANG') ?? spokenLanguage(sources.env),
    databasePooling: given('DATABASE_POOLING') ?? 'session',
    ...(secretsFile === undefined ? {} : { secretsFile: resolve(sources.root, secretsFile) }),
    ...(healthPort === undefined ? {} : { healthPort }),
    ...(waitSeconds === undefined ? {} : { waitSeconds }),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
    ...(eventStoreUrl === undefined ? {} : { eventStoreUrl }),
    ...(redisUrl === undefined ? {} : { redisUrl }),
    ...(unknown.warnings.length === 0 ? {} : { warnings: unknown.warnings.map(({ words }) => words) }),
  };
  problems.push(...unknown.problems);
  if (problems.length === 0) problems.push(...halfSet(config), ...poolingWithoutQueue(config));
  if (problems.length > 0) return { ok: false, problems };
  const effective = settingNames.map((name): EffectiveSetting => {
    const found = raw[name];
    return found === undefined ? { name, value: settingOf(name).otherwise, source: 'default', where: null } : { name, value: shown(name, found), source: found.source, where: found.where };
  });
  return { ok: true, config, effective, warnings: unknown.warnings };
};

/** The same for a start: throws one `SettingsWrong` that lists every problem. */
export const loadConfig = (sources: ConfigSources): Config => {
  const read = readConfig(sources);
  if (read.ok) return read.config;
  throw new SettingsWrong(read.problems);
};

/** Whether the host is one that only this machine can reach. */
export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

/** Demo users and the printed passwords exist only where nobody else can reach the service: also through no proxy. */
export const isReachedHereOnly = ({ host, trustedProxies }: Pick<Config, 'host' | 'trustedProxies'>): boolean => isLoopback(host) && trustedProxies.length === 0;

/** The checkout, seen from the compiled package of an app or a library: `<root>/<group>/<name>/dist`. */
export const checkoutRoot = (distFolder: string): string => resolve(distFolder, '..', '..', '..');

/** Folder of the embedded PostgreSQL inside the data folder. */
export const postgresFolder = (config: Config): string => join(config.dataFolder, 'postgres');
