import { AreaCode, LocalDate, addDays, areaPrefix } from '@zhibu/kernel';
import { sqlName } from '../framework/table';
import { ReadModels, viewOf } from '../shared/page';
import { AreaScope } from '../shared/scope';
import { Where } from '../shared/where';
import { ratePeopleQueries } from './people';
import { FundSums, RateSums, SchemeRates, noSums, schemeRates } from './report';
import { coverageDeltas, fundDeltas, rateDeltas } from './tables';

export interface RatesQuery {
  /** Areas that the reader may see; outside of them everything is n/a. */
  readonly scope: AreaScope;
  readonly year: number;
  readonly areaCode: AreaCode;
  /** Cut-off day, included. Default: the last day of February after the year, when it is settled. */
  readonly on?: LocalDate;
  /** What was on record at the end of this day only: what would have been answered on it. Default: everything. */
  readonly knownOn?: LocalDate;
}

export interface RatesOfDay {
  readonly on: LocalDate;
  readonly rates: readonly SchemeRates[];
}

export interface RatesOfArea {
  readonly areaCode: AreaCode;
  readonly rates: readonly SchemeRates[];
}

const countyWidth = 6;
const yearsMax = 100;
/** Digits of the areas from province to village, of which twelve make a code. */
const widths: readonly number[] = [2, 4, countyWidth, 9, 12];

/** The last day of a month, `2016-02`. */
const monthEnd = (year: number, month: number): LocalDate => addDays(`${month === 12 ? year + 1 : year}-${String((month % 12) + 1).padStart(2, '0')}-01`, -1);

/** The last day on which a year's money can still be settled. */
export const settledBy = (year: number): LocalDate => monthEnd(year + 1, 2);

/** Coverage is a standing: by default that of the year's last day. */
export const yearEnd = (year: number): LocalDate => `${year}-12-31`;

/** The ends of the months of a year until its money is settled, those before `until`, and that day itself. */
export const daysShown = (year: number, until: LocalDate): readonly LocalDate[] => {
  const months = [...Array.from({ length: 12 }, (_, month) => monthEnd(year, month + 1)), monthEnd(year + 1, 1), monthEnd(year + 1, 2)];
  return [...months.filter((day) => day < until), until];
};

type Sums = readonly Record<string, unknown>[];

/** What the rates of one day and area are made of. */
interface Parts {
  readonly payments: Sums;
  readonly coverage: Sums;
  readonly funds: Sums;
}

const numeric = (table: { readonly columns: object; readonly key: readonly string[] }): string[] => Object.keys(table.columns).filter((name) => !table.key.includes(name));

/** `group`: columns, or expressions with the name that they go by. */
const sumsOf = async (models: ReadModels, at: typeof rateDeltas | typeof coverageDeltas | typeof fundDeltas, where: Where, group: readonly string[]): Promise<Sums> => {
  const sums = numeric(at).map((name) => `sum(${sqlName(name)})::float8 as "${name}"`).join(', ');
  const found = await models.db.query(`select ${group.join(', ')}, ${sums} from ${viewOf(models, at)} ${where.sql} group by ${group.map((_, index) => index + 1).join(', ')}`, where.values);
  return found.rows;
};

const numbersIn = (row: Readonly<Record<string, unknown>>): Record<string, number> =>
  Object.fromEntries(Object.entries(row).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));

/** Several rows of the same thing as one; a row of sums is one already. */
const added = (rows: Sums): Record<string, number> => {
  const total: Record<string, number> = {};
  for (const row of rows) for (const [name, value] of Object.entries(numbersIn(row))) total[name] = (total[name] ?? 0) + value;
  return total;
};

const reportOf = ({ payments, coverage, funds }: Parts, keepsFunds: boolean): readonly SchemeRates[] => {
  const schemes = new Set([...payments, ...coverage, ...funds].map((row) => String(row['scheme'])));
  return [...schemes].sort().map((scheme) => {
    const of = (rows: Sums): Sums => rows.filter((row) => row['scheme'] === scheme);
    const sums: RateSums = { ...noSums, ...added(of(payments)), ...added(of(coverage)) };
    const levels = new Set(of(funds).map((row) => row['level']));
    const fundSums = [...levels].map((level) => ({ ...added(of(funds).filter((row) => row['level'] === level)), level })) as unknown as readonly FundSums[];
    return schemeRates(scheme, sums, keepsFunds ? fundSums : null);
  });
};

