import { Server, UntypedServiceImplementation } from '@grpc/grpc-js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import { sendUnaryData } from '@grpc/grpc-js';
import { appendService } from './append-service';
import { batchAppendService } from './batch-append-service';
import { deleteService, tombstoneService } from './delete-service';
import { Member, NodeContext, NodeState, callerOf } from './node-context';
import { structuredUuid } from './read-messages';
import { readService } from './read-service';
import { rpcErrors } from './rpc-errors';

export const addServices = (server: Server, node: NodeContext): void => {
  const streams: UntypedServiceImplementation = {
    read: readService(node),
    append: appendService(node),
    batchAppend: batchAppendService(node),
    delete: deleteService(node),
    tombstone: tombstoneService(node),
  };
  server.addService(StreamsService, streams);
  server.addService(ServerFeaturesService, {
    getSupportedMethods: (_call: unknown, callback: sendUnaryData<SupportedMethods>) => callback(null, supportedMethods(node)),
  });
  server.addService(GossipService, {
    read: (call: { metadata: Parameters<typeof callerOf>[1] }, callback: sendUnaryData<ClusterInfo>) => {
      const caller = callerOf(node, call.metadata);
      if (caller === 'unauthenticated') return callback(rpcErrors.unauthenticated());
      // 24 lets only clients with a name read the gossip (LegacyPolicySelectorFactory.cs), unless it is overridden; the default overrides it.
      return callback(null, clusterInfo(node.members()));
    },
  });
};

/** Names in lower case, with the features that the server lists (ServerFeatures.cs); only what this double serves. */
const supportedMethods = (node: NodeContext): SupportedMethods => {
  const list = (service: string, features: Readonly<Record<string, readonly string[]>>): SupportedMethod[] =>
    Object.entries(features).map(([name, has]) => new SupportedMethod().setServiceName(service).setMethodName(name).setFeaturesList([...has]));
  return new SupportedMethods().setEventStoreServerVersion(node.version).setMethodsList([
    ...list('event_store.client.streams.streams', { read: ['position', 'events'], append: [], delete: [], tombstone: [], batchappend: ['deadline_duration'] }),
    ...list('event_store.client.gossip.gossip', { read: [] }),
    ...list('event_store.client.server_features.serverfeatures', { getsupportedmethods: [] }),
  ]);
};

const states: Readonly<Record<NodeState, MemberInfo.VNodeState>> = {
  leader: MemberInfo.VNodeState.LEADER,
  follower: MemberInfo.VNodeState.FOLLOWER,
  unknown: MemberInfo.VNodeState.UNKNOWN,
};

const clusterInfo = (members: readonly Member[]): ClusterInfo => new ClusterInfo().setMembersList(members.map((member) => new MemberInfo()
  .setInstanceId(structuredUuid(member.id))
  .setTimeStamp(String(BigInt(Date.now()) * 10_000n))
  .setState(states[member.state])
  .setIsAlive(member.isAlive)
  .setHttpEndPoint(new EndPoint().setAddress(member.endpoint.host).setPort(member.endpoint.port))));
