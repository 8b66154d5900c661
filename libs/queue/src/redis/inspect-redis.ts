import { Rejection, RejectionError } from '@zhibu/kernel';
import { ClusterClient } from './guarded-clients';
import { RedisAddress, addressText, parseRedisUrl } from './redis-address';
import { RedisClient, RedisLimits, createRedisClient, readTls } from './redis-client';
import { otherInstallation, redisFault } from './redis-faults';
import { isVersionFrom, parseInfo } from './redis-info';
import { RedisTrouble, troubleOf } from './redis-trouble';
import { readOwner } from './store-generation';

export interface RedisInspection {
  /** Hosts and ports; never a user or a password. */
  readonly address: string;
  /** `null` where Redis could not be asked, or does not say. */
  readonly version: string | null;
  readonly maxmemoryPolicy: string | null;
  /** Why this Redis cannot hold the jobs; the gravest first. Empty: it can. */
  readonly faults: readonly Rejection[];
}

const leastVersion = [6, 2];
const probeMs = 1_000;

export interface InspectOptions {
  /** Default 5,000 ms. */
  readonly timeoutMs?: number;
  /** Fingerprint of the installation, where it is known: the jobs of another one are a fault. */
  readonly installation?: string | undefined;
}

/** Looks whether a Redis can hold the jobs: reachable, new enough, a master that writes, one that evicts nothing, and ours. */
export const inspectRedis = async (redisUrl: string, { timeoutMs = 5_000, installation }: InspectOptions = {}): Promise<RedisInspection> => {
  const parsed = parseRedisUrl(redisUrl);
  if (!parsed.ok) return { address: '', version: null, maxmemoryPolicy: null, faults: [parsed.rejection] };
  return inspectRedisAt(parsed.value, { connectMs: timeoutMs, commandMs: timeoutMs, waitingMax: 100 }, installation);
};

export const inspectRedisAt = async (address: RedisAddress, limits: RedisLimits, installation: string | undefined): Promise<RedisInspection> => {
  const shown = addressText(address);
  const unknown = { address: shown, version: null, maxmemoryPolicy: null };
  let first: RedisTrouble | undefined;
  let client: RedisClient | undefined;
  try {
    const tls = await readTls(address);
    client = createRedisClient({ address, tls, limits, reconnects: false, onTrouble: (trouble) => (first ??= trouble) });
    await within(client.connect(), limits.connectMs + limits.commandMs);
    return await asked(client, address, installation);
  } catch (error) {
    if (error instanceof RejectionError) return { ...unknown, faults: [error.rejection] };
    // What went wrong first says more than the closed connection that followed.
    return { ...unknown, faults: [(first ?? troubleOf(error, shown)).rejection] };
  } finally {
    client?.retire();
  }
};

/** Sentinels that do not answer, or a cluster whose nodes do not, are tried one after the other. */
const within = async (connecting: Promise<void>, ms: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Error('Command timed out')), ms)));
  await Promise.race([connecting, late]).finally(() => clearTimeout(timer));
};

const asked = async (client: RedisClient, address: RedisAddress, installation: string | undefined): Promise<RedisInspection> => {
  const shown = addressText(address);
  const masters = client instanceof ClusterClient ? client.nodes('master') : [client];
  const found = await Promise.all(masters.map(async (node) => parseInfo(await node.info())));
  const faults = found.flatMap((info) => serverFaults(info, address));
  if (faults.length === 0) {
    if (address.database !== 0) await client.select(address.database);
    // Asks for every right that the queues need: a script that writes a key of ours.
    await client.eval(`return redis.call('SET', KEYS[1], '1', 'PX', ARGV[1])`, 1, `${address.prefix}:probe`, probeMs);
  }
  const ofOthers = faults.length === 0 && installation !== undefined ? await foreign(client, address, installation) : [];
  const info = found[0] ?? new Map<string, string>();
  return { address: shown, version: versionOf(info) ?? null, maxmemoryPolicy: info.get('maxmemory_policy') ?? null, faults: [...faults, ...ofOthers] };
};

const foreign = async (client: RedisClient, address: RedisAddress, installation: string): Promise<readonly Rejection[]> => {
  const { prefix } = address;
  const owner = await readOwner(client, prefix);
  return owner === undefined || owner === installation ? [] : [otherInstallation({ address: addressText(address), prefix, installation, owner })];
};

/** Servers that speak for Redis tell in `redis_version` which one they are like. */
const versionOf = (info: ReadonlyMap<string, string>): string | undefined => info.get('redis_version');

const serverFaults = (info: ReadonlyMap<string, string>, address: RedisAddress): readonly Rejection[] => {
  const shown = addressText(address);
  const version = versionOf(info);
  const policy = info.get('maxmemory_policy');
  const mode = info.get('redis_mode');
  if (mode === 'sentinel') return [redisFault('redis.is-sentinel', shown)];
  if (mode === 'cluster' && address.mode !== 'cluster') return [redisFault('redis.is-cluster', shown)];
  return [
    ...(info.get('role') === 'slave' ? [redisFault('redis.replica', `${shown} role:slave`)] : []),
    ...(version !== undefined && !isVersionFrom(version, leastVersion) ? [redisFault('redis.version', version)] : []),
    ...(policy !== undefined && policy !== 'noeviction' ? [redisFault('redis.eviction', `maxmemory-policy ${policy}`)] : []),
  ];
};
