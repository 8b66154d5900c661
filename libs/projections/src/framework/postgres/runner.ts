import { Checkpoint } from '@zhibu/kernel';
import { Lease, LeaseShare, migrateLeases, processName } from '../../leases';
import { Projection } from '../projection';
import { delay } from './delay';
import { Following } from './following';
import { GenerationId, definitionOf, labelOf, leaseNameOf } from './generation';
import { GenerationStore, inTransaction } from './generation-store';
import { IsBehind, isBehindIn } from './is-behind';
import { Registry, RegistryRow } from './registry';
import { ProjectionRunnerOptions } from './runner-options';
import { ProjectionStatus, statusOf } from './status';

export type Waited = { readonly reached: true } | { readonly reached: false; readonly behind: readonly string[] };

const pollMs = 20;
const migrationLock = 0x7a68_6962;

/** Keeps read models up to date with the log. Processes share them out; each is followed by one at a time, under a lease. */
export class ProjectionRunner {
  private readonly registry: Registry;
  private readonly store: GenerationStore;
  private readonly byName: ReadonlyMap<string, Projection>;
  private readonly isBehind: IsBehind;
  private readonly following: Following;
  private readonly leases: LeaseShare;
  private standIn = false;
  private looking: Promise<void> | null = null;
  private readonly stopping = new AbortController();

  constructor(private readonly options: ProjectionRunnerOptions) {
    this.registry = new Registry(options.schema ?? 'read_models');
    this.store = new GenerationStore(options.pool, this.registry);
    this.isBehind = isBehindIn(options.eventStore);
    this.following = new Following(options, this.store, this.isBehind, () => this.leases.renew());
    this.leases = new LeaseShare({
      pool: options.pool, group: this.registry.schema, owner: options.owner ?? processName(), leaseMs: options.leaseMs,
      onLost: (lease) => void this.following.end(lease),
      onError: (error) => options.onError?.('leases', error),
    });
    this.byName = new Map(options.projections.map((projection) => [projection.name, projection]));
  }

  /** Makes the schema and the first, still empty, generation of each projection. Safe to repeat, also at once. */
  async migrate(): Promise<void> {
    await inTransaction(this.options.pool, async (client) => {
      await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [migrationLock, this.registry.schema]);
      await migrateLeases(client);
      await this.registry.create(client);
      for (const projection of this.options.projections) {
        const rows = await this.registry.all(client, projection.name);
        const versions = rows.map((row) => row.version);
        for (const row of rows) if (this.codeOf(row) !== null) await this.store.describe(client, projection, row);
        if (rows.length === 0) await this.store.create(client, projection, 1, 'live');
        else if (Math.max(...versions) < projection.version) await this.store.create(client, projection, 1, 'building');
      }
    });
  }

  /** Follows its part of the projections that this code knows, and takes over from processes that end. A stand-in, soon gone, takes only what nobody else wants. */
  async start({ standIn = false }: { readonly standIn?: boolean } = {}): Promise<void> {
    this.standIn = standIn;
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
    await this.following.stop();
    // Nobody has to wait for leases that lapse by themselves, and the database may be what is gone.
    await this.leases.leave().catch((error: unknown) => this.options.onError?.('leases', error));
  }

  async status(): Promise<readonly ProjectionStatus[]> {
    const head = await this.options.eventStore.head();
    return statusOf(this.options.pool, this.registry, this.options.projections, head, this.isBehind);
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
      if (performance.now() >= until || this.stopping.signal.aborted) return { reached: false, behind };
      await delay(pollMs, this.stopping.signal);
    }
  }

  /**
   * Builds a fresh generation beside the live one and switches to it once it has caught up. Works with or
   * without a running `start`, here or in another process. Rejects when the projection stops at an event, and
   * when this runner is stopped; what was built by then is gone on with by whoever starts next.
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
    try {
      await this.builtAndSwitched(id, started ? null : projection);
    } finally {
      if (!started) for (const lease of this.leases.holding) await this.giveBack(lease);
    }
    await this.dropRetired();
  }

  /** Waits until a generation is live, and follows it here with the code that is given. */
  private async builtAndSwitched(id: GenerationId, projection: Projection | null): Promise<void> {
    for (;;) {
      const row = (await this.registry.all(this.options.pool, id.name)).find((each) => each.version === id.version && each.generation === id.generation);
      if (row === undefined || row.role !== 'building') return;
      if (row.stopped !== null) throw new Error(`${labelOf(id)} stopped at ${row.stopped.stream}/${row.stopped.version} (${row.stopped.type}): ${row.stopped.reason}`);
      if (this.stopping.signal.aborted) throw new Error(`${labelOf(id)} was not built to its end: its runner was stopped`);
      if (projection !== null) for (const lease of await this.leases.take([this.leaseOf(row)])) await this.following.take(row, projection, lease);
      await delay(pollMs, this.stopping.signal);
    }
  }

  /**
   * After a person's key was erased: the read models forget what it protected, in every generation, also in those that other
   * code builds. Rows changed. Rejects, after the others, when code that kept no record of its columns made one of them.
   */
  async erasePerson(personKey: string): Promise<number> {
    let changed = 0;
    const unknown: string[] = [];
    for (const row of await this.registry.all(this.options.pool)) {
      const rows = await this.store.erasePerson(row, personKey);
      if (rows === null) unknown.push(labelOf(row));
      else changed += rows;
    }
    if (unknown.length > 0) throw new Error(`what a person left in ${unknown.join(', ')} is not on record; start the code that built it once, and erase again`);
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

  private async lookAgain(): Promise<void> {
    for (let round = 1; !this.stopping.signal.aborted; round += 1) {
      await delay(this.options.lookEveryMs ?? 250, this.stopping.signal);
      if (this.stopping.signal.aborted) return;
      await this.look(round).catch((error: unknown) => this.options.onError?.('runner', error));
    }
  }

  private async look(round = 0): Promise<void> {
    const rows = await this.registry.all(this.options.pool);
    const wanted = new Map(rows.filter((row) => row.role !== 'retired' && this.following.canGoOn(row) && this.codeOf(row) !== null).map((row) => [this.leaseOf(row), row]));
    const { held, surplus } = await this.leases.round([...wanted.keys()], this.standIn ? 'stand-in' : 'member');
    for (const lease of surplus) void this.giveBack(lease).catch((error: unknown) => this.options.onError?.(lease.name, error));
    for (const lease of held) {
      const row = surplus.includes(lease) ? undefined : wanted.get(lease.name);
      const projection = row === undefined ? null : this.codeOf(row);
      if (row !== undefined && projection !== null) await this.following.take(row, projection, lease);
    }
    const idle = rows.filter((row) => this.following.isCaughtUp(row));
    if (idle.length > 0 && round % 4 === 0) await this.registry.touch(this.options.pool, idle);
    if (rows.some((row) => row.role === 'retired')) await this.dropRetired();
  }

  private async giveBack(lease: Lease): Promise<void> {
    await this.following.end(lease);
    await this.leases.release([lease]);
  }

  private leaseOf(row: GenerationId): string {
    return leaseNameOf(this.registry.schema, row);
  }

  /** Whoever drops a generation holds its lease: nobody follows it then. */
  private async dropRetired(): Promise<void> {
    for (const row of await this.registry.all(this.options.pool)) {
      if (row.role !== 'retired' || this.following.has(row)) continue;
      const leases = await this.leases.take([this.leaseOf(row)]);
      if (leases.length > 0) await this.store.drop(row);
      await this.leases.release(leases);
    }
  }
}

export const createProjectionRunner = (options: ProjectionRunnerOptions): ProjectionRunner => new ProjectionRunner(options);
