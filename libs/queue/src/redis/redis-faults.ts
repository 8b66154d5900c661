import { Rejection, Text, text } from '@zhibu/kernel';

interface Fault {
  readonly message: Text;
  readonly expected: Text;
}

const fault = (message: readonly [string, string], expected: readonly [string, string]): Fault => ({ message: text(...message), expected: text(...expected) });

/** Everything that Redis can be blamed for. What mends it is in `expected`. */
const faults = {
  'redis.unreachable': fault(['连不上 Redis', 'Redis cannot be reached'], ['Redis 在此地址接受连接', 'a Redis that accepts connections at this address']),
  'redis.no-answer': fault(['Redis 没有按时答复', 'Redis did not answer in time'], ['限定时间内的答复；使用 rediss:// 时须为 TLS 端口', 'an answer within the time allowed; with rediss:// from a port that speaks TLS']),
  'redis.loading': fault(['Redis 正在载入数据', 'Redis is loading its data'], ['载入完成', 'data that is loaded']),
  'redis.unavailable': fault(['Redis 暂时不能服务', 'Redis cannot serve at the moment'], ['可用的主节点和完整的集群', 'a master that serves, and a cluster that is whole']),
  'redis.overloaded': fault(['等待 Redis 答复的命令过多', 'Too many commands wait for Redis'], ['限定数量内的等待命令', 'no more waiting commands than the limit']),
  'redis.password-missing': fault(['Redis 要求密码', 'Redis asks for a password'], ['REDIS_URL 中的用户名和密码', 'user and password in the Redis URL']),
  'redis.password-refused': fault(['Redis 拒绝了用户名或密码', 'Redis refused the user or the password'], ['Redis 认可的用户名和密码', 'a user and a password that Redis knows']),
  'redis.not-permitted': fault(['Redis 用户权限不足', 'The Redis user may not do this'], ['对本前缀键的全部权限：~{前缀}:* +@all -@admin +info +eval', 'every right on the keys of this prefix: ~{prefix}:* +@all -@admin +info +eval']),
  'redis.replica': fault(['这是只读副本', 'This Redis is a read-only replica'], ['主节点（或使用 redis+sentinel://）', 'a master (or redis+sentinel://)']),
  'redis.memory-full': fault(['Redis 内存已满', 'The memory of Redis is full'], ['可写的内存：提高 maxmemory', 'memory to write to: raise maxmemory']),
  'redis.cannot-persist': fault(['Redis 无法写盘，因此拒绝写入', 'Redis cannot write to its disk and takes no writes'], ['可写的磁盘', 'a disk that can be written to']),
  'redis.refused': fault(['Redis 拒绝了命令', 'Redis refused a command'], ['Redis 6.2 及以上支持的命令', 'the commands of Redis 6.2 and newer']),
  'redis.version': fault(['Redis 版本太旧', 'This Redis is too old'], ['6.2 或更新', '6.2 or newer']),
  'redis.eviction': fault(
    ['Redis 会在内存不足时丢弃任务', 'This Redis throws jobs away when memory runs short'],
    ['maxmemory-policy noeviction：redis-cli CONFIG SET maxmemory-policy noeviction，并写入 redis.conf；托管 Redis 在参数设置中修改', 'maxmemory-policy noeviction: redis-cli CONFIG SET maxmemory-policy noeviction, and the same in redis.conf; on a managed Redis in its parameters'],
  ),
  'redis.database': fault(['没有这个编号的数据库', 'There is no database of this number'], ['已有的数据库编号', 'the number of a database that exists']),
  'redis.is-cluster': fault(['这是 Redis 集群', 'This Redis is a cluster'], ['redis+cluster://', 'redis+cluster://']),
  'redis.not-cluster': fault(['这不是 Redis 集群', 'This Redis is no cluster'], ['redis:// 或 rediss://', 'redis:// or rediss://']),
  'redis.is-sentinel': fault(['这是哨兵，不是 Redis', 'This is a sentinel, not a Redis'], ['redis+sentinel://主机/主节点名称', 'redis+sentinel://host/name-of-master']),
  'redis.master-unknown': fault(['哨兵不认识这个主节点', 'The sentinels know no such master'], ['哨兵监视的主节点名称', 'the name of a master that the sentinels watch']),
  'redis.tls-untrusted': fault(['Redis 的证书不被信任', 'The certificate of Redis is not trusted'], ['由 tlsCaFile 中的机构签发的证书', 'a certificate issued by the authority in tlsCaFile']),
  'redis.tls-name': fault(['Redis 的证书属于另一个名称', 'The certificate of Redis is for another name'], ['写有主机名或 tlsServerName 的证书', 'a certificate that names the host, or tlsServerName']),
  'redis.tls-expired': fault(['Redis 的证书不在有效期内', 'The certificate of Redis is not valid today'], ['有效期内的证书', 'a certificate within its dates']),
  'redis.tls-not-spoken': fault(['Redis 不使用 TLS', 'This Redis does not speak TLS'], ['TLS 端口（tls-port），或 redis://', 'its TLS port (tls-port), or redis://']),
  'redis.tls-client-certificate': fault(['Redis 要求客户端证书', 'Redis asks for a client certificate'], ['tlsCertFile 和 tlsKeyFile，或 tls-auth-clients no', 'tlsCertFile and tlsKeyFile, or tls-auth-clients no']),
  'redis.other-installation': fault(
    ['这里存放的是另一套系统的任务，两套系统会互相取走任务', 'These are the jobs of another installation, and each would take the other\'s'],
    ['请在 REDIS_URL 中另用一个 keyPrefix 或另一个数据库编号', 'give REDIS_URL another keyPrefix, or another number of the database'],
  ),
  'redis.tls-file': fault(['读不到 TLS 文件', 'A file for TLS cannot be read'], ['可读的 PEM 文件', 'a PEM file that can be read']),
} satisfies Record<string, Fault>;

export type RedisFaultCode = keyof typeof faults;

/** `actual` is given by whoever found the fault, and holds no secret. */
export const redisFault = (code: RedisFaultCode, zh: string, en = zh): Rejection => ({ code, ...faults[code], actual: text(zh, en) });

/** As much of a fingerprint as people compare. */
const shown = (fingerprint: string): string => `${fingerprint.slice(0, 8)}…`;

/** Fingerprints tell installations apart and nothing else. */
export const otherInstallation = ({ address, prefix, installation, owner }: { readonly address: string; readonly prefix: string; readonly installation: string; readonly owner: string }): Rejection => {
  const { message, expected } = faults['redis.other-installation'];
  return {
    code: 'redis.other-installation',
    message,
    expected: text(`${shown(installation)} 的任务（本系统）：${expected.zh}`, `jobs of ${shown(installation)} (this installation): ${expected.en}`),
    actual: text(`${address} ${prefix}：${shown(owner)} 的任务`, `${address} ${prefix}: jobs of ${shown(owner)}`),
  };
};

/** Faults of a Redis that may be starting, or changing its master: worth waiting for. The others want somebody's hand. */
const passing = new Set<string>(['redis.unreachable', 'redis.no-answer', 'redis.loading', 'redis.unavailable', 'redis.overloaded'] satisfies RedisFaultCode[]);
export const isPassingFault = ({ code }: Rejection): boolean => passing.has(code);
