import { EventStoreDBClient } from '@eventstore/db-client';
import { describeAppends } from './protocol-appends.contract';
import { describeDeletes } from './protocol-deletes.contract';
import { describeEdges } from './protocol-edges.contract';
import { describeNode } from './protocol-node.contract';
import { describeReads } from './protocol-reads.contract';
import { describeSubscriptions } from './protocol-subscriptions.contract';
import { ProtocolWorld } from './protocol-world';
import { serverVersion } from './server-version';

export interface OpenServer {
  readonly url: string;
  close(): Promise<void>;
}

/** What EventStoreDB does, said by its own client: the same for a real server and for the double. */
export const describeProtocol = (name: string, open: () => Promise<OpenServer>): void => {
  describe(`EventStoreDB's protocol on ${name}`, () => {
    let server: OpenServer;
    let current: ProtocolWorld;

    beforeAll(async () => {
      server = await open();
      current = { url: server.url, version: await serverVersion(server.url), client: EventStoreDBClient.connectionString(server.url) };
    });
    afterAll(async () => {
      await current.client.dispose();
      await server.close();
    });

    const world = (): ProtocolWorld => current;
    describeAppends(world);
    describeReads(world);
    describeDeletes(world);
    describeSubscriptions(world);
    describeNode(world);
    describeEdges(world);
  });
};
