import { readFile } from 'node:fs/promises';
import { ConnectionOptions } from 'node:tls';
import { RejectionError } from '@zhibu/kernel';
import { Cluster, Command, Redis, RedisOptions } from 'ioredis';
import { RedisAddress, addressText } from './redis-address';
import { redisFault } from './redis-faults';
import { RedisTrouble, troubleOf } from './redis-trouble';

type Stream = Parameters<Redis['sendCommand']>[1];
export type RedisClient = SingleClient | ClusterClient;
export type RedisLimits = {
  /** A connection that is not made by then is tried again. */
  readonly connectMs: number;
  /** A command that is not answered by then is given up, and its connection is made anew. */
  readonly commandMs: number;
  /** Commands of one connection that may wait for their answers at once. */
  readonly waitingMax: number;
};

/** Longest that a worker waits for a job in one command (BullMQ: 10 s), with time for the answer. */
const blockingCommandMs = 15_000;
const retryMaxMs = 2_000;
const disconnectMs = 500;

interface Guarded {
  readonly address: string;
  readonly waitingMax: number;
  readonly onTrouble: (trouble: RedisTrouble) => void;
}

/**
 * Puts every failure of a command into our words, and refuses commands beyond the limit. Left as they are: what the
 * driver itself acts upon (a script that is not loaded yet, a pipeline that a cluster sends elsewhere).
 */
const guard = (guarded: Guarded, command: Command, waiting: number, isCluster: boolean): boolean => {
  const reject = command.reject.bind(command);
  command.reject = (error) => {
    if (error.message.startsWith('NOSCRIPT')) return reject(error);
    if ('command' in error) delete error.command;
    if (isCluster && command.pipelineIndex !== undefined) return reject(error);
    const trouble = troubleOf(error, guarded.address);
    // A server that lets no connection have a name does no harm.
    if (command.name !== 'client') guarded.onTrouble(trouble);
    reject(trouble);
  };
  if (waiting < guarded.waitingMax) return true;
  command.reject(new RedisTrouble(redisFault('redis.overloaded', `${guarded.address} ${waiting}`)));
  return false;
};

/** One server, or the master that sentinels name. Once retired it connects no more, whoever asks. */
export class SingleClient extends Redis {
  #waiting = 0;
  #retired = false;
  #giving = false;
  readonly #guarded: Guarded;

  constructor(options: RedisOptions, guarded: Guarded) {
    super(options);
    this.#guarded = guarded;
    this.on('close', () => (this.#giving = false));
  }

  override sendCommand(command: Command, stream?: Stream): unknown {
    if (!guard(this.#guarded, command, this.#waiting, false)) return command.promise;
    this.#waiting += 1;
    command.promise.then(
      () => (this.#waiting -= 1),
      (error: unknown) => {
        this.#waiting -= 1;
        if (error instanceof RedisTrouble && error.rejection.code === 'redis.no-answer') this.#giveUpConnection();
      },
    );
    return super.sendCommand(command, stream);
  }

  /** Whoever does not answer one command will not answer the next; the driver connects anew. */
  #giveUpConnection(): void {
    if (this.#giving || this.status !== 'ready') return;
    this.#giving = true;
    this.disconnect(true);
  }

  override connect(callback?: (error?: Error | null) => void): Promise<void> {
    return this.#retired ? Promise.reject(retired(this.#guarded)) : super.connect(callback);
  }

  retire(): void {
    this.#retired = true;
    this.disconnect();
    // Between two attempts there is no socket whose end would be told.
    if (this.status === 'reconnecting') {
      this.status = 'end';
      this.emit('end');
    }
  }
}

/** A cluster, of which all keys of ours are in one slot. Once retired it connects no more, whoever asks. */
export class ClusterClient extends Cluster {
  #waiting = 0;
  #retired = false;
  readonly #guarded: Guarded;

  constructor(hosts: ConstructorParameters<typeof Cluster>[0], options: ConstructorParameters<typeof Cluster>[1], guarded: Guarded) {
    super(hosts, options);
    this.#guarded = guarded;
  }

  override sendCommand(command: Command, stream?: Stream, node?: unknown): unknown {
    if (!guard(this.#guarded, command, this.#waiting, true)) return command.promise;
    this.#waiting += 1;
    const settled = (): void => void (this.#waiting -= 1);
    command.promise.then(settled, settled);
    return super.sendCommand(command, stream, node);
  }

  override connect(): Promise<void> {
    return this.#retired ? Promise.reject(retired(this.#guarded)) : super.connect();
  }

  retire(): void {
    this.#retired = true;
    this.disconnect();
  }
}

const retired = ({ address }: Guarded): RedisTrouble => new RedisTrouble(redisFault('redis.unreachable', `${address} 已关闭`, `${address} closed`));

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
    commandTimeout: blocking ? blockingCommandMs : limits.commandMs,
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
