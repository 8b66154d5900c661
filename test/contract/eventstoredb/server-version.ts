import { readFileSync } from 'node:fs';
import { ChannelCredentials, credentials } from '@grpc/grpc-js';
import { GossipClient } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb';
import { ServerFeaturesClient } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import { Empty } from '@eventstore/db-client/generated/shared_pb';

/** Where calls of our own go, past the client. */
export const target = (url: string): { readonly address: string; readonly channel: ChannelCredentials } => {
  const [, host = ''] = /^esdb:\/\/(?:[^@]*@)?([^/?,]+)/.exec(url) ?? [];
  const caFile = new URLSearchParams(url.split('?')[1]).get('tlsCAFile');
  return { address: host, channel: caFile === null ? credentials.createInsecure() : credentials.createSsl(readFileSync(caFile)) };
};

const supportedMethods = async (url: string): Promise<SupportedMethods> => {
  const { address, channel } = target(url);
  const client = new ServerFeaturesClient(address, channel);
  try {
    return await new Promise((resolve, reject) => client.getSupportedMethods(new Empty(), (error, methods) => (error === null ? resolve(methods) : reject(error))));
  } finally {
    client.close();
  }
};

export const serverVersion = async (url: string): Promise<string> => (await supportedMethods(url)).getEventStoreServerVersion();

/** `service/method` and its features, all in lower case. */
export const serverMethods = async (url: string): Promise<ReadonlyMap<string, readonly string[]>> =>
  new Map((await supportedMethods(url)).getMethodsList().map((method) => [`${method.getServiceName()}/${method.getMethodName()}`, method.getFeaturesList()]));

export const readGossip = async (url: string): Promise<ClusterInfo> => {
  const { address, channel } = target(url);
  const client = new GossipClient(address, channel);
  try {
    return await new Promise((resolve, reject) => client.read(new Empty(), (error, info) => (error === null ? resolve(info) : reject(error))));
  } finally {
    client.close();
  }
};
