import { StoredEvent } from '@zhibu/event-store';
import { ServiceDeps } from '../service-deps';
import { Executed, Known, KnownOf, Tally } from './executed';
import { executeApproval } from './verify-approvals';
import { executeDues, rightsBehind } from './verify-amounts';
import { executeChunk, executeList } from './verify-lists';
import { executeTurn, rightsTurned } from './verify-rights';
import { executeRule } from './verify-rules';
import { VerifyService } from './verify-service';

/** Events that hold something worked out from facts and rules, or from other events. */
const types: readonly Known['type'][] = ['EligibilityChecked', 'EntitlementCarriedOver', 'EntitlementReverified', 'EntitlementGranted', 'EntitlementExited', 'DuesClaimed', 'DuesSuppressed', 'BatchChunkBuilt', 'BatchFrozen', 'BatchApproved'];
const eventsPerPage = 500;

export const createVerify = (deps: ServiceDeps): VerifyService => ({
  verify: async ({ readModels = true, onProgress, signal } = {}) => {
    const tally = new Tally();
    let eventsRead = 0;
    const check = async (page: readonly StoredEvent[]): Promise<void> => {
      for (const executed of await executePage(deps, page)) tally.add(executed);
      eventsRead += page.length;
      onProgress?.(eventsRead);
    };
    let page: StoredEvent[] = [];
    for await (const event of deps.store.readAll({ filter: { types } })) {
      signal?.throwIfAborted();
      page.push(event);
      if (page.length < eventsPerPage) continue;
      await check(page);
      page = [];
    }
    if (page.length > 0) await check(page);
    const { kinds, sample, rulesGoneSample } = tally;
    return {
      eventsRead,
      decisionsExecuted: tally.sum('executed', ['eligibility', 'carry-over', 'reverification']),
      amountsExecuted: tally.sum('executed', ['amount']),
      erased: tally.sum('erased'),
      differences: tally.sum('differences'),
      rulesGone: tally.sum('rulesGone'),
      kinds,
      sample,
      rulesGoneSample,
      readModels: readModels ? await deps.readModels.compare() : [],
    };
  },
});

const executePage = async (deps: ServiceDeps, page: readonly StoredEvent[]): Promise<readonly Executed[]> => {
  const events = (await deps.codec.open(page)) as unknown as readonly Known[];
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
