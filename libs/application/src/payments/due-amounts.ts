import { Fen, Month, Result, accept, addMonths, sumFen } from '@zhibu/kernel';
import { DuesRun, EntitlementState, areaIn, branchIn, rateFactsIn } from '@zhibu/domain';
import { DueComponent, PolicySet, Scheme } from '@zhibu/policy';

export interface MonthDue {
  readonly month: Month;
  readonly amountFen: Fen;
}

export interface DueAmounts {
  readonly months: readonly MonthDue[];
  readonly components: readonly DueComponent[];
  /** What they follow from; kept with the claim. */
  readonly basis: readonly DuesRun[];
}

type Run = Omit<DuesRun, 'ratesHash'>;

/** Amounts of single months, which need not follow one another, each by its branch and the rate in force then. */
export const dueAmounts = (policies: PolicySet, entitlement: EntitlementState, months: readonly Month[]): Result<DueAmounts> =>
  amountsOf(policies, entitlement.scheme, runsOf(entitlement, months));

/** Amounts by what is stated and by the rates alone: the same for a claim to be made and for one executed again. */
export const amountsOf = (policies: PolicySet, scheme: Scheme, runs: readonly Run[]): Result<DueAmounts> => {
  const found: { months: MonthDue[]; components: DueComponent[]; basis: DuesRun[] } = { months: [], components: [], basis: [] };
  for (const run of runs) {
    const { fromMonth: from, toMonth: to, branch, areaCode, rateFacts } = run;
    const statement = policies.amount({ scheme, branch, areaCode, from, to, ...(rateFacts === undefined || rateFacts === null ? {} : { rateFacts }) });
    if (!statement.ok) return statement;
    // A month without a rate is worth nothing and is not claimed: it may get a rate later.
    found.months.push(...statement.value.months.filter((entry) => entry.totalFen > 0).map(({ month, totalFen }) => ({ month, amountFen: totalFen })));
    found.components.push(...statement.value.components.filter((component) => component.amountFen > 0));
    found.basis.push({ ...run, ratesHash: statement.value.ratesHash });
  }
  return accept(found);
};

export const totalOf = (months: readonly MonthDue[]): Fen => sumFen(months.map((entry) => entry.amountFen));

/** Consecutive months of one branch, one area and one right are asked for together. */
const runsOf = (entitlement: EntitlementState, months: readonly Month[]): readonly Run[] => {
  const runs: Run[] = [];
  for (const month of months) {
    const [branch, areaCode, rateFacts] = [branchIn(entitlement, month), areaIn(entitlement, month), rateFactsIn(entitlement, month) ?? {}];
    const last = runs.at(-1);
    const facts = Object.keys(rateFacts).length === 0 ? {} : { rateFacts };
    if (last !== undefined && last.branch === branch && last.areaCode === areaCode && last.rateFacts === facts.rateFacts && addMonths(last.toMonth, 1) === month) runs[runs.length - 1] = { ...last, toMonth: month };
    else runs.push({ fromMonth: month, toMonth: month, branch, areaCode, ...facts });
  }
  return runs;
};
