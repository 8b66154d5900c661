import { Lease } from '../../leases';
import { Projection } from '../projection';
import { Follower } from './follower';
import { Generation, GenerationId, labelOf } from './generation';
import { GenerationStore, isLockTimeout } from './generation-store';
import { IsBehind } from './is-behind';
import { FindNewer, canGoOn, findNewerThan } from './known-events';
import { ProjectionRunnerOptions } from './runner-options';

interface Followed {
  readonly lease: Lease;
  readonly abort: AbortController;
  /** Absent while the place is still asked for. */
  follower?: Follower;
  ended: Promise<void>;
}

const idleSaveMs = 40;
const promotionEveryMs = 100;
const batchSizeDefault = 1_000;

/** The generations that this process follows, each under its lease and once. */
export class Following {
  private readonly followed = new Map<string, Followed>();
  private readonly newer: FindNewer;
  private promotionTriedAt = 0;
  private stopping = false;

  /** `onFenced`: a write was refused; perhaps the lease is gone. */
  constructor(private readonly options: ProjectionRunnerOptions, private readonly store: GenerationStore, private readonly isBehind: IsBehind, private readonly onFenced: () => Promise<void>) {
    this.newer = findNewerThan(options.catalogue);
  }

  /** Whether this code may go on with a generation that perhaps stopped. */
  canGoOn(row: Generation): boolean {
    return canGoOn(row, this.newer);
  }

  has(id: GenerationId): boolean {
    return this.followed.has(labelOf(id));
  }

  isCaughtUp(id: GenerationId): boolean {
    return this.followed.get(labelOf(id))?.follower?.caughtUp === true;
  }

  /** Follows a generation under its lease, unless that is done already. Resolves when it has begun. */
  async take(id: GenerationId, projection: Projection, lease: Lease): Promise<void> {
    const label = labelOf(id);
    // Noted before the first wait: two followers of one process hold the same lease, and would void each other's folds.
    if (this.stopping || this.followed.has(label)) return;
    const followed: Followed = { lease, abort: new AbortController(), ended: Promise.resolve() };
    this.followed.set(label, followed);
    try {
      const current = await this.currentOf(id);
      if (current === undefined || this.stopping || followed.abort.signal.aborted) return void this.followed.delete(label);
      followed.follower = this.followerOf(projection, current, lease);
    } catch (error) {
      this.followed.delete(label);
      throw error;
    }
    followed.ended = this.follow(label, followed.follower, followed.abort.signal);
  }

  /** Ends what is followed under a lease, and waits for it. */
  async end({ name, token }: Lease): Promise<void> {
    const under = [...this.followed.values()].filter(({ lease }) => lease.name === name && lease.token === token);
    for (const { abort } of under) abort.abort();
    await Promise.all(under.map(({ ended }) => ended));
  }

  async stop(): Promise<void> {
    this.stopping = true;
    for (const { abort } of this.followed.values()) abort.abort();
    await Promise.all([...this.followed.values()].map(({ ended }) => ended));
  }

  private async currentOf({ name, version, generation }: GenerationId): Promise<Generation | undefined> {
    const rows = await this.store.registry.all(this.options.pool, name);
    return rows.find((row) => row.version === version && row.generation === generation && row.role !== 'retired' && canGoOn(row, this.newer));
  }

  private followerOf(projection: Projection, current: Generation, lease: Lease): Follower {
    const { eventStore, codec, batchSize = batchSizeDefault } = this.options;
    // Whatever it reads from here on is later than the epoch it starts in: a key erased before is not used to fill its rows again.
    codec.refresh?.();
    const afterBatch = (generation: Generation, live: boolean): Promise<boolean> => this.promoteWhenReady(projection, generation, live, lease);
    return new Follower({ store: this.store, eventStore, codec, projection, newer: this.newer, lease, batchSize, idleSaveMs, afterBatch }, current);
  }

  private async follow(label: string, follower: Follower, signal: AbortSignal): Promise<void> {
    try {
      if ((await follower.run(signal)) === 'fenced') await this.onFenced();
    } catch (error) {
      this.options.onError?.(label, error);
    } finally {
      this.followed.delete(label);
    }
  }

  private async promoteWhenReady(projection: Projection, generation: Generation, live: boolean, lease: Lease): Promise<boolean> {
    if (generation.role !== 'building') return false;
    // Under a steady load nothing is ever left unread for long, so it is also tried now and then.
    const now = performance.now();
    if (!live && now - this.promotionTriedAt < promotionEveryMs) return false;
    this.promotionTriedAt = now;
    try {
      // The follower ends and is taken up again as the live one, with what the registry says then.
      return await this.store.promote(projection, generation, this.isBehind, lease);
    } catch (error) {
      if (isLockTimeout(error)) return false;
      throw error;
    }
  }
}
