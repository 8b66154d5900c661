import { randomUUID } from 'node:crypto';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { EventLog } from './event-log';
import { Faults } from './faults';
import { Gate } from './gate';
import { LogRecord } from './log-record';
import { Member, NodeContext, NodeState, ServerVersion } from './node-context';
import { addServices } from './node-services';
import { Endpoint } from './rpc-errors';
import { seedLog } from './seed-log';
import { ServerCertificate } from './test-certificates';
import { DoubleUser, defaultUsers } from './users';

export interface DoubleOptions {
  /** Default 22.10.5, the version whose subscriptions are the harder ones. */
  readonly version?: ServerVersion;
  /** With a certificate the server asks for users and passwords; without one it lets everybody in. */
  readonly tls?: ServerCertificate;
  /** Besides `admin` and `ops`, password `changeit`. */
  readonly users?: Readonly<Record<string, DoubleUser>>;
  readonly log?: EventLog;
  /** A port to use again; default any free one. */
  readonly port?: number;
  /** How long a write cannot be read yet; default the next turn of the event loop. */
  readonly commitDelayMs?: number;
  /** How long the server waits for its commit before it gives up. Default 2000. */
  readonly commitTimeoutMs?: number;
  readonly maxAppendSize?: number;
  /** Set by a cluster. */
  readonly cluster?: { members(): readonly Member[]; leader(): Endpoint | null };
}

export interface RestartOptions {
  /** `kept` as after a crash, `lost` as an empty disk, or the log of another database. Default kept. */
  readonly data?: 'kept' | 'lost' | EventLog;
}

/** A double of EventStoreDB over real gRPC, on a loopback port of its own. */
export class EventStoreDouble {
  readonly id = randomUUID();
  readonly host = '127.0.0.1';
  readonly faults = new Faults();
  readonly gate = new Gate();
  /** What this node is in its cluster; a single node is its own leader. */
  state: NodeState = 'leader';
  private current: EventLog;
  private server: Server | null = null;

  constructor(private readonly options: DoubleOptions) {
    this.current = options.log ?? this.newLog();
  }

  get port(): number {
    return this.gate.port;
  }

  get endpoint(): Endpoint {
    return { host: this.host, port: this.port };
  }

  get isUp(): boolean {
    return this.server !== null;
  }

  /** A connection string for the client, without a name or password. */
  get url(): string {
    return this.urlFor(null);
  }

  /** With TLS by name: an IP address as the server's name is on its way out of TLS clients. */
  urlFor(user: { readonly name: string; readonly password: string } | null, host = this.options.tls === undefined ? this.host : 'localhost'): string {
    const { tls } = this.options;
    const credentials = user === null ? '' : `${encodeURIComponent(user.name)}:${encodeURIComponent(user.password)}@`;
    const query = tls === undefined ? 'tls=false' : `tls=true&tlsCAFile=${encodeURIComponent(tls.caFile)}`;
    return `esdb://${credentials}${host}:${this.port}?${query}`;
  }

  /** What is truly stored, whatever a client was told. */
  get log(): EventLog {
    return this.current;
  }

  eventsOf(stream: string): readonly LogRecord[] {
    const events: LogRecord[] = [];
    for (let index = 0; index < this.current.readableCount; index += 1) {
      const record = this.current.recordAt(index);
      if (record?.stream === stream) events.push(record);
    }
    return events;
  }

  async start(): Promise<void> {
    const server = new Server({
      'grpc.max_concurrent_streams': 100, // Kestrel's default for a connection
      'grpc.max_receive_message_length': 16 * 1024 * 1024 - 10_000, // TFConsts.EffectiveMaxLogRecordSize
      'grpc.max_send_message_length': -1,
    });
    addServices(server, this.context());
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync('127.0.0.1:0', this.credentials(), (error, bound) => (error === null ? resolve(bound) : reject(error)));
    });
    this.server = server;
    await this.gate.open(port, this.port === 0 ? this.options.port ?? 0 : this.port);
  }

  /** As `kill -9`: every connection is reset, and the port refuses until `restart`. What was written stays. */
  async crash(): Promise<void> {
    await this.gate.refuse();
    this.gate.cutAll();
    this.server?.forceShutdown();
    this.server = null;
    if (this.options.cluster === undefined) this.current.reopen();
  }

  async restart({ data = 'kept' }: RestartOptions = {}): Promise<void> {
    if (this.isUp) await this.crash();
    if (data === 'lost') this.current = this.newLog();
    else if (data !== 'kept') this.current = data;
    await this.start();
  }

  /** Ends for good. */
  async stop(): Promise<void> {
    this.gate.resume();
    if (this.isUp) await this.crash();
  }

  private newLog(): EventLog {
    return seedLog(new EventLog(this.options.commitDelayMs), this.options.tls !== undefined);
  }

  private credentials(): ServerCredentials {
    const { tls } = this.options;
    return tls === undefined
      ? ServerCredentials.createInsecure()
      : ServerCredentials.createSsl(null, [{ cert_chain: Buffer.from(tls.certificate), private_key: Buffer.from(tls.key) }]);
  }

  private context(): NodeContext {
    const { options } = this;
    return {
      version: options.version ?? '22.10.5',
      faults: this.faults,
      users: options.tls === undefined ? null : { ...defaultUsers, ...options.users },
      maxAppendSize: options.maxAppendSize ?? 1024 * 1024,
      commitTimeoutMs: options.commitTimeoutMs ?? 2000,
      log: () => this.current,
      state: () => this.state,
      leader: () => (options.cluster === undefined ? this.endpoint : options.cluster.leader()),
      members: () => options.cluster?.members() ?? [{ id: this.id, endpoint: this.endpoint, state: this.state, isAlive: true }],
      cut: (peer) => this.gate.cut(peer),
    };
  }
}

export const startEventStoreDouble = async (options: DoubleOptions = {}): Promise<EventStoreDouble> => {
  const double = new EventStoreDouble(options);
  await double.start();
  return double;
};
