import type { Pool, PoolClient, QueryConfig, QueryResult } from 'pg';
import { EventStore, StoreFault, StoredEvent } from '@zhibu/event-store';
import { failure } from '@zhibu/platform';
import { KnownEvent, knownEvent } from './known-event';
import { keysDiffer, logFailure } from './log-failures';

const table = 'runtime.log_identity';
/** A check that hangs would be joined by all who come after it. */
const answerMsDefault = 15_000;

interface Identity {
  readonly keys: string;
  readonly first: KnownEvent | null;
  readonly last: KnownEvent | null;
}

export interface LogIdentityOptions {
  readonly pool: Pool;
  readonly store: EventStore;
  /** Fingerprint of the keys of the installation. */
  readonly keys: string;
  /** Whether this database holds the key of any person. */
  readonly holdsPersonKeys: () => Promise<boolean>;
  /** How long the database may take for one statement. Default 15 s. */
  readonly answerMs?: number;
}

export const migrateLogIdentity = async (client: Pick<PoolClient, 'query'>): Promise<void> => {
  await client.query(
    `create table if not exists ${table} (
       only_one boolean primary key default true check (only_one), keys text not null, first jsonb, last jsonb, noted_at timestamptz not null default clock_timestamp())`,
  );
};

const nowhere: Pick<KnownEvent, 'stream' | 'version'> = { stream: 'log-identity', version: 1 };

/** Streams of people: whoever is in them has a key. */
const personStreams = 'person-';

/**
 * Which log the read models, the keys and the checkpoints of this database belong to. Everything here rests on it: with
 * another log, or one that lost its end, the read models would tell what never happened, and people be paid again.
 */
export class LogIdentity {
  private noted: KnownEvent | null = null;
  private verified: KnownEvent | null = null;
  /** Whether this process saw or wrote any event, and whether it looked for the first one. */
  private seen = false;
  private looked = false;

  constructor(private readonly options: LogIdentityOptions) {}

  /** The last event that was found in the log by a check, if any. */
  get lastVerified(): KnownEvent | null {
    return this.verified;
  }

  /** Remembers that the event was seen; `check` writes it down. */
  note(event: KnownEvent): void {
    this.seen = true;
    if (this.noted === null || this.options.store.compare(event.checkpoint, this.noted.checkpoint) > 0) this.noted = event;
  }

  /** Remembers that this process wrote something. */
  noteWritten(): void {
    this.seen = true;
  }

  /**
   * Throws a `PlatformFailure` when the log is not the one that is known: empty, another, moved, or shorter than what was
   * handled; or when other keys are used. Otherwise writes down what was seen since.
   */
  async check(): Promise<void> {
    const known = await this.known();
    if (known.keys !== this.options.keys) throw keysDiffer();
    if (known.first === null) await this.begin();
    else await this.compareWith(known, known.first);
    await this.writeDown();
  }

  /** The first process that looks makes the row; what it finds then is what is known. */
  private async known(): Promise<Identity> {
    const { keys } = this.options;
    const found = await this.row();
    if (found !== undefined) return found;
    await this.refuseWithoutPersonKeys();
    await this.query(`insert into ${table} (keys) values ($1) on conflict do nothing`, [keys]);
    return (await this.row()) ?? { keys, first: null, last: null };
  }

  private async row(): Promise<Identity | undefined> {
    return (await this.query(`select keys, first, last from ${table}`)).rows[0];
  }

  private query(statement: string, values: unknown[] = []): Promise<QueryResult<Identity>> {
    const { pool, answerMs = answerMsDefault } = this.options;
    const limited: QueryConfig & { readonly query_timeout: number } = { text: statement, values, query_timeout: answerMs };
    return pool.query<Identity>(limited);
  }

  /** A new database beside an old log: the keys of its people stood in the old database, and without them they are lost. */
  private async refuseWithoutPersonKeys(): Promise<void> {
    const { store, holdsPersonKeys } = this.options;
    const [person] = await eventsOf(store, { streamPrefixes: [personStreams] });
    if (person === undefined || (await holdsPersonKeys())) return;
    throw failure('event-log.keys-missing',
      '事件库里有人员，而这个数据库里没有他们的密钥：请恢复原来的数据库（含 vault 模式），或用 zhibu events import 迁入；否则他们的资料无法读取。',
      'The event store holds people whose keys are not in this database: restore the database of before (with its schema vault), or move the events with zhibu events import; without the keys nobody can read them.');
  }

  /**
   * The log had no event when it was looked at last. It is searched for one only when there may be: on a server full of others' events
   * that takes long. Otherwise the engine is only asked for a stream that nobody writes, so that one that is away is noticed.
   */
  private async begin(): Promise<void> {
    if (this.looked && !this.seen) return void (await this.find(nowhere));
    const [first] = await eventsOf(this.options.store);
    this.looked = true;
    if (first === undefined) return;
    await this.query(`update ${table} set first = $1, noted_at = clock_timestamp() where first is null`, [JSON.stringify(knownEvent(first))]);
  }

  /** Reads the two events that are known where they stood; the log is searched only to say what is wrong. */
  private async compareWith({ last }: Identity, first: KnownEvent): Promise<void> {
    if (!isSame(await this.findFirst(first), first)) await this.requireFirst(first);
    const handled = last ?? first;
    const still = await this.find(handled);
    if (still === null || still.id !== handled.id) throw logFailure('shorter', handled, still ?? undefined);
    if (still.checkpoint !== handled.checkpoint) throw logFailure('moved', handled, still);
    this.verified = handled;
  }

  private async requireFirst(first: KnownEvent): Promise<void> {
    const [found] = await eventsOf(this.options.store);
    if (found === undefined) throw logFailure('empty', first);
    if (found.meta.id !== first.id) throw logFailure('replaced', first, knownEvent(found));
    if (found.checkpoint !== first.checkpoint) throw logFailure('moved', first, knownEvent(found));
  }

  /** A stream that was removed says nothing of the log, in which its events still stand. */
  private findFirst(first: KnownEvent): Promise<KnownEvent | null> {
    return this.find(first).catch((error: unknown) => (error instanceof StoreFault ? null : Promise.reject(error as Error)));
  }

  private async find({ stream, version }: Pick<KnownEvent, 'stream' | 'version'>): Promise<KnownEvent | null> {
    for await (const event of this.options.store.readStream(stream, { from: version, limit: 1 })) return event.meta.version === version ? knownEvent(event) : null;
    return null;
  }

  /** Forward only, whichever of the processes that share the database comes first: who finds it changed meanwhile leaves it to the next check. */
  private async writeDown(): Promise<void> {
    const { noted, options: { store } } = this;
    if (noted === null || noted.id === this.verified?.id) return;
    const row = await this.row();
    if (row === undefined || row.first === null || (row.last !== null && store.compare(noted.checkpoint, row.last.checkpoint) <= 0)) return;
    await this.query(`update ${table} set last = $1, noted_at = clock_timestamp() where last is not distinct from $2::jsonb`, [JSON.stringify(noted), row.last === null ? null : JSON.stringify(row.last)]);
  }
}

const isSame = (found: KnownEvent | null, known: KnownEvent): boolean => found !== null && found.id === known.id && found.checkpoint === known.checkpoint;

const eventsOf = async (store: EventStore, filter?: { readonly streamPrefixes: readonly string[] }): Promise<readonly StoredEvent[]> => {
  for await (const event of store.readAll({ limit: 1, ...(filter === undefined ? {} : { filter }) })) return [event];
  return [];
};
