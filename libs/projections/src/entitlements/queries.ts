import { DueEntitlements } from '@zhibu/application';
import { areaPrefix } from '@zhibu/kernel';
import { Answer } from '@zhibu/policy';
import { Page, PageRequest, ReadModels, boundedLimit, findOne, listPage, viewOf } from '../shared/page';
import { AreaScope } from '../shared/scope';
import { Where } from '../shared/where';
import { EntitlementRow, entitlements } from './projection';
import { UnlistedGroup, UnlistedSearch, unlistedGroups } from './unlisted';

export interface EntitlementSearch extends PageRequest {
  readonly scope: AreaScope;
  readonly areaPrefix?: string;
  readonly scheme?: string;
  readonly status?: EntitlementRow['status'];
  readonly personKey?: string;
  /** True: only those with a change that waits for approval. */
  readonly pending?: boolean;
  /** Only rights that run, began before this year, and were not checked again for it (年审). */
  readonly uncheckedFor?: number;
  /** What the last check answered. */
  readonly verifiedAnswer?: Answer;
}

export const entitlementQueries = (models: ReadModels) => ({
  list: ({ scope, areaPrefix: prefix, scheme, status, personKey, pending, uncheckedFor, verifiedAnswer, ...page }: EntitlementSearch): Promise<Page<EntitlementRow>> => {
    const where = new Where().within('area_code', scope).startsWith('area_code', prefix);
    where.equals('scheme', scheme).equals('status', status).equals('person_key', personKey).equals('verified_answer', verifiedAnswer);
    if (pending === true) where.and('pending_since is not null');
    if (uncheckedFor !== undefined) {
      where.and(`status <> 'ended' and start_month < ${where.value(`${uncheckedFor}-01`)} and coalesce(verified_year, 0) < ${where.value(uncheckedFor)}`);
    }
    return listPage(models, { table: entitlements, where, order: ['entitlementId'], page });
  },

  find: ({ scope, entitlementId }: { readonly scope: AreaScope; readonly entitlementId: string }): Promise<EntitlementRow | null> =>
    findOne(models, entitlements, new Where().equals('entitlement_id', entitlementId).within('area_code', scope)),

  /** Whose months of a period are on no list yet, in groups that are paid alike. */
  unlisted: (search: UnlistedSearch): Promise<readonly UnlistedGroup[]> => unlistedGroups(models, search),
});

/** Whom a batch has to look at, in the order of their ids. */
export const createDueEntitlements = (models: ReadModels): DueEntitlements => ({
  async page({ scheme, areaCode, throughMonth, after, limit }) {
    const where = new Where().and('may_be_due').equals('scheme', scheme).startsWith('area_code', areaPrefix(areaCode)).atMost('due_from_month', throughMonth);
    where.and(`entitlement_id > ${where.value(after)}`);
    const found = await models.db.query(
      `select entitlement_id as id from ${viewOf(models, entitlements)} ${where.sql} order by entitlement_id limit ${boundedLimit(limit)}`,
      where.values,
    );
    return found.rows.map((row) => String(row['id']));
  },
});
