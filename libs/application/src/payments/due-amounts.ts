import { Fen, Month, Result, accept, addMonths, sumFen } from '@zhibu/kernel';
import { EntitlementState, branchIn, rateFactsIn } from '@zhibu/domain';
import { Branch, DueComponent, PolicySet } from '@zhibu/policy';

export interface MonthDue {
  readonly month: Month;
  readonly amountFen: Fen;
}

export interface DueAmounts {
  readonly months: readonly MonthDue[];
  readonly components: readonly DueComponent[];
}

interface Run {
  readonly from: Month;
  to: Month;
  readonly branch: Branch | null;
  readonly rateFacts: EntitlementState['rateFacts'];
}

/** Amounts of single months, which need not follow one another, each by its branch and the rate in force then. */
export const dueAmounts = (policies: PolicySet, entitlement: EntitlementState, months: readonly Month[]): Result<DueAmounts> => {
  const found: { months: MonthDue[]; components: DueComponent[] } = { months: [], components: [] };
  for (const { from, to, branch, rateFacts } of runsOf(entitlement, months)) {
    const { scheme, areaCode } = entitlement;
    const statement = policies.amount({ scheme, branch, areaCode, from, to, ...(rateFacts === null ? {} : { rateFacts }) });
    if (!statement.ok) return statement;
    // A month without a rate is worth nothing and is not claimed: it may get a rate later.
    found.months.push(...statement.value.months.filter((entry) => entry.totalFen > 0).map(({ month, totalFen }) => ({ month, amountFen: totalFen })));
    found.components.push(...statement.value.components.filter((component) => component.amountFen > 0));
  }
  return accept(found);
};

export const totalOf = (months: readonly MonthDue[]): Fen => sumFen(months.map((entry) => entry.amountFen));

/** Consecutive months of one branch and one right are asked for together. */
const runsOf = (entitlement: EntitlementState, months: readonly Month[]): readonly Run[] => {
  const runs: Run[] = [];
  for (const month of months) {
    const [branch, rateFacts] = [branchIn(entitlement, month), rateFactsIn(entitlement, month)];
    const last = runs.at(-1);
    if (last !== undefined && last.branch === branch && last.rateFacts === rateFacts && addMonths(last.to, 1) === month) last.to = month;
    else runs.push({ from: month, to: month, branch, rateFacts });
  }
  return runs;
};
