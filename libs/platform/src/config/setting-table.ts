import type { Text } from '@zhibu/kernel';
import { text } from '@zhibu/kernel';
import { Parse, networks, nonEmpty, oneOf, urlOf, wholeNumber } from './settings';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** One setting: the same name in the environment and in the file. */
export interface Setting<T = unknown> {
  readonly parse: Parse<T>;
  /** What it is for, in a few words. */
  readonly about: Text;
  /** What holds when nobody gives it. */
  readonly otherwise: Text;
  /** May hold a password: shown masked only, and `<name>_FILE` may name a file that holds it. */
  readonly secret?: true;
  /** Makes no sense in the file. */
  readonly environmentOnly?: true;
  /** Decides which data, keys and rules a process works with: mistyped, it would work on others in silence. */
  readonly placesData?: true;
}

const setting = <T>(parse: Parse<T>, otherwise: Text, about: Text, more: Pick<Setting, 'secret' | 'environmentOnly' | 'placesData'> = {}): Setting<T> => ({ parse, about, otherwise, ...more });
const same = (words: string): Text => text(words, words);

/** Every setting there is. The tables of the README are checked against this one. */
export const settings = {
  PORT: setting(wholeNumber(0, 65_535), same('7300'), text('接口的端口；0 由系统选择', 'port of the API; 0 lets the system pick one')),
  HOST: setting(nonEmpty, same('127.0.0.1'), text('接口监听的地址；示例用户只存在于本机回环地址，经代理转来的请求一律不认', 'address that the API listens on; demo users exist only on the loopback, and through no proxy')),
  TRUSTED_PROXIES: setting(networks, text('无', 'none'), text('采信其 `X-Forwarded-For` 与 `X-Forwarded-Proto` 的代理：地址、网段或 `loopback`；由代理终结 TLS 时须设置，否则 Cookie 不带 `Secure`，且所有客户端共用一份频率限额', 'proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed: addresses, networks, `loopback`; set it behind a proxy that ends TLS, or the cookie is not `Secure` and all clients share one rate limit')),
  ZHIBU_DATA: setting(nonEmpty, same('`.zhibu`'), text('数据目录：内置数据库、密钥、生成的文件', 'data folder: embedded database, keys, written files'), { placesData: true }),
  ZHIBU_POLICIES: setting(nonEmpty, same('`policies`'), text('规则、标准、流程', 'rules, rates, procedures'), { placesData: true }),
  ZHIBU_SECRETS_FILE: setting(nonEmpty, text('数据目录中的 `secrets.json`', '`secrets.json` in the data folder'), text('密钥文件，例如挂载的机密；所有进程共用同一份', 'file of keys, such as a mounted secret; one and the same for all processes'), { placesData: true }),
  DATABASE_URL: setting(urlOf('postgres', 'postgresql'), text('内置', 'embedded'), text('自备的 PostgreSQL 15 或更高版本', 'a PostgreSQL of your own, 15 or newer'), { secret: true, placesData: true }),
  DATABASE_POOLING: setting(oneOf('session', 'transaction'), same('session'), text('经事务模式的 PgBouncer 连接数据库时设为 `transaction`', '`transaction` where the database is reached through PgBouncer in transaction mode')),
  EVENT_STORE_URL: setting(urlOf('esdb', 'esdb+discover'), text('事件存于数据库', 'events live in the database'), text('EventStoreDB，单节点或集群', 'EventStoreDB, one node or a cluster'), { secret: true, placesData: true }),
  REDIS_URL: setting(urlOf('redis', 'rediss', 'redis+sentinel', 'rediss+sentinel', 'redis+cluster', 'rediss+cluster'), text('队列存于数据库', 'queues live in the database'), text('Redis：单机、Sentinel 或 Cluster', 'Redis, alone, with Sentinel or as a Cluster'), { secret: true, placesData: true }),
  ZHIBU_WAIT_SECONDS: setting(wholeNumber(0, 86_400), text('服务 300，命令 10', '300 for servers, 10 for commands'), text('启动时等待未应答的引擎多少秒', 'seconds that a start waits for an engine that does not answer')),
  ZHIBU_HEALTH_PORT: setting(wholeNumber(1, 65_535), text('不监听', 'not listening'), text('后台进程的健康检查和指标端口，监听于 `HOST`', "port of the worker's health and metrics, on `HOST`")),
  LOG_LEVEL: setting(oneOf(...logLevels), same('info'), text(`日志级别：${logLevels.join('、')}`, `how much is logged: ${logLevels.join(', ')}`)),
  ZHIBU_LANG: setting(oneOf('zh', 'en'), text('随 `LANG`', 'by `LANG`'), text('zh 或 en', 'zh or en')),
  ZHIBU_USER: setting(nonEmpty, text('无', 'none'), text('命令行由谁办理，`--as` 另指者除外', 'who acts on the command line, unless `--as` names somebody'), { environmentOnly: true }),
  ZHIBU_CONFIG: setting(nonEmpty, text('数据目录或程序目录中的 `zhibu.yaml`', '`zhibu.yaml` in the data folder or beside the program'), text('设置文件', 'file of settings'), { environmentOnly: true, placesData: true }),
} as const;

export type SettingName = keyof typeof settings;
export const settingNames = Object.keys(settings) as readonly SettingName[];
export type SettingValue<N extends SettingName> = (typeof settings)[N] extends Setting<infer T> ? T : never;

export const isSettingName = (name: string): name is SettingName => Object.hasOwn(settings, name);
export const settingOf = (name: SettingName): Setting => settings[name];

/** What a secret may be called instead: a file that holds nothing else, as container platforms hand secrets over. */
export const fileVariantOf = (name: SettingName): string | undefined => (settingOf(name).secret === true ? `${name}_FILE` : undefined);
