import { StoredEvent } from '@zhibu/event-store';
import { ServiceDeps } from '../service-deps';
import { executeEvents, executedTypes } from './execute-events';
import { Known, Tally } from './executed';
import { VerifyService } from './verify-service';

const eventsPerPage = 500;

export const createVerify = (deps: ServiceDeps): VerifyService => ({
  verify: async ({ readModels = true, onProgress, signal } = {}) => {
    const tally = new Tally();
    let eventsRead = 0;
    const check = async (page: readonly StoredEvent[]): Promise<void> => {
      for (const executed of await executeEvents(deps, (await deps.codec.open(page)) as unknown as readonly Known[])) tally.add(executed);
      eventsRead += page.length;
      onProgress?.(eventsRead);
    };
    let page: StoredEvent[] = [];
    for await (const event of deps.store.readAll({ filter: { types: executedTypes } })) {
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
