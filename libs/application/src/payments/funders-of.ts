import { SharePart } from '@zhibu/kernel';
import { DuesClaimed, ledgerStream } from '@zhibu/domain';
import { FundingLevel } from '@zhibu/policy';
import { StreamDeps } from '../execute/stream-loader';
import { Ledger, byLevelOf } from './claimed-lines';
import { loadLedgers } from './load-payees';

/** Who funds what these people were paid, from the claims on their ledgers: also from one that was given back since. */
export const fundersOf = async (deps: StreamDeps, batchId: string, personKeys: readonly string[]): Promise<readonly SharePart<FundingLevel>[]> => {
  const ledgers = await loadLedgers(deps, personKeys);
  return personKeys.flatMap((personKey) => {
    const ledger = ledgers.get(ledgerStream(personKey));
    const claim = ledger === undefined ? null : claimEver(ledger, batchId);
    return claim === null ? [] : byLevelOf(claim.components);
  });
};

const claimEver = (ledger: Ledger, batchId: string): DuesClaimed['data'] | null => {
  const event = ledger.events.find((candidate) => candidate.type === 'DuesClaimed' && (candidate.data as DuesClaimed['data']).batchId === batchId);
  return event === undefined ? null : (event.data as DuesClaimed['data']);
};
