import { Result } from '@zhibu/kernel';
import { eligibleMonths } from '@zhibu/domain';
import { DueAmounts, dueAmounts } from '../payments/due-amounts';
import { ServiceDeps } from '../service-deps';
import { loadEntitlement } from './exit-entitlement';

/** What a right is worth in the months of a year that it is owed for, by the rates known now; what was paid stands on the lists. Reads only. */
export const amountsOfYear = (deps: ServiceDeps) => async ({ entitlementId, year }: { readonly entitlementId: string; readonly year: number }): Promise<Result<DueAmounts>> => {
  const found = await loadEntitlement(deps, entitlementId);
  if (!found.ok) return found;
  const { state } = found.value;
  const months = eligibleMonths(state, `${year}-12`).map(({ month }) => month);
  return dueAmounts(deps.policies, state, months.filter((month) => month.startsWith(`${year}-`)));
};
