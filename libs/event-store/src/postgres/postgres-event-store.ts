import { Checkpoint } from '@zhibu/kernel';
import { Pool } from 'pg';
import { AppendOutcome, AppendRequest, EventBatch, EventFilter, EventStore, ReadAllOptions, ReadStreamOptions, StoredEvent, StoreUnavailable, SubscribeOptions } from '../port';
import { prepareAppend } from '../prepare-append';
import { SharedTail, TailPage } from '../shared-tail';
import { PollingMs, boundedBatchSize } from '../subscription';
import { WakeUp } from '../wake-up';
import { appendInRuns, appendRunStatement } from './append-in-order';
import { appendOutcomes, appendStatement, appendValues } from './append-statement';
import { checkpointOf, compareCheckpoints } from '../checkpoint';
import { Connections, Statement } from './connections';
import { GroupCommit, GroupCommitLimits, groupCommitDefaults } from './group-commit';
import { GroupRead } from './group-read';
import { eventStoreSchemaDefault } from './migrate-event-store';
import { readLog, readLogStatement, readWholeLogStatement } from './read-log';
import { readFirstPages, readFirstPagesStatement, readStreamPages, readStreamStatement, readStreamsStatement, readWholeStreams } from './read-streams';
import { quotedSchema } from './schema-name';
import { StreamMemory } from '../stream-memory';

export type PostgresEventStoreOptions = PostgresSource & {
  /** Schema made by `migrateEventStore`. Default `events`. */
  readonly schema?: string;
  readonly groupCommit?: Partial<GroupCommitLimits>;
  /** Pause between polls of an idle subscription; it doubles from `min` to `max`. Default 5 to 200 ms. */
  readonly pollingMs?: PollingMs;
};

/** A pool of the caller's, who also ends it, or where to connect with a pool of the store's own. */
export type PostgresSource = { readonly pool: Pool } | { readonly connectionString: string; readonly connectionsMax?: number };

/** Streams of one call that are read together with those of other callers. */
const groupedStreamsMax = 16;

const pollingDefaultMs: PollingMs = { min: 5, max: 200 };

export const createPostgresEventStore = (options: PostgresEventStoreOptions): EventStore => new PostgresEventStore(options);

class PostgresEventStore implements EventStore {
  private readonly pool: Pool;
  private readonly connections: Connections;
  private readonly statements: ReturnType<typeof statementsOf>;
  private readonly groupCommit: GroupCommit;
  private readonly groupRead: GroupRead;
  private readonly wakeUp = new WakeUp();
  private readonly tail: SharedTail;
  private readonly closing = new AbortController();
  /** Calls of `appendAllInOrder` under way. */
  private readonly inOrder = new Set<Promise<unknown>>();

  constructor(private readonly options: PostgresEventStoreOptions) {
    this.pool = 'pool' in options ? options.pool : ownPool(options.connectionString, options.connectionsMax);
    this.connections = new Connections(this.pool);
    this.statements = statementsOf(quotedSchema(options.schema ?? eventStoreSchemaDefault));
    this.groupCommit = new GroupCommit(
      async (batch) => {
        const sorted = [...batch].sort((a, b) => (a.request.stream < b.request.stream ? -1 : 1));
        const [row] = await this.connections.rows(this.statements.append, appendValues(sorted));
        this.wakeUp.notify();
        const outcomes = new Map(appendOutcomes(sorted, row ?? []).map((outcome, index) => [sorted[index], outcome]));
        return batch.map((append) => outcomes.get(append));
      },
      { ...groupCommitDefaults, ...options.groupCommit },
    );
    this.tail = new SharedTail({ read: (after, limit) => this.batchOf(after, limit), compare: compareCheckpoints, wakeUp: this.wakeUp, polling: options.pollingMs ?? pollingDefaultMs });
    const memory = new StreamMemory();
    this.groupRead = new GroupRead((streams) => readFirstPages(this.connections, this.statements.firstPages, memory, streams));
  }

  async append(request: AppendRequest): Promise<AppendOutcome> {
    if (this.closing.signal.aborted) throw new StoreUnavailable('the event store is closed');
    const prepared = prepareAppend(request);
    if (!prepared.ok) return { kind: 'refused', rejection: prepared.rejection };
    return this.groupCommit.submit(prepared.value);
  }

  async appendAllInOrder(requests: readonly AppendRequest[]): Promise<readonly AppendOutcome[]> {
    if (this.closing.signal.aborted) throw new StoreUnavailable('the event store is closed');
    const appending = appendInRuns(this.connections, this.statements, requests).finally(() => {
      this.inOrder.delete(appending);
      this.wakeUp.notify();
    });
    this.inOrder.add(appending);
    return appending;
  }

