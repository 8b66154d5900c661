import { EventLog } from './event-log';
import { Member } from './node-context';
import { Endpoint } from './rpc-errors';
import { seedLog } from './seed-log';
import { DoubleOptions, EventStoreDouble } from './start-double';

export type ClusterOptions = Omit<DoubleOptions, 'cluster' | 'port' | 'log'> & { readonly size?: number };

/** Several doubles that say they are one cluster. They share one log: a follower here never lags behind its leader. */
export class EventStoreCluster {
  readonly nodes: readonly EventStoreDouble[];
  private readonly log: EventLog;

  constructor({ size = 3, ...options }: ClusterOptions) {
    this.log = seedLog(new EventLog(options.commitDelayMs), options.tls !== undefined);
    const cluster = { members: () => this.members(), leader: () => this.leaderEndpoint() };
    this.nodes = Array.from({ length: size }, () => new EventStoreDouble({ ...options, log: this.log, cluster }));
  }

  /** For discovery by gossip from any of the nodes. */
  get url(): string {
    return this.urlFor(null);
  }

  urlFor(user: { readonly name: string; readonly password: string } | null): string {
    const hosts = this.nodes.map((node) => `${node.host}:${node.port}`).join(',');
    const [first] = this.nodes;
    return first === undefined ? '' : first.urlFor(user, first.host).replace(`${first.host}:${first.port}`, hosts);
  }

  get leader(): EventStoreDouble | null {
    return this.nodes.find((node) => node.state === 'leader' && node.isUp) ?? null;
  }

  async start(): Promise<void> {
    for (const node of this.nodes) await node.start();
    this.elect(0);
  }

  /** Makes a node the leader and all others its followers. */
  elect(index: number): void {
    this.nodes.forEach((node, place) => { node.state = place === index ? 'leader' : 'follower'; });
    this.log.reopen();
  }

  /** Nobody leads, as between two elections: no node takes anything. */
  loseLeader(): void {
    for (const node of this.nodes) node.state = 'unknown';
  }

  async stop(): Promise<void> {
    for (const node of this.nodes) await node.stop();
  }

  private members(): readonly Member[] {
    return this.nodes.map((node) => ({ id: node.id, endpoint: node.endpoint, state: node.state, isAlive: node.isUp }));
  }

  private leaderEndpoint(): Endpoint | null {
    return this.leader?.endpoint ?? null;
  }
}

export const startEventStoreCluster = async (options: ClusterOptions = {}): Promise<EventStoreCluster> => {
  const cluster = new EventStoreCluster(options);
  await cluster.start();
  return cluster;
};
