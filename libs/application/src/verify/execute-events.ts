import { ServiceDeps } from '../service-deps';
import { Executed, Known, KnownOf } from './executed';
import { executeApproval } from './verify-approvals';
import { executeDues, rightsBehind } from './verify-amounts';
import { executeChunk, executeList } from './verify-lists';
import { executeTurn, rightsTurned } from './verify-rights';
import { executeRule } from './verify-rules';

/** Events that hold something worked out from facts and rules, or from other events. */
export const executedTypes: readonly Known['type'][] = ['EligibilityChecked', 'EntitlementCarriedOver', 'EntitlementReverified', 'EntitlementGranted', 'EntitlementExited', 'DuesClaimed', 'DuesSuppressed', 'BatchChunkBuilt', 'BatchFrozen', 'BatchApproved'];

/** Works out again what these events hold; those of other types are passed over. */
export const executeEvents = async (deps: ServiceDeps, events: readonly Known[]): Promise<readonly Executed[]> => {
  const rights = await rightsBehind(deps, events.filter((event): event is KnownOf<'DuesClaimed' | 'DuesSuppressed'> => event.type === 'DuesClaimed' || event.type === 'DuesSuppressed'));
  const turned = await rightsTurned(deps, events.filter((event): event is KnownOf<'EntitlementGranted' | 'EntitlementExited'> => event.type === 'EntitlementGranted' || event.type === 'EntitlementExited'));
  const executed: Executed[] = [];
  for (const event of events) {
    switch (event.type) {
      case 'EligibilityChecked':
        executed.push(executeRule(deps.policies, 'eligibility', event, event.data.decision));
        break;
      case 'EntitlementCarriedOver':
        executed.push(executeRule(deps.policies, 'carry-over', event, event.data.decision));
        break;
      case 'EntitlementReverified':
        executed.push(executeRule(deps.policies, 'reverification', event, event.data.decision));
        break;
      case 'EntitlementGranted':
      case 'EntitlementExited': {
        const turn = executeTurn(deps.policies, event, turned);
        if (turn !== null) executed.push(turn);
        break;
      }
      case 'DuesClaimed':
      case 'DuesSuppressed':
        executed.push(executeDues(deps.policies, event, rights));
        break;
      case 'BatchChunkBuilt':
        executed.push(await executeChunk(deps, event));
        break;
      case 'BatchFrozen':
        executed.push(await executeList(deps, event));
        break;
      case 'BatchApproved': {
        const approval = await executeApproval(deps, event);
        if (approval !== null) executed.push(approval);
        break;
      }
      default:
    }
  }
  return executed;
};
