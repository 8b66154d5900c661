import { readFile } from 'node:fs/promises';
import { ConnectionOptions } from 'node:tls';
import { RejectionError } from '@zhibu/kernel';
import { RedisOptions } from 'ioredis';
import { ClusterClient, Guarded, SingleClient } from './guarded-clients';
import { RedisAddress, addressText } from './redis-address';
import { redisFault } from './redis-faults';
import { RedisTrouble, troubleOf } from './redis-trouble';

export type RedisClient = SingleClient | ClusterClient;
export type RedisLimits = {
  /** A connection that is not made by then is tried again. */
  readonly connectMs: number;
  /** A command that is not answered by then is given up, and its connection is made anew. */
  readonly commandMs: number;
  /** Commands of one connection that may wait for their answers at once. */
  readonly waitingMax: number;
};

const retryMaxMs = 2_000;
const disconnectMs = 500;

/** Certificates and keys of an address, read once. Rejects with `redis.tls-file`, naming the file. */
export const readTls = async ({ tls }: RedisAddress): Promise<ConnectionOptions | undefined> => {
  if (tls === undefined) return undefined;
  const read = async (file: string | undefined): Promise<Buffer | undefined> => {
    if (file === undefined) return undefined;
    return readFile(file).catch((error: NodeJS.ErrnoException) => Promise.reject(new RejectionError(redisFault('redis.tls-file', `${file} ${error.code ?? ''}`.trim()))));
  };
  const [ca, cert, key] = [await read(tls.caFile), await read(tls.certFile), await read(tls.keyFile)];
  return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }), ...(tls.serverName === undefined ? {} : { servername: tls.serverName }) };
};

/** Connects, where need be in more than one attempt: a server may take over from another just now. */
export const connected = async (client: RedisClient, address: RedisAddress, withinMs: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const ready = new Promise<void>((resolve, reject) => {
    timer = setTimeout(() => reject(new RedisTrouble(redisFault('redis.no-answer', addressText(address)))), withinMs);
    client.once('ready', resolve);
  });
  client.connect().catch(() => undefined);
  await ready.finally(() => clearTimeout(timer));
};

export interface ClientNeeds {
  readonly address: RedisAddress;
  readonly tls: ConnectionOptions | undefined;
  readonly limits: RedisLimits;
  /** Waits for jobs on a connection of its own, where an answer may be long in coming. */
  readonly blocking?: boolean;
  /** False: one attempt only. */
  readonly reconnects?: boolean;
  readonly onTrouble: (trouble: RedisTrouble) => void;
}

/** Does not connect yet. Nothing is kept for later while the connection is away: every command fails at once. */
export const createRedisClient = ({ address, tls, limits, blocking = false, reconnects = true, onTrouble }: ClientNeeds): RedisClient => {
  const retry = reconnects ? (times: number): number => Math.min(100 * 2 ** Math.min(times - 1, 10), retryMaxMs) : () => null;
  // Waiting for a job is interrupted on purpose; that a server is away is told by the connection itself.
  const ofCommands = (trouble: RedisTrouble): void => {
    if (!blocking || trouble.rejection.code !== 'redis.unreachable') onTrouble(trouble);
  };
  const guarded: Guarded = { address: addressText(address), waitingMax: limits.waitingMax, onTrouble: ofCommands };
  const base: RedisOptions = {
    ...address.login,
    ...(tls && { tls }),
    connectionName: address.prefix,
    disableClientInfo: true,
    connectTimeout: limits.connectMs,
    commandTimeout: limits.commandMs,
    disconnectTimeout: disconnectMs,
    keepAlive: 10_000,
    lazyConnect: true,
    enableOfflineQueue: false,
    // 0: what was on its way when the connection broke fails, rather than being sent a second time later.
    maxRetriesPerRequest: 0,
    retryStrategy: retry,
    // A master that became a replica: its connections have to go to the new master.
    reconnectOnError: (error) => error.message.includes('READONLY '),
  };
  const client = address.mode === 'cluster' ? clusterOf(address, base, retry, guarded) : new SingleClient({ ...base, db: address.database, ...placeOf(address, tls, limits, reconnects) }, guarded);
  client.on('error', (error: Error) => onTrouble(troubleOf(error, guarded.address)));
  return client;
};

const placeOf = ({ mode, hosts, masterName, sentinelLogin }: RedisAddress, tls: ConnectionOptions | undefined, limits: RedisLimits, reconnects: boolean): RedisOptions => {
  if (mode === 'single') return { ...hosts[0] };
  return {
    sentinels: hosts.map(({ host, port }) => ({ host, port })),
    name: masterName ?? '',
    ...(sentinelLogin.username === undefined ? {} : { sentinelUsername: sentinelLogin.username }),
    ...(sentinelLogin.password === undefined ? {} : { sentinelPassword: sentinelLogin.password }),
    ...(tls && { sentinelTLS: tls, enableTLSForSentinelMode: true }),
    sentinelCommandTimeout: limits.commandMs,
    sentinelRetryStrategy: reconnects ? (times) => Math.min(times * 100, retryMaxMs) : () => null,
  };
};

const clusterOf = ({ hosts }: RedisAddress, base: RedisOptions, retry: (times: number) => number | null, guarded: Guarded): ClusterClient =>
  new ClusterClient(hosts.map(({ host, port }) => ({ host, port })), {
    redisOptions: base,
    lazyConnect: true,
    enableOfflineQueue: false,
    clusterRetryStrategy: retry,
    // Finds a new master also where the old one is frozen and says nothing.
    slotsRefreshInterval: 5_000,
    slotsRefreshTimeout: 2_000,
    maxRedirections: 8,
    // With TLS the names of nodes are looked up by TLS itself, so that certificates are checked against them.
    ...(base.tls && { dnsLookup: (name: string, found: (error: NodeJS.ErrnoException | null, address: string) => void) => found(null, name) }),
  }, guarded);
