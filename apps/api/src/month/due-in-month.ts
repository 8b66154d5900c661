import { AreaCode, Fen, Month, areaPrefix } from '@zhibu/kernel';
import { areaAtLevel } from '@zhibu/domain';
import { AreaScope, BatchRow, FundLevelRow, ListedRow, Page, UnlistedGroup, scopeOf } from '@zhibu/projections';
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
  readonly byCounty: ReadonlyMap<AreaCode, ByLevel>;
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

const countyOf = ({ areaCode }: { readonly areaCode: AreaCode }): AreaCode => areaAtLevel(areaCode, 'county');

/** What the rules give for months on no list: the list itself may differ by back pay, by other schemes and by facts that rates ask for. */
export const expectedOf = ({ policies }: Pick<ApiRuntime, 'policies'>, scheme: string, groups: readonly UnlistedGroup[]): Expected => {
  const townships = new Map<AreaCode, { people: number; fen: Fen }>();
  const byCounty = new Map<AreaCode, Map<FundingLevel, Fen>>();
  let incomplete = false;
  for (const { areaCode, branch, from, to, people } of groups) {
    const amount = policies.amount({ scheme, branch, areaCode, from, to });
    incomplete ||= !amount.ok || amount.value.notIncluded.length > 0;
    const township = areaAtLevel(areaCode, 'township');
    const sum = townships.get(township) ?? { people: 0, fen: 0 };
    townships.set(township, { people: sum.people + people, fen: sum.fen + (amount.ok ? amount.value.totalFen * people : 0) });
    const byLevel = byCounty.get(countyOf({ areaCode })) ?? new Map<FundingLevel, Fen>();
    byCounty.set(countyOf({ areaCode }), byLevel);
    if (amount.ok) for (const { funders } of amount.value.components) for (const part of funders) add(byLevel, part.level, part.amountFen * people);
  }
  return { townships, byCounty, incomplete };
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

type Listing = { readonly areaCode: AreaCode; readonly status: string; readonly byLevel: readonly { readonly level: FundingLevel; readonly amountFen: Fen }[] | null; readonly builtByLevel: readonly { readonly level: FundingLevel; readonly amountFen: Fen }[] };

type Account = Pick<FundLevelRow, 'areaCode' | 'level' | 'receivedFen' | 'usedFen' | 'reservedFen' | 'overdraftFen'>;

const fundersOfCounty = (batches: readonly Listing[], expected: ByLevel | undefined, funds: readonly Account[]): readonly FunderDueView[] => {
  const asking = batches.filter(({ status }) => unfunded.includes(status)).flatMap(({ byLevel, builtByLevel }) => byLevel ?? builtByLevel);
  return fundingLevels.flatMap((level) => {
    const listedFen = asking.reduce((sum, part) => (part.level === level ? sum + part.amountFen : sum), 0);
    const accounts = funds.filter((fund) => fund.level === level);
    const expectedFen = expected?.get(level) ?? 0;
    if (listedFen === 0 && expectedFen === 0 && accounts.length === 0) return [];
    const availableFen = accounts.reduce((sum, { receivedFen, usedFen, reservedFen, overdraftFen }) => sum + receivedFen - usedFen - reservedFen + overdraftFen, 0);
    return [{ level, listedFen, expectedFen, availableFen, missingFen: Math.max(0, listedFen + expectedFen - Math.max(0, availableFen)) }];
  });
};

const together = (parts: readonly FunderDueView[]): readonly FunderDueView[] =>
  fundingLevels.flatMap((level) => {
    const own = parts.filter((part) => part.level === level);
    const sumOf = (of: (part: FunderDueView) => Fen): Fen => own.reduce((sum, part) => sum + of(part), 0);
    return own.length === 0 ? [] : [{ level, listedFen: sumOf((part) => part.listedFen), expectedFen: sumOf((part) => part.expectedFen), availableFen: sumOf((part) => part.availableFen), missingFen: sumOf((part) => part.missingFen) }];
  });

const groupBy = <T extends { readonly areaCode: AreaCode }>(rows: readonly T[]): ReadonlyMap<AreaCode, readonly T[]> => {
  const groups = new Map<AreaCode, T[]>();
  for (const row of rows) groups.set(countyOf(row), [...(groups.get(countyOf(row)) ?? []), row]);
  return groups;
};

/**
 * Asked by lists without funds and expected beyond them, against what the accounts of the year hold. Money that is set aside is no longer
 * asked for. An account is one county's, and what it has to spare pays nobody else: what is missing is worked out for each, and added.
 */
export const fundersOf = (batches: readonly Listing[], expected: Expected['byCounty'], funds: readonly Account[]): readonly FunderDueView[] => {
  const [listed, accounts] = [groupBy(batches), groupBy(funds)];
  const counties = new Set([...listed.keys(), ...expected.keys(), ...accounts.keys()]);
  return together([...counties].flatMap((county) => fundersOfCounty(listed.get(county) ?? [], expected.get(county), accounts.get(county) ?? [])));
};

const accountsPerPage = 500;

/** All of the area: a scheme has four in each county and year, so those of a province fill several pages. */
const accountsOf = async ({ queries: { funds } }: Pick<ApiRuntime, 'queries'>, { areaCode, scheme, year }: { readonly areaCode: AreaCode; readonly scheme: string; readonly year: number }): Promise<readonly FundLevelRow[]> => {
  const found: FundLevelRow[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page: Page<FundLevelRow> = await funds.levels({ scope: scopeOf([areaCode]), scheme, year, limit: accountsPerPage, ...(cursor === undefined ? {} : { cursor }) });
    found.push(...page.items);
    cursor = page.next;
  }
  return found;
};

/** Below the county no fund is kept. */
const countyWidth = 6;

/** Everything of one scheme and period; a scheme that concerns nobody there has no townships. */
export const schemeMonth = async (runtime: ApiRuntime, { scope, areaCode, batches }: Asked, { scheme, id: period, from, to, deadline, source }: Planned): Promise<SchemeMonthView> => {
  const prefix = areaPrefix(areaCode);
  const year = Number(period.slice(0, 4));
  const { payments, entitlements } = runtime.queries;
  const [listed, groups, accounts] = await Promise.all([
    payments.listed({ scope, areaPrefix: prefix, spans: [{ scheme, from, to }] }),
    entitlements.unlisted({ scope, areaPrefix: prefix, scheme, from, to }),
    accountsOf(runtime, { areaCode, scheme, year }),
  ]);
  const expected = expectedOf(runtime, scheme, groups);
  return {
    scheme, period, from, to, deadline, source,
    townships: townshipsOf(listed, expected),
    funders: prefix.length > countyWidth ? [] : fundersOf(batches.filter((batch) => batch.scheme === scheme && from <= batch.throughMonth && batch.throughMonth <= to), expected.byCounty, accounts),
    expectationIncomplete: expected.incomplete,
  };
};
