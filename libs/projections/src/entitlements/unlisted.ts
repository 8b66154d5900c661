import { ReadModels, viewOf } from '../shared/page';
import { AreaScope } from '../shared/scope';
import { Where } from '../shared/where';
import { entitlements } from './projection';

export interface UnlistedSearch {
  readonly scope: AreaScope;
  readonly areaPrefix: string;
  readonly scheme: string;
  /** First and last month of the period. */
  readonly from: string;
  readonly to: string;
}

/** People of one village with the same branch and the same months of the period on no list. */
export interface UnlistedGroup {
  readonly areaCode: string;
  readonly branch: string | null;
  readonly from: string;
  readonly to: string;
  readonly people: number;
}

/**
 * Rights that run in the period and were not claimed to its end. Back pay, suspended rights and months that another
 * scheme outbids are left to the list itself.
 */
export const unlistedGroups = async (models: ReadModels, { scope, areaPrefix, scheme, from, to }: UnlistedSearch): Promise<readonly UnlistedGroup[]> => {
  const where = new Where().and('may_be_due').equals('scheme', scheme).within('area_code', scope).startsWith('area_code', areaPrefix).and(`status <> 'suspended'`).atMost('start_month', to);
  const [first, last] = [where.value(from), where.value(to)];
  // The month after the last one that was claimed, written as all months are.
  const next = `to_char((claimed_through || '-01')::date + interval '1 month', 'YYYY-MM')`;
  const found = await models.db.query(
    `select * from (
       select area_code as "areaCode", branch, greatest(start_month, ${first}::text, coalesce(${next}, '')) as "from", least(coalesce(last_month, ${last}::text), ${last}::text) as "to", count(*)::float8 as people
       from ${viewOf(models, entitlements)} ${where.sql} and (status <> 'ended' or last_month is not null) group by 1, 2, 3, 4
     ) grouped where "from" <= "to" order by 1, 2, 3, 4`,
    where.values,
  );
  return found.rows as unknown as readonly UnlistedGroup[];
};
