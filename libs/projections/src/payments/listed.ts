import { ReadModels, viewOf } from '../shared/page';
import { AreaScope } from '../shared/scope';
import { Where } from '../shared/where';
import { batches, paymentLines } from './tables';

export interface ListedSearch {
  readonly scope: AreaScope;
  readonly areaPrefix: string;
  readonly spans: readonly SchemeSpan[];
}

/** First and last month of a period of one scheme; a list belongs to it by the month it pays through, whatever its own period is called. */
export interface SchemeSpan {
  readonly scheme: string;
  readonly from: string;
  readonly to: string;
}

/** What lists that were not cancelled hold for the people of one township. */
export interface ListedRow {
  readonly scheme: string;
  /** 12 digits; the county itself for people whose village is not known. */
  readonly township: string;
  readonly people: number;
  readonly listedFen: number;
  readonly creditedFen: number;
  readonly returnedFen: number;
}

/** Lists of some spans, as a condition on batches; false without one. */
export const inSpans = (where: Where, spans: readonly SchemeSpan[], of = ''): string =>
  spans.map(({ scheme, from, to }) => `(${of}scheme = ${where.value(scheme)} and ${of}through_month between ${where.value(from)} and ${where.value(to)})`).join(' or ') || 'false';

const townshipDigits = 9;

export const listedByTownship = async (models: ReadModels, { scope, areaPrefix, spans }: ListedSearch): Promise<readonly ListedRow[]> => {
  if (spans.length === 0) return [];
  const where = new Where().within('l.area_code', scope).startsWith('l.area_code', areaPrefix).and(`b.status <> 'cancelled'`).and(`l.status <> 'cancelled'`);
  where.and(`(${inSpans(where, spans, 'b.')})`);
  const sum = (status: string): string => `coalesce(sum(l.amount_fen) filter (where l.status = '${status}'), 0)::float8`;
  const found = await models.db.query(
    `select b.scheme, rpad(left(l.area_code, ${townshipDigits}), 12, '0') as township, count(*)::float8 as people, sum(l.amount_fen)::float8 as "listedFen",
       ${sum('credited')} as "creditedFen", ${sum('returned')} as "returnedFen"
     from ${viewOf(models, paymentLines)} l join ${viewOf(models, batches)} b on b.batch_id = l.batch_id ${where.sql}
     group by 1, 2 order by 1, 2`,
    where.values,
  );
  return found.rows as unknown as readonly ListedRow[];
};
