import { setTimeout as wait } from 'node:timers/promises';
import { ExpectedRevision } from './check-append';
import { AppendFault } from './faults';
import { ProposedEvent } from './log-record';
import { WriteResult } from './event-log';
import { NodeContext } from './node-context';
import { Endpoint } from './rpc-errors';

/** How the server's core answers a write, before a service puts it into its own messages. */
export type WriteOutcome =
  | { readonly kind: 'success'; readonly last: bigint; readonly position: bigint }
  | { readonly kind: 'wrong-version'; readonly current: bigint }
  | { readonly kind: 'deleted' | 'access-denied' | 'unknown' | 'not-ready' | 'busy' }
  | { readonly kind: 'timeout'; readonly message: string }
  | { readonly kind: 'not-leader'; readonly leader: Endpoint | null }
  /** The caller hears nothing: a fault of the test's choice. */
  | { readonly kind: 'silence' | 'cut' };

export interface WriteRequest {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly ProposedEvent[];
  readonly requiresLeader: boolean;
}

export const writeEvents = async (node: NodeContext, request: WriteRequest): Promise<WriteOutcome> => {
  const refused = refusedByState(node, request.requiresLeader);
  if (refused !== null) return refused;
  const fault = node.faults.takeAppend(request.stream);
  const append = (): Promise<WriteOutcome> => settle(node, node.log().append(request.stream, request.expected, request.events));
  return fault === undefined ? append() : strike(node, fault, append);
};

export const deleteEvents = async (node: NodeContext, stream: string, expected: ExpectedRevision, hard: boolean, leader: boolean): Promise<WriteOutcome> => {
  const refused = refusedByState(node, leader);
  if (refused !== null) return refused;
  return settle(node, node.log().delete(stream, expected, hard));
};

/** A follower passes writes on to its leader unless the caller insists on one (RequestForwardingService). */
export const refusedByState = (node: NodeContext, requiresLeader: boolean): WriteOutcome | null => {
  if (node.state() === 'unknown' || node.leader() === null) return { kind: 'not-ready' };
  return requiresLeader && node.state() !== 'leader' ? { kind: 'not-leader', leader: node.leader() } : null;
};

const settle = async (node: NodeContext, result: WriteResult): Promise<WriteOutcome> => {
  switch (result.kind) {
    case 'written':
      await result.indexed;
      return { kind: 'success', last: result.last, position: result.position };
    case 'idempotent': return { kind: 'success', last: result.last, position: result.position };
    case 'deleted': return { kind: 'deleted' };
    case 'wrong-version': return { kind: 'wrong-version', current: result.current };
    case 'idempotent-not-ready': return timeout(node);
    case 'unanswered': return { kind: 'silence' };
  }
};

const timeout = async (node: NodeContext): Promise<WriteOutcome> => {
  await wait(node.commitTimeoutMs);
  return { kind: 'timeout', message: 'Commit phase timeout.' };
};

const strike = async (node: NodeContext, fault: AppendFault, append: () => Promise<WriteOutcome>): Promise<WriteOutcome> => {
  switch (fault.kind) {
    case 'wrong-revision': return { kind: 'wrong-version', current: fault.current };
    case 'timeout-before-write': return timeout(node);
    case 'timeout-after-write':
      await append();
      return timeout(node);
    case 'silence-before-write': return { kind: 'silence' };
    case 'silence-after-write':
      await append();
      return { kind: 'silence' };
    case 'cut-before-write': return { kind: 'cut' };
    case 'cut-after-write':
      await append();
      return { kind: 'cut' };
    case 'not-leader': return { kind: 'not-leader', leader: node.leader() };
    case 'not-ready':
    case 'busy':
    case 'access-denied':
    case 'unknown': return { kind: fault.kind };
    case 'slow':
      await wait(fault.delayMs);
      return append();
  }
};
