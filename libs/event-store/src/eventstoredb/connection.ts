import { EventStoreDBClient } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { StoreFault } from '../port';
import { parseConnectionString } from './connection-string';
import { errorOf } from './grpc-errors';
import { Slots } from './slots';

export type ReadCall = ReturnType<StreamsClient['read']>;
export type BatchAppendCall = ReturnType<StreamsClient['batchAppend']>;

type CallMetadata = NonNullable<Parameters<StreamsClient['batchAppend']>[0]>;
type CallOptions = NonNullable<Parameters<StreamsClient['batchAppend']>[1]>;

/**
 * What the client's own calls are made of (6.2.1, pinned). Its public `readAll` sends no filter, although the server takes one; its
 * `appendToStream` keeps all pending appends of a process in one table, loses it when any connection breaks, and
 * ends the process when an answer comes late. So calls are made here; discovery, leader changes and TLS stay the client's.
 */
interface ClientParts {
  GRPCStreamCreator<T extends ReadCall | BatchAppendCall>(type: typeof StreamsClient, name: string, create: (grpc: StreamsClient) => T): () => Promise<T>;
  callArguments(options: { requiresLeader: boolean }, call: CallOptions): [metadata: CallMetadata, options: CallOptions];
  readonly capabilities: Promise<{ readonly serverVersion: string }>;
}

/** A connection takes 100 calls at a time, and everything beyond hangs: reads, with room for appends and subscriptions. */
const readsMax = 64;

const shared = new Map<string, Connection>();

/** The connection of this process to a server or cluster: one for all stores that name it by the same text. */
export const acquireConnection = (url: string): Connection => {
  const known = shared.get(url);
  const connection = known ?? new Connection(url, () => shared.delete(url));
  shared.set(url, connection);
  connection.users += 1;
  return connection;
};

export class Connection {
  users = 0;
  readonly readSlots = new Slots(readsMax);
  private client: EventStoreDBClient;
  private renewals = 0;

  constructor(private readonly url: string, private readonly ended: () => void) {
    const parsed = parseConnectionString(url);
    if (!parsed.ok) throw new StoreFault(parsed.rejection);
    this.client = EventStoreDBClient.connectionString(url);
  }

  /** Grows with every renewal: a call that failed names the one it used. */
  get generation(): number {
    return this.renewals;
  }

  /** Reads by the leader: another node may be behind, and a read after an append would then miss it. */
  read(request: ReadReq): Promise<ReadCall> {
    const parts = this.parts();
    return parts.GRPCStreamCreator(StreamsClient, 'read', (grpc) => grpc.read(request, ...parts.callArguments({ requiresLeader: true }, { deadline: Infinity })))();
  }

  batchAppend(): Promise<BatchAppendCall> {
    const parts = this.parts();
    return parts.GRPCStreamCreator(StreamsClient, 'append', (grpc) => grpc.batchAppend(...parts.callArguments({ requiresLeader: true }, { deadline: Infinity })))();
  }

  async serverVersion(): Promise<string> {
    return (await this.parts().capabilities).serverVersion;
  }

  /** Begins anew, with discovery: for a node that no longer answers, or that answers and is of no use. */
  renew(generation: number): void {
    if (generation !== this.renewals) return;
    this.renewals += 1;
    const old = this.client;
    this.client = EventStoreDBClient.connectionString(this.url);
    void this.disposeOf(old);
  }

  /** The last user ends it. */
  async release(): Promise<void> {
    this.users -= 1;
    if (this.users > 0) return;
    this.ended();
    await this.disposeOf(this.client);
  }

  private parts(): ClientParts {
    return this.client as unknown as ClientParts;
  }

  private async disposeOf(client: EventStoreDBClient): Promise<void> {
    try {
      await client.dispose();
    } catch (error) {
      // What could not be ended ends with its socket; nobody waits for it any more.
      void errorOf(error);
    }
  }
}
