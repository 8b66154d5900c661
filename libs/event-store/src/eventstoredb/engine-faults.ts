import { Rejection, Text, text } from '@zhibu/kernel';

/** Every way in which EventStoreDB can be there and yet be of no use to us. The codes are stable; nothing in the words is secret. */
export const urlWrong = (found: Text): Rejection => ({
  code: 'event-store.url-wrong',
  message: text('EventStoreDB 的连接地址不正确', 'The address of EventStoreDB is wrong'),
  expected: text('esdb://[用户:密码@]主机:端口[,主机:端口][?选项]，或 esdb+discover://…', 'esdb://[user:password@]host:port[,host:port][?options], or esdb+discover://...'),
  actual: found,
  field: 'EVENT_STORE_URL',
});

export const unreachable = (address: string, reason: Text): Rejection => ({
  code: 'event-store.unreachable',
  message: text('EventStoreDB 没有应答', 'EventStoreDB does not answer'),
  expected: text(`${address} 上有服务应答`, `a server that answers at ${address}`),
  actual: reason,
});

export const notReady = (address: string, reason: Text): Rejection => ({
  code: 'event-store.not-ready',
  message: text('EventStoreDB 尚未就绪（可能正在选举主节点）', 'EventStoreDB is not ready yet; it may be electing a leader'),
  expected: text(`${address} 的主节点可读取`, `a leader that can be read at ${address}`),
  actual: reason,
});

export const tlsWrong = (address: string, reason: Text): Rejection => ({
  code: 'event-store.tls-wrong',
  message: text('与 EventStoreDB 的加密连接不能建立', 'The encrypted connection to EventStoreDB cannot be made'),
  expected: text(`${address} 的证书有效、由可信机构签发且主机名相符（自建机构用 tlsCAFile 指定；不加密用 tls=false）`, `at ${address} a valid certificate of an authority we trust, for that host (name your own authority with tlsCAFile; tls=false means no encryption)`),
  actual: reason,
});

export const passwordRefused = (address: string): Rejection => ({
  code: 'event-store.password-refused',
  message: text('EventStoreDB 拒绝了用户名或密码', 'EventStoreDB refused the user name or the password'),
  expected: text(`${address} 认可的用户名和密码`, `a user and a password known at ${address}`),
  actual: text('用户名或密码被拒绝', 'user name or password refused'),
});

export const mayNotReadAll = (address: string): Rejection => ({
  code: 'event-store.may-not-read-all',
  message: text('没有读取 $all 的权限', 'There is no right to read $all'),
  expected: text(`${address} 的用户属于 $admins，或已被授予读取 $all 的权限`, `a user at ${address} who is in $admins or was granted to read $all`),
  actual: text('读取 $all 被拒绝', 'reading $all was denied'),
});

export const accessDenied = (what: Text): Rejection => ({
  code: 'event-store.access-denied',
  message: text('EventStoreDB 拒绝了这一操作', 'EventStoreDB denied this'),
  expected: text('有读写本系统数据流和读取 $all 的权限', 'the rights to read and write our streams and to read $all'),
  actual: text(`${what.zh}被拒绝`, `${what.en}: denied`),
});

export const tooOld = (version: string | null, oldest: string): Rejection => ({
  code: 'event-store.too-old',
  message: text('EventStoreDB 版本过低', 'This EventStoreDB is too old'),
  expected: text(`${oldest} 或更高`, `${oldest} or newer`),
  actual: version === null ? text('没有告知版本', 'a version that is not told') : text(version, version),
});

/** Deleted, tombstoned or cut short by somebody with a tool of the engine: never to be taken for a stream that is new. */
export const streamRemoved = (stream: string, how: Text): Rejection => ({
  code: 'stream.removed',
  message: text('数据流的历史已被删除或截断', 'The history of this stream was removed or cut'),
  expected: text(`${stream} 自第 1 个事件起完整`, `${stream} whole from its first event on`),
  actual: how,
});

export const historyLost = (stream: string, known: number, found: number): Rejection => ({
  code: 'event-store.history-lost',
  message: text('EventStoreDB 丢失了已写入的事件', 'EventStoreDB has lost events that were written'),
  expected: text(`${stream} 至少到第 ${known} 个事件`, `${stream} up to event ${known} at least`),
  actual: text(`只到第 ${found} 个事件`, `only up to event ${found}`),
});

export const foreignEvent = (place: string): Rejection => ({
  code: 'event-store.foreign-event',
  message: text('数据流中有不是本系统写入的事件', 'There is an event in our streams that we did not write'),
  expected: text('只有本系统写入的事件', 'events written by this system only'),
  actual: text(place, place),
});
