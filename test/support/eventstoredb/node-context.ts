import { Metadata } from '@grpc/grpc-js';
import { EventLog } from './event-log';
import { Faults } from './faults';
import { Endpoint } from './rpc-errors';
import { Caller, DoubleUser, StreamAction, authenticate, mayAccess } from './users';

/** 22.10 and 24.10 differ in subscriptions and in what an anonymous caller may do. */
export type ServerVersion = '22.10.5' | '24.10.4';

export type NodeState = 'leader' | 'follower' | 'unknown';

/** What the services of one node share. */
export interface NodeContext {
  readonly version: ServerVersion;
  readonly faults: Faults;
  /** Null: a server without TLS checks nobody (`--insecure`). */
  readonly users: Readonly<Record<string, DoubleUser>> | null;
  /** Bytes of one append at most (`MaxAppendSize`). */
  readonly maxAppendSize: number;
  /** How long the server waits for its own commit before it gives the request up (`CommitTimeoutMs`). */
  readonly commitTimeoutMs: number;
  log(): EventLog;
  state(): NodeState;
  /** Null while no leader is known. */
  leader(): Endpoint | null;
  members(): readonly Member[];
  /** Resets the connection that a call came over. */
  cut(peer: string): void;
}

export interface Member {
  readonly id: string;
  readonly endpoint: Endpoint;
  readonly state: NodeState;
  readonly isAlive: boolean;
}

export const isAnonymousAllowed = (version: ServerVersion): boolean => version.startsWith('22.');

/** Who calls; `unauthenticated` for wrong credentials. Without TLS everybody is the system. */
export const callerOf = (node: NodeContext, metadata: Metadata): Caller | 'unauthenticated' =>
  node.users === null ? { name: 'system', groups: ['$admins'] } : authenticate(node.users, metadata);

export const isAllowed = (node: NodeContext, caller: Caller, action: StreamAction, stream: string): boolean =>
  node.users === null || mayAccess(node.log(), caller, action, stream, isAnonymousAllowed(node.version));

export const requiresLeader = (metadata: Metadata): boolean => metadata.get('requires-leader')[0]?.toString().toLowerCase() === 'true';
