import { canonicalJson, text } from '@zhibu/kernel';
import { BatchFrozen, approvalComplete, batchStream, paymentBatchDecider } from '@zhibu/domain';
import { loadStream } from '../execute/stream-loader';
import { ServiceDeps } from '../service-deps';
import { Executed, KnownOf } from './executed';

/**
 * Whether an approval was the last one needed, by the limit of that day; and that it was for the list as it was frozen.
 * Null where the limit was not kept: the first version did not.
 */
export const executeApproval = async (deps: ServiceDeps, event: KnownOf<'BatchApproved'>): Promise<Executed | null> => {
  const { batchId, listHash, totalFen, complete, secondApprovalAboveFen } = event.data;
  if (secondApprovalAboveFen === undefined) return null;
  const { events } = await loadStream(deps, paymentBatchDecider, batchStream(batchId));
  const before = events.filter(({ meta }) => meta.version < event.meta.version);
  const frozen = before.findLast(({ type }) => type === 'BatchFrozen')?.data as BatchFrozen['data'] | undefined;
  const submitted = before.findLastIndex(({ type }) => type === 'BatchSubmitted');
  const approvalsBefore = before.slice(submitted + 1).filter(({ type }) => type === 'BatchApproved').length;
  const again = { listHash: frozen?.listHash ?? null, totalFen: frozen?.totalFen ?? null, complete: approvalComplete({ totalFen: frozen?.totalFen ?? totalFen, secondApprovalAboveFen, approvalsBefore }) };
  const [expected, actual] = [canonicalJson(again), canonicalJson({ listHash, totalFen, complete })];
  if (expected === actual) return { kind: 'approval', event, outcome: 'same' };
  return { kind: 'approval', event, outcome: 'differs', what: text('审批与冻结名单或限额不符', 'An approval does not fit the frozen list or the limit'), expected, actual };
};
