import { Projection } from '../projection';
import { Follower } from './follower';
import { Generation, GenerationId, labelOf } from './generation';
import { GenerationLocks } from './generation-locks';
import { GenerationStore, isLockTimeout } from './generation-store';
import { IsBehind } from './is-behind';
import { ProjectionRunnerOptions } from './runner-options';

interface Followed {
  readonly abort: AbortController;
  /** Absent while the lock is still asked for. */
  follower?: Follower;
  ended: Promise<void>;
}

const idleSaveMs = 40;
const promotionEveryMs = 100;
const batchSizeDefault = 1_000;

/** The generations that this process follows, each under its lock and once. */
export class Following {
  private readonly followed = new Map<string, Followed>();
  private readonly locks: GenerationLocks;
  private promotionTriedAt = 0;
  private stopping = false;

  constructor(private readonly options: ProjectionRunnerOptions, private readonly store: GenerationStore, private readonly isBehind: IsBehind) {
    this.locks = new GenerationLocks(options.pool, store.registry.schema, {
      silentMsMax: options.lockSilenceMs,
      onLost: (error) => {
        options.onError?.('locks', error);
        for (const { abort } of this.followed.values()) abort.abort();
      },
    });
  }

  has(id: GenerationId): boolean {
    return this.followed.has(labelOf(id));
  }

  isCaughtUp(id: GenerationId): boolean {
    return this.followed.get(labelOf(id))?.follower?.caughtUp === true;
  }

  /** Follows a generation unless somebody does already. Resolves when that is known. */
  async take(id: GenerationId, projection: Projection): Promise<void> {
    const label = labelOf(id);
    // Noted before the first wait: the lock of one session may be taken twice, and two followers would void each other's folds.
    if (this.stopping || this.followed.has(label)) return;
    const followed: Followed = { abort: new AbortController(), ended: Promise.resolve() };
    this.followed.set(label, followed);
    let locked = false;
    try {
      locked = await this.locks.take(label);
      const current = locked ? await this.currentOf(id) : undefined;
      if (current === undefined || this.stopping) return await this.end(label, locked);
      followed.follower = this.followerOf(projection, current);
    } catch (error) {
      await this.end(label, locked);
      throw error;
    }
    followed.ended = this.follow(label, followed.follower, followed.abort.signal);
  }

  /** Ends the following of one generation and waits for it. */
  async release(id: GenerationId): Promise<void> {
    const followed = this.followed.get(labelOf(id));
    followed?.abort.abort();
    await followed?.ended;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    for (const { abort } of this.followed.values()) abort.abort();
    await Promise.all([...this.followed.values()].map(({ ended }) => ended));
    await this.locks.close();
  }

  private async currentOf({ name, version, generation }: GenerationId): Promise<Generation | undefined> {
    const rows = await this.store.registry.all(this.options.pool, name);
    return rows.find((row) => row.version === version && row.generation === generation && row.role !== 'retired' && row.stopped === null);
  }

  private followerOf(projection: Projection, current: Generation): Follower {
    const { eventStore, codec, batchSize = batchSizeDefault } = this.options;
    // Whatever it reads from here on is later than the epoch it starts in: a key erased before is not used to fill its rows again.
    codec.refresh?.();
    const afterBatch = (generation: Generation, live: boolean): Promise<boolean> => this.promoteWhenReady(projection, generation, live);
    return new Follower({ store: this.store, eventStore, codec, projection, batchSize, idleSaveMs, afterBatch }, current);
  }

  private async follow(label: string, follower: Follower, signal: AbortSignal): Promise<void> {
    try {
      await follower.run(signal);
    } catch (error) {
      this.options.onError?.(label, error);
    } finally {
      await this.end(label, true);
    }
  }

  private async end(label: string, locked: boolean): Promise<void> {
    if (locked) await this.locks.giveBack(label).catch((error: unknown) => this.options.onError?.(label, error));
    this.followed.delete(label);
  }

  private async promoteWhenReady(projection: Projection, generation: Generation, live: boolean): Promise<boolean> {
    if (generation.role !== 'building') return false;
    // Under a steady load nothing is ever left unread for long, so it is also tried now and then.
    const now = performance.now();
    if (!live && now - this.promotionTriedAt < promotionEveryMs) return false;
    this.promotionTriedAt = now;
    try {
      // The follower ends and is taken up again as the live one, with what the registry says then.
      return await this.store.promote(projection, generation, this.isBehind);
    } catch (error) {
      if (isLockTimeout(error)) return false;
      throw error;
    }
  }
}
