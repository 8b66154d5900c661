import { EventStoreDBClient } from '@eventstore/db-client';
import { MemberInfo } from '@eventstore/db-client/generated/gossip_pb';
import { setTimeout as wait } from 'node:timers/promises';
import { Heard, ProtocolWorld, made, newStream } from './protocol-world';
import { readGossip, serverMethods } from './server-version';

export const describeNode = (world: () => ProtocolWorld): void => {
  describe('A node', () => {
    it('names its version and what it can do', async () => {
      const { url, version } = world();
      expect(version).toMatch(/^2\d\.\d+\.\d+$/);
      const methods = await serverMethods(url);
      expect(methods.get('event_store.client.streams.streams/batchappend')).toEqual(['deadline_duration']);
      expect(methods.get('event_store.client.streams.streams/read')).toEqual(['position', 'events']);
      expect(methods.has('event_store.client.streams.streams/tombstone')).toBe(true);
    });

    it('tells by gossip who leads', async () => {
      const members = (await readGossip(world().url)).getMembersList();
      const leader = members.find((member) => member.getState() === MemberInfo.VNodeState.LEADER);
      expect(leader?.getIsAlive()).toBe(true);
      expect(leader?.getHttpEndPoint()?.getPort()).toBeGreaterThan(0);
    });

    it('serves 99 lasting calls on one connection (it allows 100, over TLS all of them) and lets the next wait', async () => {
      const most = /[?&]tls=true/.test(world().url) ? 100 : 99;
      const client = EventStoreDBClient.connectionString(world().url);
      const stream = newStream();
      await world().client.appendToStream(stream, made());
      const open = Array.from({ length: most }, () => new Heard(client.subscribeToStream(stream)));
      for (const heard of open) await heard.hears(1);
      const late = new Heard(client.subscribeToStream(stream));
      await wait(150);
      expect(late.seen).toEqual([]);
      await open[0]!.ends();
      expect(await late.hears(1)).toEqual([`${stream}@0`]);
      for (const heard of [...open.slice(1), late]) await heard.ends();
      await client.dispose();
    });
  });
};
