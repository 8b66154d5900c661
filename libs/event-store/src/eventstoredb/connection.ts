import { EventStoreDBClient } from '@eventstore/db-client';
import { ServerFeaturesClient } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { text } from '@zhibu/kernel';
import { StoreFault } from '../port';
import { ConnectionTarget } from './connection-string';
import { urlWrong } from './engine-faults';
import { errorOf, failureOf } from './grpc-errors';
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
  execute<T>(type: typeof ServerFeaturesClient, name: string, action: (grpc: ServerFeaturesClient) => Promise<T>): Promise<T>;
}

/** A connection takes 100 calls at a time, and everything beyond hangs: reads, with room for appends and subscriptions. */
const readsMax = 64;

const shared = new Map<string, Connection>();

/** The connection of this process to a server or cluster: one for all stores that name it by the same text. */
export const acquireConnection = (target: ConnectionTarget): Connection => {
  const { clientUrl } = target;
  const connection = shared.get(clientUrl) ?? new Connection(clientUrl, () => shared.delete(clientUrl));
  shared.set(clientUrl, connection);
  connection.users += 1;
  return connection;
};

/** A connection of its own, for a look that must not depend on what another one met. */
export const ownConnection = ({ clientUrl }: ConnectionTarget): Connection => {
  const connection = new Connection(clientUrl, () => undefined);
  connection.users = 1;
  return connection;
};

export class Connection {
  users = 0;
  readonly readSlots = new Slots(readsMax);
  private client: EventStoreDBClient;
  /** The client's own end leaves its sockets open, so they are closed through what its calls were made with. */
  private grpc: { close(): void } | undefined;
  private renewals = 0;

  constructor(private readonly url: string, private readonly ended: () => void) {
    this.client = clientOf(url);
  }

  /** Grows with every renewal: a call that failed names the one it used. */
  get generation(): number {
    return this.renewals;
  }

  /** Reads by the leader: another node may be behind, and a read after an append would then miss it. */
  read(request: ReadReq): Promise<ReadCall> {
    const parts = this.parts();
    return parts.GRPCStreamCreator(StreamsClient, 'read', (grpc) => this.use(grpc).read(request, ...parts.callArguments({ requiresLeader: true }, { deadline: Infinity })))();
  }

  batchAppend(): Promise<BatchAppendCall> {
    const parts = this.parts();
    return parts.GRPCStreamCreator(StreamsClient, 'append', (grpc) => this.use(grpc).batchAppend(...parts.callArguments({ requiresLeader: true }, { deadline: Infinity })))();
  }

  /** Empty for a server that does not tell it. The client's own question has no time limit, and keeps a failure for ever. */
  serverVersion(timeoutMs: number): Promise<string> {
    const parts = this.parts();
    return parts.execute(ServerFeaturesClient, 'version', (grpc) =>
      new Promise((resolve, reject) => {
        this.use(grpc).getSupportedMethods(new Empty(), ...parts.callArguments({ requiresLeader: false }, { deadline: Date.now() + timeoutMs }), (error, methods) => {
          if (error === null) resolve(methods.getEventStoreServerVersion());
          else if (failureOf(error) === 'unimplemented') resolve('');
          else reject(error);
        });
      }),
    );
  }

  /** Begins anew, with discovery: for a node that no longer answers, or that answers and is of no use. */
  renew(generation: number): void {
    if (generation !== this.renewals) return;
    this.renewals += 1;
    const old = [this.client, this.grpc] as const;
    [this.client, this.grpc] = [clientOf(this.url), undefined];
    void endOf(...old);
  }

  /** The last user ends it. */
  async release(): Promise<void> {
    this.users -= 1;
    if (this.users > 0) return;
    this.ended();
    await endOf(this.client, this.grpc);
  }

  private parts(): ClientParts {
    return this.client as unknown as ClientParts;
  }

  private use<T extends { close(): void }>(grpc: T): T {
    this.grpc = grpc;
    return grpc;
  }
}

/** What the client says of a wrong address holds the address, password and all: it goes no further. */
const clientOf = (url: string): EventStoreDBClient => {
  try {
    return EventStoreDBClient.connectionString(url);
  } catch (error) {
    const found = errorOf(error).message;
    throw new StoreFault(urlWrong(found.startsWith('Failed to load') ? text(`读取文件失败（${found}）`, found) : text('客户端不能理解', 'not understood by the client')));
  }
};

const endOf = async (client: EventStoreDBClient, grpc: { close(): void } | undefined): Promise<void> => {
  // What cannot be ended in order ends with its socket.
  await client.dispose().catch(() => undefined);
  grpc?.close();
};
