import type { components } from '../../generated/openapi';
import { Level, levelsInOrder } from '../../shared/finance-words';

type Schemas = components['schemas'];

export interface Balance {
  readonly level: Level;
  readonly dueFen: number;
  /** Received, less what is used or reserved, with the overdraft that was allowed: what can still be reserved. */
  readonly availableFen: number;
  /** What it would take; by the last attempt to reserve where there was one. */
  readonly missingFen: number;
}

export const availableOf = (fund: Pick<Schemas['FundLevelView'], 'receivedFen' | 'usedFen' | 'reservedFen' | 'overdraftFen'>): number => fund.receivedFen - fund.usedFen - fund.reservedFen + fund.overdraftFen;

/** What each level owes to a batch against what its account holds. Once the money is set aside, nothing of it is missing. */
export const balances = (byLevel: Schemas['BatchView']['byLevel'], funds: readonly Schemas['FundLevelView'][], isReserved: boolean): readonly Balance[] =>
  levelsInOrder.flatMap((level) => {
    const dueFen = byLevel?.find((part) => part.level === level)?.amountFen ?? 0;
    const fund = funds.find((each) => each.level === level);
    if (dueFen === 0 && fund === undefined) return [];
    const availableFen = fund === undefined ? 0 : availableOf(fund);
    return [{ level, dueFen, availableFen, missingFen: isReserved ? 0 : Math.max(0, dueFen - Math.max(0, availableFen)) }];
  });
