import { QueueBaseOptions, QueueKeys, RedisConnection, RedisQueueBackend } from 'bullmq';
import { RedisClient } from './redis-client';

/**
 * BullMQ's view of one of our connections. The engine connects, checks and closes; BullMQ's own check is made once,
 * and its failure is kept for ever.
 */
export class EngineConnection extends RedisConnection {
  readonly #ours: RedisClient;

  constructor(client: RedisClient, blocking: boolean) {
    super(client, { shared: true, blocking, skipVersionCheck: true, skipWaitingForReady: true });
    this.#ours = client;
    // Told by the client itself.
    this.on('error', () => undefined);
    // Every version that the engine accepts takes fractions of a second; without them delayed jobs come late.
    void this.client.then(() => (this.capabilities = { canDoubleTimeout: true, canBlockFor1Ms: true }));
  }

  override get redisVersion(): string {
    return '6.2.0';
  }

  /** Interrupts what waits. Without a socket there is nothing whose end could be waited for. */
  override async disconnect(wait = true): Promise<void> {
    const { status } = this.#ours;
    if (status === 'ready' || status === 'connect') await super.disconnect(wait);
    else this.#ours.retire();
  }

  retire(): void {
    this.#ours.retire();
  }
}

/** A queue or a worker on the connection that all share; a worker waits for jobs on one of its own. */
export class EngineBackend extends RedisQueueBackend {
  readonly #blocking: EngineConnection | undefined;

  constructor(shared: EngineConnection, name: string, opts: QueueBaseOptions, prefix: string, blocking: EngineConnection | undefined) {
    const keys = new QueueKeys(prefix);
    const prefixed = { ...opts, prefix };
    super(shared, name, keys.getKeys(name), (type) => keys.toKey(name, type), prefixed, blocking, false);
    this.#blocking = blocking;
  }

  override close(): Promise<void> {
    this.#blocking?.retire();
    return (this.closing ??= Promise.resolve());
  }
}
