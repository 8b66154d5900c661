import { text } from '../framework/table';
import { Page, PageRequest, ReadModels, boundedLimit, decodeCursor, encodeCursor, viewOf } from '../shared/page';
import { AreaScope } from '../shared/scope';
import { Where } from '../shared/where';
import { paymentExceptions, paymentLines } from './tables';

export const differenceKinds = ['new', 'ended', 'changed', 'account'] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/** One person whose line differs from the batch before; `account`: the amount is the same and goes elsewhere. */
export interface LineDifference {
  readonly kind: DifferenceKind;
  readonly entitlementId: string;
  readonly personKey: string;
  readonly areaCode: string;
  /** In this batch; null for somebody who is no longer on the list. */
  readonly lineNo: number | null;
  readonly previousLineNo: number | null;
  readonly nowFen: number | null;
  readonly thenFen: number | null;
  readonly otherAccount: boolean;
  /** Code of what kept the person off this list, or off the one before, though they were due. */
  readonly notListedNow: string | null;
  readonly notListedThen: string | null;
}

export interface DifferenceSearch extends PageRequest {
  readonly scope: AreaScope;
  readonly batchId: string;
  /** Null: everybody is new. */
  readonly previousBatchId: string | null;
  readonly kind?: DifferenceKind;
}

const conditions: Readonly<Record<DifferenceKind, string>> = {
  new: 't.entitlement_id is null',
  ended: 'n.entitlement_id is null',
  changed: 'n.amount_fen <> t.amount_fen',
  account: 'n.amount_fen = t.amount_fen and n.account_key <> t.account_key',
};

const numberOf = (value: unknown): number | null => (value === null ? null : Number(value));
const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const kindOf = (nowFen: number | null, thenFen: number | null): DifferenceKind => {
  if (thenFen === null) return 'new';
  if (nowFen === null) return 'ended';
  return nowFen === thenFen ? 'account' : 'changed';
};

const differenceOf = (row: Readonly<Record<string, unknown>>): LineDifference => {
  const [nowFen, thenFen] = [numberOf(row['nowFen']), numberOf(row['thenFen'])];
  return {
    kind: kindOf(nowFen, thenFen), nowFen, thenFen,
    entitlementId: String(row['entitlementId']), personKey: String(row['personKey']), areaCode: String(row['areaCode']),
    lineNo: numberOf(row['lineNo']), previousLineNo: numberOf(row['previousLineNo']), otherAccount: row['otherAccount'] === true,
    notListedNow: textOf(row['notListedNow']), notListedThen: textOf(row['notListedThen']),
  };
};

/**
 * Two lists side by side by entitlement, as `compareBatch` counts them from the streams; everybody who is the same in
 * both stays out of it. A page costs one pass through what is left of both lists after the cursor.
 */
export const listDifferences = async (models: ReadModels, { scope, batchId, previousBatchId, kind, limit, cursor }: DifferenceSearch): Promise<Page<LineDifference>> => {
  const rows = boundedLimit(limit);
  const where = new Where();
  const [now, then] = [where.value(batchId), where.value(previousBatchId ?? '')];
  const after = cursor === undefined ? '' : ` and entitlement_id > ${where.value(decodeCursor(cursor, [text])[0])}`;
  const lines = (of: string): string => `(select entitlement_id, person_key, area_code, line_no, amount_fen, account_key from ${viewOf(models, paymentLines)} where batch_id = ${of}${after})`;
  const notListed = (of: string): string => `(select x.code from ${viewOf(models, paymentExceptions)} x where x.exception_id = ${of}::text || '/not-listed/' || coalesce(n.entitlement_id, t.entitlement_id))`;
  where.within('coalesce(n.area_code, t.area_code)', scope);
  where.and(`(${kind === undefined ? Object.values(conditions).map((each) => `(${each})`).join(' or ') : conditions[kind]})`);
  const found = await models.db.query(
    `select coalesce(n.entitlement_id, t.entitlement_id) as "entitlementId", coalesce(n.person_key, t.person_key) as "personKey", coalesce(n.area_code, t.area_code) as "areaCode",
       n.line_no as "lineNo", t.line_no as "previousLineNo", n.amount_fen as "nowFen", t.amount_fen as "thenFen", n.account_key <> t.account_key as "otherAccount",
       ${notListed(now)} as "notListedNow", ${notListed(then)} as "notListedThen"
     from ${lines(now)} n full join ${lines(then)} t on t.entitlement_id = n.entitlement_id ${where.sql}
     order by 1 limit ${rows + 1}`,
    where.values,
  );
  const items = found.rows.slice(0, rows).map(differenceOf);
  const last = items.at(-1);
  return { items, next: found.rows.length > rows && last !== undefined ? encodeCursor([last.entitlementId]) : null };
};
