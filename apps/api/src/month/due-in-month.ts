import { AreaCode, Fen, Month, areaPrefix } from '@zhibu/kernel';
import { areaAtLevel } from '@zhibu/domain';
import { AreaScope, BatchRow, FundLevelRow, ListedRow, UnlistedGroup } from '@zhibu/projections';
import { FundingLevel, PaymentPeriod, fundingLevels } from '@zhibu/policy';
import type { ApiRuntime } from '../api-runtime';
import { FunderDueView, SchemeMonthView, TownshipDueView } from './month.dto';

interface Asked {
  readonly scope: AreaScope;
  readonly areaCode: AreaCode;
  /** Those of the period are looked at. */
  readonly batches: readonly BatchRow[];
}

interface Planned extends PaymentPeriod {
  readonly scheme: string;
  readonly source: string;
}

type ByLevel = ReadonlyMap<FundingLevel, Fen>;
interface Expected {
  readonly townships: ReadonlyMap<AreaCode, { readonly people: number; readonly fen: Fen }>;
  readonly byLevel: ByLevel;
  readonly incomplete: boolean;
}

/** The period of each scheme's payment plan that the month lies in. */
export const plannedIn = ({ policies }: ApiRuntime, areaCode: AreaCode, month: Month): readonly Planned[] =>
  policies.schemes.flatMap(({ id: scheme }) => {
    const plan = policies.paymentPlan(scheme, areaCode, Number(month.slice(0, 4)));
    const period = plan.ok ? plan.value.periods.find(({ from, to }) => from <= month && month <= to) : undefined;
    return plan.ok && period !== undefined ? [{ ...period, scheme, source: plan.value.source }] : [];
  });

const add = <K>(sums: Map<K, Fen>, key: K, fen: Fen): void => void sums.set(key, (sums.get(key) ?? 0) + fen);

/** What the rules give for months on no list: the list itself may differ by back pay, by other schemes and by facts that rates ask for. */
export const expectedOf = ({ policies }: Pick<ApiRuntime, 'policies'>, scheme: string, groups: readonly UnlistedGroup[]): Expected => {
  const townships = new Map<AreaCode, { people: number; fen: Fen }>();
  const byLevel = new Map<FundingLevel, Fen>();
  let incomplete = false;
  for (const { areaCode, branch, from, to, people } of groups) {
    const amount = policies.amount({ scheme, branch, areaCode, from, to });
    incomplete ||= !amount.ok || amount.value.notIncluded.length > 0;
    const township = areaAtLevel(areaCode, 'township');
    const sum = townships.get(township) ?? { people: 0, fen: 0 };
    townships.set(township, { people: sum.people + people, fen: sum.fen + (amount.ok ? amount.value.totalFen * people : 0) });
    if (amount.ok) for (const { funders } of amount.value.components) for (const part of funders) add(byLevel, part.level, part.amountFen * people);
  }
  return { townships, byLevel, incomplete };
};

export const townshipsOf = (listed: readonly ListedRow[], expected: Expected): readonly TownshipDueView[] => {
  const rows = new Map(listed.map((row) => [row.township, row]));
  return [...new Set([...rows.keys(), ...expected.townships.keys()])].sort().map((areaCode) => {
    const [onLists, beyond] = [rows.get(areaCode), expected.townships.get(areaCode)];
    return {
      areaCode, listedPeople: onLists?.people ?? 0, listedFen: onLists?.listedFen ?? 0, creditedFen: onLists?.creditedFen ?? 0, returnedFen: onLists?.returnedFen ?? 0,
      expectedPeople: beyond?.people ?? 0, expectedFen: beyond?.fen ?? 0,
    };
  });
};

/** Lists that nothing is set aside for yet. */
const unfunded = ['planned', 'frozen', 'submitted', 'approved'];

type Listing = { readonly status: string; readonly byLevel: readonly { readonly level: FundingLevel; readonly amountFen: Fen }[] | null; readonly builtByLevel: readonly { readonly level: FundingLevel; readonly amountFen: Fen }[] };

/** Asked by lists without funds and expected beyond them, against what the accounts of the year hold. Money that is set aside is no longer asked for. */
export const fundersOf = (batches: readonly Listing[], expected: ByLevel, funds: readonly Pick<FundLevelRow, 'level' | 'receivedFen' | 'usedFen' | 'reservedFen' | 'overdraftFen'>[]): readonly FunderDueView[] =>
  fundingLevels.flatMap((level) => {
    const asking = batches.filter(({ status }) => unfunded.includes(status)).flatMap(({ byLevel, builtByLevel }) => byLevel ?? builtByLevel);
    const listedFen = asking.reduce((sum, part) => (part.level === level ? sum + part.amountFen : sum), 0);
    const accounts = funds.filter((fund) => fund.level === level);
    const expectedFen = expected.get(level) ?? 0;
    if (listedFen === 0 && expectedFen === 0 && accounts.length === 0) return [];
    const availableFen = accounts.reduce((sum, { receivedFen, usedFen, reservedFen, overdraftFen }) => sum + receivedFen - usedFen - reservedFen + overdraftFen, 0);
    return [{ level, listedFen, expectedFen, availableFen, missingFen: Math.max(0, listedFen + expectedFen - Math.max(0, availableFen)) }];
  });

/** A scheme has four accounts in a county and year. */
const accountsMax = 200;
/** Below the county no fund is kept. */
const countyWidth = 6;

/** Everything of one scheme and period; a scheme that concerns nobody there has no townships. */
export const schemeMonth = async (runtime: ApiRuntime, { scope, areaCode, batches }: Asked, { scheme, id: period, from, to, deadline, source }: Planned): Promise<SchemeMonthView> => {
  const prefix = areaPrefix(areaCode);
  const year = Number(period.slice(0, 4));
  const { payments, entitlements, funds } = runtime.queries;
  const [listed, groups, accounts] = await Promise.all([
    payments.listed({ scope, areaPrefix: prefix, spans: [{ scheme, from, to }] }),
    entitlements.unlisted({ scope, areaPrefix: prefix, scheme, from, to }),
    funds.levels({ scope, scheme, year, limit: accountsMax }),
  ]);
  const expected = expectedOf(runtime, scheme, groups);
  const within = ({ areaCode: area }: { readonly areaCode: AreaCode }): boolean => area.startsWith(prefix);
  return {
    scheme, period, from, to, deadline, source,
    townships: townshipsOf(listed, expected),
    funders: prefix.length > countyWidth ? [] : fundersOf(batches.filter((batch) => batch.scheme === scheme && from <= batch.throughMonth && batch.throughMonth <= to), expected.byLevel, accounts.items.filter(within)),
    expectationIncomplete: expected.incomplete,
  };
};
