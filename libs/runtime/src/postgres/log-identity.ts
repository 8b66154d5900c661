import type { Pool, PoolClient, QueryConfig, QueryResult } from 'pg';
import type { Checkpoint } from '@zhibu/kernel';
import { EventStore, StoreFault, StoredEvent } from '@zhibu/event-store';
import { PlatformFailure, failure } from '@zhibu/platform';

const table = 'runtime.log_identity';
/** A check that hangs would be joined by all who come after it. */
const answerMsDefault = 15_000;

/** Enough of an event to find it again through the port, and to know it for the same. */
export interface KnownEvent {
  readonly id: string;
  readonly stream: string;
  readonly version: number;
  readonly checkpoint: Checkpoint;
}

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

export const knownEvent = ({ meta, checkpoint }: StoredEvent): KnownEvent => ({ id: meta.id, stream: meta.stream, version: meta.version, checkpoint });

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

  /** The log had no event when it was looked at last. It is searched for one only when there may be: on a server full of others' events that takes long. */
  private async begin(): Promise<void> {
    if (this.looked && !this.seen) return;
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

  private async find({ stream, version }: KnownEvent): Promise<KnownEvent | null> {
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

const keysDiffer = (): PlatformFailure =>
  failure('secrets-differ',
    '密钥文件不是这个系统使用的那一份：所有进程须使用同一份 secrets.json（ZHIBU_SECRETS_FILE），请复制原来的文件。',
    'The file of keys is not the one this installation uses: all processes need the same secrets.json (ZHIBU_SECRETS_FILE); copy the one of before.');

const inWords = (event: KnownEvent | undefined): string => (event === undefined ? '—' : `${event.id} (${event.checkpoint})`);

/** What was found is told by ids and places: neither says anything about a person. */
const logFailure = (how: 'empty' | 'replaced' | 'shorter' | 'moved', known: KnownEvent, found?: KnownEvent): PlatformFailure => {
  const places = { zh: `应有事件 ${inWords(known)}，实为 ${inWords(found)}`, en: `expected event ${inWords(known)}, found ${inWords(found)}` };
  switch (how) {
    case 'empty':
      return failure('event-log.empty',
        `事件库是空的，而这个数据库属于一份已有事件的日志（${places.zh}）：请检查事件库的地址，或从备份恢复事件库；若确要重新开始，请另用一个空的数据库。`,
        `The event store is empty, while this database belongs to a log with events (${places.en}): check the address of the event store or restore it from its backup; to really begin anew, use another, empty database.`);
    case 'replaced':
      return failure('event-log.replaced',
        `这是另一份事件日志，不是这个数据库所属的那一份（${places.zh}）：请检查事件库和数据库的地址是否配对。`,
        `This is another event log than the one this database belongs to (${places.en}): check that the addresses of the event store and of the database belong together.`);
    case 'shorter':
      return failure('event-log.shorter',
        `事件日志缺少已经处理过的事件（${places.zh}）：请从更新的备份恢复事件库；若事件确已丢失，请另用一个空的数据库，用 zhibu events export 和 import 迁入现有事件。`,
        `The event log lacks events that were handled (${places.en}): restore the event store from a newer backup; when the events are really lost, move what is left into an empty database with zhibu events export and import.`);
    case 'moved':
      return failure('event-log.moved',
        `事件日志内容相同而位置不同（${places.zh}）：它被复制到了另一个事件库，读模型的进度在那里无效；请为它另用一个空的数据库并用 zhibu events import 迁入。`,
        `The event log has the same events in other places (${places.en}): it was copied to another store, where the progress of the read models means nothing; give it an empty database, and move it with zhibu events import.`);
  }
};