/** Each part once more by something else: by day, by area. */
const readParts = async (models: ReadModels, { scope, year, areaCode, knownOn }: RatesQuery, days: { readonly day: LocalDate; readonly coverageDay: LocalDate }, by: readonly string[] = []): Promise<Parts> => {
  const until = (day: LocalDate): Where => new Where().within('area_code', scope).startsWith('area_code', areaPrefix(areaCode)).atMost('day', day).atMost('known_on', knownOn);
  const [payments, coverage, funds] = await Promise.all([
    sumsOf(models, rateDeltas, until(days.day).equals('year', year), ['scheme', ...by]),
    sumsOf(models, coverageDeltas, until(days.coverageDay), ['scheme', ...by]),
    sumsOf(models, fundDeltas, until(days.day).equals('year', year), ['scheme', 'level', ...by]),
  ]);
  return { payments, coverage, funds };
};

const where = (parts: Parts, keep: (row: Readonly<Record<string, unknown>>) => boolean): Parts => ({ payments: parts.payments.filter(keep), coverage: parts.coverage.filter(keep), funds: parts.funds.filter(keep) });

/** The digits of the areas just below; a village has none. */
const widthBelow = (prefix: string): number => widths.find((width) => width > prefix.length) ?? 12;

export const rateQueries = (models: ReadModels) => ({
  /** The rates of every scheme that has any figure there, by name of the scheme. */
  async ratesOn(query: RatesQuery): Promise<readonly SchemeRates[]> {
    const { year, areaCode, on } = query;
    const parts = await readParts(models, query, { day: on ?? settledBy(year), coverageDay: on ?? yearEnd(year) });
    return reportOf(parts, areaPrefix(areaCode).length <= countyWidth);
  },

  /** The same for the end of each month until a day, and for that day: each as `ratesOn` gives it. */
  async ratesOverTime(query: RatesQuery & { readonly on: LocalDate }): Promise<readonly RatesOfDay[]> {
    const { year, areaCode, on } = query;
    const days = daysShown(year, on);
    const parts = await readParts(models, query, { day: on, coverageDay: on }, ['day']);
    return days.map((day) => ({ on: day, rates: reportOf(where(parts, (row) => String(row['day']) <= day), areaPrefix(areaCode).length <= countyWidth) }));
  },

  /** The same for each area just below that has any figure, by its code; what stands at no area below comes under the code asked for. */
  async ratesByArea(query: RatesQuery & { readonly on: LocalDate }): Promise<readonly RatesOfArea[]> {
    const width = widthBelow(areaPrefix(query.areaCode));
    const read = await readParts(models, query, { day: query.on, coverageDay: query.on }, [`substr(area_code, 1, ${width}) as area`]);
    const parts = width <= countyWidth ? read : { ...read, funds: [] };
    const areas = [...new Set([...parts.payments, ...parts.coverage, ...parts.funds].map((row) => String(row['area'])))].sort();
    return areas.map((area) => ({ areaCode: area.padEnd(12, '0'), rates: reportOf(where(parts, (row) => row['area'] === area), width <= countyWidth) }));
  },

  /** The years of whose money anything is known there, newest first. */
  async years({ scope, areaCode }: Pick<RatesQuery, 'scope' | 'areaCode'>): Promise<readonly number[]> {
    const where = new Where().within('area_code', scope).startsWith('area_code', areaPrefix(areaCode));
    const found = await models.db.query(`select distinct year::int as year from ${viewOf(models, rateDeltas)} ${where.sql} order by year desc limit ${yearsMax}`, where.values);
    return found.rows.map((row) => Number(row['year']));
  },

  ...ratePeopleQueries(models),
});
