import { AreaCode, LocalDate, areaPrefix } from '@zhibu/kernel';
import { sqlName } from '../framework/table';
import { ReadModels, viewOf } from '../shared/page';
import { AreaScope } from '../shared/scope';
import { Where } from '../shared/where';
import { FundSums, RateSums, SchemeRates, noSums, schemeRates } from './report';
import { coverageDeltas, fundDeltas, rateDeltas } from './tables';

export interface RatesQuery {
  /** Areas that the reader may see; outside of them everything is n/a. */
  readonly scope: AreaScope;
  readonly year: number;
  readonly areaCode: AreaCode;
  /** Cut-off day, included. Default: the last day of February after the year, when it is settled. */
  readonly on?: LocalDate;
}

const countyWidth = 6;

/** The last day on which a year's money can still be settled. */
export const settledBy = (year: number): LocalDate => {
  const next = year + 1;
  const leap = (next % 4 === 0 && next % 100 !== 0) || next % 400 === 0;
  return `${next}-02-${leap ? 29 : 28}`;
};

/** Coverage is a standing: by default that of the year's last day. */
const yearEnd = (year: number): LocalDate => `${year}-12-31`;

const sumsOf = async (models: ReadModels, at: { readonly name: string }, names: readonly string[], where: Where, group: readonly string[]): Promise<readonly Record<string, unknown>[]> => {
  const sums = names.map((name) => `sum(${sqlName(name)})::float8 as "${name}"`).join(', ');
  const found = await models.db.query(`select ${group.join(', ')}, ${sums} from ${viewOf(models, at)} ${where.sql} group by ${group.join(', ')}`, where.values);
  return found.rows;
};

const numbersIn = (row: Readonly<Record<string, unknown>>): Record<string, number> =>
  Object.fromEntries(Object.entries(row).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));

const numeric = (table: { readonly columns: object; readonly key: readonly string[] }): string[] => Object.keys(table.columns).filter((name) => !table.key.includes(name));

export const rateQueries = (models: ReadModels) => ({
  /** The rates of every scheme that has any figure there, by name of the scheme. */
  async ratesOn({ scope, year, areaCode, on }: RatesQuery): Promise<readonly SchemeRates[]> {
    const prefix = areaPrefix(areaCode);
    const until = (day: LocalDate): Where => new Where().within('area_code', scope).startsWith('area_code', prefix).atMost('day', day);
    const day = on ?? settledBy(year);
    const coverageDay = on ?? yearEnd(year);
    const [payments, coverage, funds] = await Promise.all([
      sumsOf(models, rateDeltas, numeric(rateDeltas), until(day).equals('year', year), ['scheme']),
      sumsOf(models, coverageDeltas, numeric(coverageDeltas), until(coverageDay), ['scheme']),
      sumsOf(models, fundDeltas, numeric(fundDeltas), until(day).equals('year', year), ['scheme', 'level']),
    ]);
    const keepsFunds = prefix.length <= countyWidth;
    const schemes = new Set([...payments, ...coverage, ...funds].map((row) => String(row['scheme'])));
    return [...schemes].sort().map((scheme) => {
      const of = (rows: readonly Record<string, unknown>[]) => rows.filter((row) => row['scheme'] === scheme);
      const sums: RateSums = { ...noSums, ...Object.assign({}, ...[...of(payments), ...of(coverage)].map(numbersIn)) as Partial<RateSums> };
      return schemeRates(scheme, sums, keepsFunds ? (of(funds) as unknown as readonly FundSums[]) : null);
    });
  },
});
