import { Client } from 'pg';
import { text } from '@zhibu/kernel';
import { EngineFault, EngineLook, FaultKind } from './engine';

/** PostgreSQL 15, as `server_version_num` writes it. */
export const leastVersionNum = 150_000;

const fault = (kind: FaultKind, code: string, message: readonly [string, string], expected: readonly [string, string], actual: readonly [string, string]): EngineFault => ({
  kind,
  rejection: { code: `database.${code}`, message: text(...message), expected: text(...expected), actual: text(...actual) },
});

/** Host, port and database of a URL of PostgreSQL, which may name several hosts; never the user. */
export const databaseAddress = (url: string): string => {
  const rest = /^[a-z]+:\/\/(.*)$/s.exec(url)?.[1] ?? '';
  return (rest.slice(rest.lastIndexOf('@') + 1).split('?')[0] ?? '').slice(0, 200);
};

/** Looks whether PostgreSQL answers, lets us in, and is new enough. Answers within `timeoutMs`, whatever the server does. */
export const inspectPostgres = async (url: string, { timeoutMs = 5_000 }: { readonly timeoutMs?: number } = {}): Promise<EngineLook> => {
  const base = { engine: 'database', address: databaseAddress(url) } as const;
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error('timeout')), timeoutMs)));
  try {
    client = new Client({ connectionString: url, connectionTimeoutMillis: timeoutMs, application_name: 'zhibu look' });
    // The loss of a connection comes as an event too; unheard, it would end the process.
    client.on('error', () => undefined);
    const { version, faults } = await Promise.race([asked(client), late]);
    return { ...base, version, faults };
  } catch (error) {
    return { ...base, version: null, faults: [faultOf(error)] };
  } finally {
    clearTimeout(timer);
    // A server that hangs would let the farewell hang as well.
    void client?.end().catch(() => undefined);
  }
};

const asked = async (client: Client): Promise<{ readonly version: string; readonly faults: readonly EngineFault[] }> => {
  await client.connect();
  // One simple statement each: that is what a server of any age, and a pooler, answers.
  const one = async (statement: string): Promise<string> => (await client.query<(string | null)[]>({ text: statement, rowMode: 'array' })).rows[0]?.[0] ?? '';
  const number = Number(await one('show server_version_num'));
  const version = await one('show server_version');
  if (!(number >= leastVersionNum)) {
    return { version, faults: [fault('unfit', 'version', ['PostgreSQL 版本太旧', 'This PostgreSQL is too old'], ['15 或更高', '15 or newer'], [version, version])] };
  }
  const faults: EngineFault[] = [];
  const encoding = await one('show server_encoding');
  if (encoding !== 'UTF8') faults.push(fault('unfit', 'encoding', ['数据库编码不合要求', 'The encoding of the database does not fit'], ['UTF8', 'UTF8'], [encoding, encoding]));
  if ((await one('show transaction_read_only')) === 'on') faults.push(fault('unfit', 'read-only', ['数据库只读', 'The database takes no writes'], ['主库', 'a primary'], ['只读副本或只读设置', 'a replica, or one set to read only']));
  else if ((await one(`select has_database_privilege(current_database(), 'create')::text`)) !== 'true') {
    faults.push(fault('refused', 'not-permitted', ['数据库用户权限不足', 'The user of the database may not do what is needed'], ['在该数据库中建立模式的权限：grant create on database … to …', 'the right to create schemas in it: grant create on database … to …'], ['没有该权限', 'none']));
  }
  return { version, faults };
};

const wordOf = (error: unknown): { readonly code: string; readonly message: string } => {
  const shape = typeof error === 'object' && error !== null ? (error as { readonly code?: unknown; readonly message?: unknown; readonly errors?: unknown }) : {};
  // Several addresses of one name were tried: the first says enough.
  if (shape.code === undefined && Array.isArray(shape.errors) && shape.errors.length > 0) return wordOf(shape.errors[0]);
  return { code: typeof shape.code === 'string' ? shape.code : '', message: typeof shape.message === 'string' ? shape.message : String(error) };
};

const untrusted = /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_(VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT(_LOCALLY)?)|CERT_(UNTRUSTED|REJECTED|SIGNATURE_FAILURE))$/;

/** What the driver, the system or the server said, without its text: that may quote the address or the user. */
const faultOf = (error: unknown): EngineFault => {
  const { code, message } = wordOf(error);
  const found: [string, string] = [code || 'unknown', code || 'unknown'];
  if (['28P01', '28000'].includes(code)) return fault('refused', 'password-refused', ['数据库拒绝了用户名或密码', 'The database refused the user or the password'], ['数据库认可的用户名和密码', 'a user and a password that it knows'], found);
  if (code === '3D000') return fault('refused', 'missing', ['没有这个名称的数据库', 'There is no database of this name'], ['已建立的数据库：create database …', 'one that was made: create database …'], found);
  if (code === '42501') return fault('refused', 'not-permitted', ['数据库用户权限不足', 'The user of the database may not do what is needed'], ['连接并建立模式的权限', 'the right to connect and to create schemas'], found);
  if (untrusted.test(code)) return fault('refused', 'tls-untrusted', ['数据库的证书不被信任', 'The certificate of the database is not trusted'], ['由 sslrootcert 中的机构签发的证书', 'one issued by the authority in sslrootcert'], found);
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return fault('refused', 'tls-name', ['数据库的证书属于另一个名称', 'The certificate of the database is for another name'], ['写有 DATABASE_URL 中主机名的证书', 'one that names the host in DATABASE_URL'], found);
  if (/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/.test(code)) return fault('refused', 'tls-expired', ['数据库的证书不在有效期内', 'The certificate of the database is not valid today'], ['有效期内的证书', 'one within its dates'], found);
  if (message.includes('does not support SSL')) return fault('refused', 'tls-not-spoken', ['数据库不使用 TLS', 'The database does not speak TLS'], ['启用 TLS 的服务器，或去掉 sslmode', 'a server with TLS, or no sslmode'], ['不加密', 'no encryption']);
  if (/password must be a string|no password/i.test(message)) return fault('refused', 'password-missing', ['数据库要求密码', 'The database asks for a password'], ['DATABASE_URL 中的用户名和密码', 'user and password in DATABASE_URL'], ['没有', 'none']);
  if (code === '57P03') return fault('unreachable', 'starting', ['数据库正在启动或恢复', 'The database is starting or recovering'], ['接受连接', 'one that accepts connections'], found);
  if (code === '53300') return fault('unreachable', 'too-many-connections', ['数据库连接数已满', 'The database has no connection left'], ['空余的连接', 'a free connection'], found);
  if (message === 'timeout' || /timeout/i.test(message)) return fault('unreachable', 'no-answer', ['数据库没有按时答复', 'The database did not answer in time'], ['限定时间内的答复', 'an answer within the time allowed'], ['没有答复', 'no answer']);
  if (code === 'ENOENT' || code === 'ERR_INVALID_URL') return fault('refused', 'url', ['DATABASE_URL 不能使用', 'DATABASE_URL cannot be used'], ['可读取的证书文件和合法的地址', 'files of certificates that can be read, and a valid URL'], found);
  return fault('unreachable', 'unreachable', ['连不上数据库', 'The database cannot be reached'], ['在此地址接受连接的数据库', 'a database that accepts connections at this address'], found);
};