  readStream(stream: string, options: ReadStreamOptions = {}): AsyncIterable<StoredEvent> {
    const statement = options.direction === 'backwards' ? this.statements.streamBackwards : this.statements.streamForwards;
    const isWhole = options.direction !== 'backwards' && (options.from ?? 1) <= 1 && options.limit === undefined;
    return isWhole ? this.readWholeStream(stream, statement) : readStreamPages(this.connections, statement, stream, options);
  }

  /** What every command begins with. */
  private async *readWholeStream(stream: string, statement: Statement): AsyncGenerator<StoredEvent> {
    const first = await this.groupRead.page(stream);
    yield* first.events;
    if (!first.end) yield* readStreamPages(this.connections, statement, stream, { from: (first.events.at(-1)?.meta.version ?? 0) + 1 });
  }

  /** A few streams share a query with what others read; many are worth one of their own. */
  async readStreams(streams: readonly string[]): Promise<ReadonlyMap<string, readonly StoredEvent[]>> {
    if (streams.length > groupedStreamsMax) return readWholeStreams(this.connections, this.statements.streams, streams);
    const found = new Map<string, StoredEvent[]>();
    await Promise.all(
      streams.map(async (stream) => {
        const events: StoredEvent[] = [];
        for await (const event of this.readWholeStream(stream, this.statements.streamForwards)) events.push(event);
        if (events.length > 0) found.set(stream, events);
      }),
    );
    return found;
  }

  async *readAll(options: ReadAllOptions = {}): AsyncGenerator<StoredEvent> {
    const direction = options.direction ?? 'forwards';
    let after = options.after ?? null;
    for (let left = options.limit ?? Infinity; left > 0; ) {
      const limit = Math.min(left, boundedBatchSize(undefined));
      const page = await readLog(this.connections, this.logStatement(direction), { direction, after, limit, filter: options.filter });
      yield* page.events;
      if (page.checkpoint === null || page.end) return;
      after = page.checkpoint;
      left -= page.events.length;
    }
  }

  subscribe(options: SubscribeOptions): AsyncIterable<EventBatch> {
    const signal = AbortSignal.any([options.signal, this.closing.signal]);
    return this.tail.subscribe({ ...options, signal }, (after, limit) => this.batchOf(after, limit, options.filter));
  }

  private async batchOf(after: Checkpoint | null, limit: number, filter?: EventFilter): Promise<TailPage | null> {
    const { checkpoint, events, end, bytes } = await readLog(this.connections, this.statements.logForwards, { direction: 'forwards', after, limit, filter });
    return checkpoint === null ? null : { events, checkpoint, live: end, bytes };
  }

  async head(): Promise<Checkpoint | null> {
    const [row] = await this.connections.rows(this.statements.head, []);
    return row?.[0] && row[1] ? checkpointOf(row[0], row[1]) : null;
  }

  compare(a: Checkpoint, b: Checkpoint): number {
    return compareCheckpoints(a, b);
  }

  /** Ends subscriptions and lets appends that wait finish. */
  async close(): Promise<void> {
    if (this.closing.signal.aborted) return;
    this.closing.abort();
    this.tail.stop();
    await Promise.all([this.groupCommit.drained(), Promise.allSettled([...this.inOrder])]);
    if (!('pool' in this.options)) await this.pool.end();
  }

  private logStatement(direction: 'forwards' | 'backwards') {
    return direction === 'forwards' ? this.statements.logForwards : this.statements.logBackwards;
  }
}

const statementsOf = (schema: string) => ({
  append: appendStatement(schema),
  run: appendRunStatement(schema),
  streamForwards: readStreamStatement(schema, 'forwards'),
  streamBackwards: readStreamStatement(schema, 'backwards'),
  streams: readStreamsStatement(schema),
  firstPages: readFirstPagesStatement(schema),
  logForwards: { filtered: readLogStatement(schema, 'forwards'), whole: readWholeLogStatement(schema, 'forwards') },
  logBackwards: { filtered: readLogStatement(schema, 'backwards'), whole: readWholeLogStatement(schema, 'backwards') },
  head: {
    name: `log_head ${schema}`,
    text: `select transaction_id, "position" from ${schema}.events
      order by transaction_id desc, "position" desc limit 1`,
  },
});

const ownPool = (connectionString: string, max = 6): Pool => {
  const pool = new Pool({ connectionString, max, connectionTimeoutMillis: 5_000, application_name: 'zhibu event store' });
  // An idle connection that breaks is replaced when it is next needed; unheard, the event would end the process.
  pool.on('error', () => undefined);
  return pool;
};
