import { Pool } from 'pg';
import { EventCodec } from '@zhibu/application';
import { EventStore } from '@zhibu/event-store';
import { Checkpoint } from '@zhibu/kernel';
import { Projection } from '../projection';
import { Follower } from './follower';
import { Generation, GenerationId, definitionOf, labelOf } from './generation';
import { GenerationStore, inTransaction, isLockTimeout } from './generation-store';
import { GenerationLocks, lockSpace } from './generation-locks';
import { Registry, RegistryRow } from './registry';
import { ProjectionStatus, statusOf } from './status';

export interface ProjectionRunnerOptions {
  readonly pool: Pool;
  readonly eventStore: EventStore;
  readonly codec: EventCodec;
  readonly projections: readonly Projection[];
  /** Schema of the read models. Default `read_models`. */
  readonly schema?: string;
  readonly batchSize?: number;
  /** How often the runner looks for generations to take over. Default 250 ms. */
  readonly lookEveryMs?: number;
  /** Hears of failures that are tried again, such as a lost connection. */
  readonly onError?: (label: string, error: unknown) => void;
}

export type Waited = { readonly reached: true } | { readonly reached: false; readonly behind: readonly string[] };

interface Running {
  readonly follower: Follower;
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

const idleSaveMs = 40;
const rebuildPollMs = 20;
const promotionEveryMs = 100;

/** Keeps read models up to date with the log, one process at a time for each of them. */
export class ProjectionRunner {
  private readonly registry: Registry;
  private readonly store: GenerationStore;
  private readonly running = new Map<string, Running>();
  private readonly byName: ReadonlyMap<string, Projection>;
  private readonly locks: GenerationLocks;
  private promotionTriedAt = 0;
  private looking: Promise<void> | null = null;
  private readonly stopping = new AbortController();

  constructor(private readonly options: ProjectionRunnerOptions) {
    this.registry = new Registry(options.schema ?? 'read_models');
    this.store = new GenerationStore(options.pool, this.registry);
    this.locks = new GenerationLocks(options.pool, this.registry.schema, (error) => {
      options.onError?.('locks', error);
      for (const { abort } of this.running.values()) abort.abort();
    });
    this.byName = new Map(options.projections.map((projection) => [projection.name, projection]));
  }

  /** Makes the schema and the first, still empty, generation of each projection. Safe to repeat, also at once. */
  async migrate(): Promise<void> {
    await inTransaction(this.options.pool, async (client) => {
      await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [lockSpace, this.registry.schema]);
      await this.registry.create(client);
      for (const projection of this.options.projections) {
        const rows = await this.registry.all(client, projection.name);
        const versions = rows.map((row) => row.version);
        if (rows.length === 0) await this.store.create(client, projection, 1, 'live');
        else if (Math.max(...versions) < projection.version) await this.store.create(client, projection, 1, 'building');
      }
    });
  }

  /** Follows every projection that no other process follows, and takes over from one that ends. */
  async start(): Promise<void> {
    await this.migrate();
    // Code may have been mended since a projection stopped: each start tries again once.
    for (const row of await this.registry.all(this.options.pool)) {
      if (row.stopped !== null && this.codeOf(row) !== null) await this.store.setStopped(row, null);
    }
    await this.look();
    this.looking = this.lookAgain();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.looking;
    for (const { abort } of this.running.values()) abort.abort();
    await Promise.all([...this.running.values()].map(({ ended }) => ended));
    await this.locks.close();
  }

  async status(): Promise<readonly ProjectionStatus[]> {
    const head = await this.options.eventStore.head();
    return statusOf(this.options.pool, this.registry, this.options.projections, head, (a, b) => this.isBehind(a, b));
  }

  /** Waits until every named live read model (all when none is named) has seen the checkpoint. */
  async waitFor(checkpoint: Checkpoint, wait: { readonly names?: readonly string[]; readonly timeoutMs: number }): Promise<Waited> {
    const names = wait.names ?? this.options.projections.map(({ name }) => name);
    const until = performance.now() + wait.timeoutMs;
    for (;;) {
      const rows = await this.registry.all(this.options.pool);
      const behind = names.filter((name) => {
        const live = rows.find((row) => row.name === name && row.role === 'live');
        return live === undefined || this.isBehind(live.checkpoint, checkpoint);
      });
      if (behind.length === 0) return { reached: true };
      if (performance.now() >= until) return { reached: false, behind };
      await delay(rebuildPollMs, this.stopping.signal);
    }
  }

  /**
   * Builds a fresh generation beside the live one and switches to it once it has caught up. Works with or
   * without a running `start`, here or in another process. Rejects when the projection stops at an event.
   */
  async rebuild(name: string): Promise<void> {
    const projection = this.byName.get(name);
    if (projection === undefined) throw new Error(`there is no read model ${name}; expected one of ${[...this.byName.keys()].join(', ')}`);
    await this.migrate();
    const id = await inTransaction(this.options.pool, async (client): Promise<GenerationId> => {
      const rows = await this.registry.lock(client, name);
      if (rows.some((row) => row.version > projection.version)) throw new Error(`${name} was built by newer code than this (version ${projection.version})`);
      const generation = Math.max(0, ...rows.filter((row) => row.version === projection.version).map((row) => row.generation)) + 1;
      await this.store.create(client, projection, generation, 'building');
      return { name, version: projection.version, generation };
    });
    const started = this.looking !== null;
    for (;;) {
      const row = (await this.registry.all(this.options.pool, name)).find((each) => each.version === id.version && each.generation === id.generation);
      if (row === undefined || row.role !== 'building') break;
      if (row.stopped !== null) throw new Error(`${labelOf(id)} stopped at ${row.stopped.stream}/${row.stopped.version} (${row.stopped.type}): ${row.stopped.reason}`);
      if (!started) await this.take(row);
      await delay(rebuildPollMs, this.stopping.signal);
    }
    if (!started) await this.release(labelOf(id));
    await this.dropRetired();
  }

