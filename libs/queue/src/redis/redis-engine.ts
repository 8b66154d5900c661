import { RejectionError } from '@zhibu/kernel';
import { QueueEngine } from '../queue-engine';
import { inspectRedisAt } from './inspect-redis';
import { addressText, parseRedisUrl } from './redis-address';
import { EngineBackend, EngineConnection } from './redis-backend';
import { ClientNeeds, RedisClient, RedisLimits, connected, createRedisClient, readTls } from './redis-client';
import { createRedisRunningNotes } from './redis-running-notes';
import { RedisTrouble } from './redis-trouble';
import { makeGeneration, readGeneration } from './store-generation';
import { createTroubleTeller } from './trouble-teller';

export interface RedisEngineOptions {
  /** See `parseRedisUrl` and docs/guides/engines.md. */
  readonly redisUrl: string;
  /** A command that Redis does not answer is given up after so long. Default 5,000 ms. */
  readonly commandMs?: number;
  /** Fingerprint of the installation: the jobs of another one are refused. Left out, nobody compares. */
  readonly installation?: string;
}

const waitingMax = 20_000;
export const redisLimits = (commandMs = 5_000): RedisLimits => ({ connectMs: commandMs, commandMs, waitingMax });

const isForeign = (error: unknown): error is RedisTrouble => error instanceof RedisTrouble && error.rejection.code === 'redis.other-installation';

interface EngineNeeds extends RedisEngineOptions {
  readonly onError: (error: Error) => void;
  readonly nowMs?: () => number;
}

/**
 * BullMQ on Redis: one connection for all queues, and one more for each queue worked on. Rejects with the first fault
 * that `inspectRedis` finds, as a `RejectionError`.
 */
export const createRedisEngine = async ({ redisUrl, commandMs, installation, onError, nowMs = Date.now }: EngineNeeds): Promise<QueueEngine> => {
  const parsed = parseRedisUrl(redisUrl);
  if (!parsed.ok) throw new RejectionError(parsed.rejection);
  const address = parsed.value;
  const limits = redisLimits(commandMs);
  const [fault] = (await inspectRedisAt(address, limits, installation)).faults;
  if (fault !== undefined) throw new RejectionError(fault);

  const teller = createTroubleTeller(onError, addressText(address), nowMs);
  const owner = { prefix: address.prefix, installation };
  let closed = false;
  const needs: ClientNeeds = { address, tls: await readTls(address), limits, onTrouble: (trouble) => void (closed || teller.tell(trouble)) };
  const shared = createRedisClient(needs);
  const connection = new EngineConnection(shared, false);
  const waiting: RedisClient[] = [];
  const waitingConnection = (): EngineConnection => {
    const client = createRedisClient({ ...needs, blocking: true });
    waiting.push(client);
    void client.connect().catch(() => undefined);
    return new EngineConnection(client, true);
  };

  return {
    backend: (name, opts, { blocking = false, withBlockingConnection = false } = {}) =>
      new EngineBackend(connection, name, opts, address.prefix, blocking || withBlockingConnection ? waitingConnection() : undefined),
    connection: {},
    restore: async () => {
      if (shared.status === 'wait') await connected(shared, address, limits.connectMs + limits.commandMs);
      await makeGeneration(shared, owner);
    },
    generation: async () => {
      const found = await readGeneration(shared, owner, addressText(address)).catch((error: unknown) => {
        if (isForeign(error)) teller.tell(error);
        throw error;
      });
      teller.works();
      return found;
    },
    isForeign,
    isLost: () => false,
    losesSilently: true,
    runningNotes: createRedisRunningNotes(shared, address.prefix),
    isTold: (error) => error instanceof RedisTrouble,
    close: () => {
      closed = true;
      for (const client of [shared, ...waiting]) client.retire();
      return Promise.resolve();
    },
  };
};
