import { Pool } from 'pg';
import { Lease, leaseMsDefault } from './lease';
import { hasEnded } from './process-name';
import { joinSql, leaveSql, releaseSql, renewSql, stateSql, takeSql } from './lease-statements';
import { LeaseMember, shareOut } from './share-out';

export interface LeaseShareOptions {
  readonly pool: Pool;
  /** Processes of one group share its leases; their names begin with it and a slash. */
  readonly group: string;
  /** Names this process, and no other ever. */
  readonly owner: string;
  /** Default 15,000 ms. */
  readonly leaseMs?: number | undefined;
  /** Somebody else has it, or nobody could be asked for so long that somebody may. */
  readonly onLost: (lease: Lease) => void;
  readonly onError: (error: unknown) => void;
}

export interface LeaseRound {
  readonly held: readonly Lease[];
  /** Part of what is held: another process should have it. Given back with `release` when the work under it has ended. */
  readonly surplus: readonly Lease[];
}

interface Held {
  readonly lease: Lease;
  /** By the clock of this process, which goes on while it stands still; earlier than the database's own. */
  confirmedAt: number;
}

const beatsInLease = 5;

/** The part of this process in the leases of a group. Every statement is a short one that leaves nothing behind in its session. */
export class LeaseShare {
  private readonly held = new Map<string, Held>();
  private readonly leaseMs: number;
  private wants: readonly string[] = [];
  private joined = false;
  private beating: NodeJS.Timeout | null = null;
  private left = false;
  /** Questions to the database that could still take, renew or join. */
  private readonly underWay = new Set<Promise<unknown>>();

  constructor(private readonly options: LeaseShareOptions) {
    this.leaseMs = options.leaseMs ?? leaseMsDefault;
  }

  get holding(): readonly Lease[] {
    return [...this.held.values()].map(({ lease }) => lease);
  }

  /** Whether a lease is held for certain: not when nobody could be asked for as long as it lasts. The token is what a write is checked by. */
  isSure({ name, token }: Lease): boolean {
    const held = this.held.get(name);
    return held?.lease.token === token && performance.now() - held.confirmedAt < this.leaseMs;
  }

  /**
   * Says what this process can work on, and takes what falls to it. A stand-in takes only what no member of the group wants,
   * and has no part in the sharing.
   */
  async round(wants: readonly string[], as: 'member' | 'stand-in' = 'member'): Promise<LeaseRound> {
    const changed = !this.joined || wants.length !== this.wants.length || wants.some((name, index) => name !== this.wants[index]);
    this.wants = wants;
    if (changed && as === 'member') await this.join();
    const { rows } = await this.options.pool.query<{ members: LeaseMember[]; leases: { name: string; owner: string | null }[] }>(stateSql, [this.options.group]);
    const { members = [], leases = [] } = rows[0] ?? {};
    const ended = [...new Set([...leases, ...members].flatMap(({ owner }) => (owner !== null && owner !== this.options.owner && hasEnded(owner) ? [owner] : [])))];
    const holders = new Map(leases.flatMap(({ name, owner }) => (owner === null || ended.includes(owner) ? [] : [[name, owner] as const])));
    const shares = shareOut(members.filter(({ owner }) => !ended.includes(owner)), holders);
    const isMine = (name: string): boolean => (as === 'stand-in' ? !shares.has(name) && wants.includes(name) : shares.get(name) === this.options.owner);
    const free = wants.filter((name) => isMine(name) && !this.held.has(name) && (holders.get(name) ?? this.options.owner) === this.options.owner);
    await this.take(free, ended);
    const held = this.holding;
    return { held, surplus: held.filter(({ name }) => !isMine(name)) };
  }

  /** Takes those that are free, whoever they should fall to. Gives what is held of them now. */
  async take(names: readonly string[], ended: readonly string[] = []): Promise<readonly Lease[]> {
    const missing = names.filter((name) => !this.held.has(name));
    if (missing.length > 0 && !this.left) {
      this.beat();
      const askedAt = performance.now();
      await this.during(async () => {
        const { rows } = await this.options.pool.query<{ name: string; token: string }>(takeSql, [missing, this.options.owner, this.leaseMs, ended]);
        for (const { name, token } of rows) {
          // Asked for twice at once it was taken twice, and only the later token counts.
          if (Number(token) > (this.held.get(name)?.lease.token ?? 0)) this.held.set(name, { lease: { name, owner: this.options.owner, token: Number(token) }, confirmedAt: askedAt });
        }
      });
    }
    return names.flatMap((name) => this.held.get(name)?.lease ?? []);
  }

  /** After the work under them has ended: another may take them at once. */
  async release(leases: readonly Lease[]): Promise<void> {
    const mine = leases.filter(({ name, token }) => this.held.get(name)?.lease.token === token);
    if (mine.length === 0) return;
    for (const { name } of mine) this.held.delete(name);
    await this.options.pool.query(releaseSql, [mine.map(({ name }) => name), mine.map(({ token }) => token), this.options.owner]);
  }

  /** Asks which leases are still held; the others are lost. Done by itself several times in the life of a lease. */
  async renew(): Promise<void> {
    const asked = this.holding;
    const askedAt = performance.now();
    if (asked.length > 0) {
      const { rows } = await this.options.pool.query<{ name: string }>(renewSql, [asked.map(({ name }) => name), asked.map(({ token }) => token), this.options.owner, this.leaseMs]);
      const still = new Set(rows.map(({ name }) => name));
      for (const lease of asked) {
        const held = this.held.get(lease.name);
        if (held?.lease !== lease) continue;
        if (still.has(lease.name)) held.confirmedAt = askedAt;
        else this.lose(lease);
      }
    }
    if (this.joined) await this.join();
  }

  /** Gives everything back and leaves the group; also what a question that is under way still takes. */
  async leave(): Promise<void> {
    this.left = true;
    if (this.beating !== null) clearInterval(this.beating);
    await Promise.allSettled([...this.underWay]);
    await this.release(this.holding);
    if (this.joined) await this.options.pool.query(leaveSql, [this.options.group, this.options.owner]);
  }

  private beat(): void {
    this.beating ??= setInterval(() => void this.renew().catch((error: unknown) => this.renewFailed(error)), this.leaseMs / beatsInLease);
  }

  private async join(): Promise<void> {
    if (this.left) return;
    this.beat();
    await this.during(async () => {
      await this.options.pool.query(joinSql, [this.options.group, this.options.owner, this.wants, this.leaseMs]);
      this.joined = true;
    });
  }

  private async during(asking: () => Promise<void>): Promise<void> {
    const asked = asking();
    this.underWay.add(asked);
    try {
      await asked;
    } finally {
      this.underWay.delete(asked);
    }
  }

  private renewFailed(error: unknown): void {
    this.options.onError(error);
    for (const lease of this.holding) if (!this.isSure(lease)) this.lose(lease);
  }

  private lose(lease: Lease): void {
    this.held.delete(lease.name);
    this.options.onLost(lease);
  }
}