  /** After a person's key was erased: the read models forget what it protected. Rows changed. */
  async erasePerson(personKey: string): Promise<number> {
    let changed = 0;
    for (const row of await this.registry.all(this.options.pool)) {
      const projection = this.codeOf(row);
      if (projection !== null) changed += await this.store.erasePerson(projection, row, personKey);
    }
    return changed;
  }

  /** Lets a stopped projection try its event again, after the cause was mended. */
  async retry(name: string): Promise<void> {
    for (const row of await this.registry.all(this.options.pool, name)) if (row.stopped !== null) await this.store.setStopped(row, null);
  }

  private codeOf(row: RegistryRow): Projection | null {
    const projection = this.byName.get(row.name);
    return projection !== undefined && row.version === projection.version && row.definition === definitionOf(projection) ? projection : null;
  }

  private isBehind(checkpoint: string | null, target: string | null): boolean {
    if (target === null) return false;
    return checkpoint === null || this.options.eventStore.compare(checkpoint as Checkpoint, target as Checkpoint) < 0;
  }

  private async lookAgain(): Promise<void> {
    for (let round = 1; !this.stopping.signal.aborted; round += 1) {
      await delay(this.options.lookEveryMs ?? 250, this.stopping.signal);
      if (this.stopping.signal.aborted) return;
      await this.look(round).catch((error: unknown) => this.options.onError?.('runner', error));
    }
  }

  private async look(round = 0): Promise<void> {
    const rows = await this.registry.all(this.options.pool);
    for (const row of rows) {
      if (row.role !== 'retired' && row.stopped === null) await this.take(row);
      else if (row.role === 'retired') this.running.get(labelOf(row))?.abort.abort();
    }
    const idle = rows.filter((row) => this.running.get(labelOf(row))?.follower.caughtUp === true);
    if (idle.length > 0 && round % 4 === 0) await this.registry.touch(this.options.pool, idle);
    if (rows.some((row) => row.role === 'retired')) await this.dropRetired();
  }

  private async dropRetired(): Promise<void> {
    for (const row of await this.registry.all(this.options.pool)) {
      if (row.role === 'retired' && !this.running.has(labelOf(row))) await this.store.drop(row);
    }
  }

  /** Follows a generation if its code is here and nobody else holds it. */
  private async take(row: RegistryRow): Promise<void> {
    const label = labelOf(row);
    const projection = this.codeOf(row);
    if (projection === null || this.running.has(label) || this.stopping.signal.aborted) return;
    if (!(await this.locks.take(label))) return;
    const [current] = (await this.registry.all(this.options.pool, row.name)).filter((each) => labelOf(each) === label);
    if (current === undefined || current.role === 'retired' || current.stopped !== null) return this.locks.giveBack(label);
    const abort = new AbortController();
    const follower = new Follower(
      {
        store: this.store,
        eventStore: this.options.eventStore,
        codec: this.options.codec,
        projection,
        batchSize: this.options.batchSize ?? 1_000,
        idleSaveMs,
        afterBatch: (generation, live) => this.promoteWhenReady(projection, generation, live),
      },
      current,
    );
    const ended = this.follow(label, follower, abort.signal);
    this.running.set(label, { follower, abort, ended });
  }

  private async follow(label: string, follower: Follower, signal: AbortSignal): Promise<void> {
    // Deferred, so that the caller has put it among the running ones before it can end.
    await Promise.resolve();
    try {
      await follower.run(signal);
    } catch (error) {
      this.options.onError?.(label, error);
    } finally {
      this.running.delete(label);
      await this.locks.giveBack(label).catch((error: unknown) => this.options.onError?.(label, error));
    }
  }

  private async release(label: string): Promise<void> {
    const running = this.running.get(label);
    running?.abort.abort();
    await running?.ended;
  }

  private async promoteWhenReady(projection: Projection, generation: Generation, live: boolean): Promise<boolean> {
    if (generation.role !== 'building') return false;
    // Under a steady load nothing is ever left unread for long, so it is also tried now and then.
    const now = performance.now();
    if (!live && now - this.promotionTriedAt < promotionEveryMs) return false;
    this.promotionTriedAt = now;
    try {
      // The follower ends and is taken up again as the live one, with what the registry says then.
      return await this.store.promote(projection, generation, (own, other) => this.isBehind(own, other));
    } catch (error) {
      if (isLockTimeout(error)) return false;
      throw error;
    }
  }
}

export const createProjectionRunner = (options: ProjectionRunnerOptions): ProjectionRunner => new ProjectionRunner(options);

const delay = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
