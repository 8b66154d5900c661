import { LocalDate, RoleGrant, areaPrefix, dateOf } from '@zhibu/kernel';
import { Page, PageRequest, ReadModels, findOne, listPage, viewOf } from '../shared/page';
import { AreaScope } from '../shared/scope';
import { Where } from '../shared/where';
import { CaseRow, CaseStatus, cases, underWay } from './tables';

export interface CaseSearch extends PageRequest {
  readonly scope: AreaScope;
  readonly areaPrefix?: string;
  readonly scheme?: string;
  readonly status?: CaseStatus;
  readonly personKey?: string;
}

export interface TaskSearch extends PageRequest {
  readonly scope: AreaScope;
  /** What the officer may do and where; a case is listed when one of them moves it on. */
  readonly grants: readonly RoleGrant[];
  /** Cases in which one of these ids signed or decided already are left out: they may not act twice. */
  readonly exceptActedBy?: readonly string[];
  readonly scheme?: string;
  /** Only cases due before this day. */
  readonly dueBefore?: LocalDate;
}

export interface WaitingSearch extends PageRequest {
  readonly scope: AreaScope;
  /** What the officer may do and where; a case is left out when one of them moves it on. */
  readonly grants: readonly RoleGrant[];
}

export interface WaitingRow extends CaseRow {
  /** The day since when it stands where it does. */
  readonly since: LocalDate;
}

export interface StandingSearch {
  readonly scope: AreaScope;
  readonly areaPrefix?: string;
  readonly scheme?: string;
}

/** How many cases stand at one place of a definition, and since when; an ended one stands since no day. */
export interface StandingCount {
  readonly procedureId: string;
  readonly procedureVersion: number;
  readonly scheme: string;
  readonly status: CaseStatus;
  readonly stage: string | null;
  readonly cases: number;
  /** The day since when the middle one of them stands there; of an even number the earlier of the two. */
  readonly medianSince: LocalDate | null;
  readonly oldestSince: LocalDate | null;
}

export const grantsMax = 100;

/** In a stage, the day that it was entered; before and beside the stages, the day of the last event in the county. */
const since = `case when status in ('refused', 'withdrawn', 'confirmed') then null when status in ('in-review', 'in-notice') and entered_on is not null then entered_on
  else to_char(changed_at::timestamptz at time zone 'Asia/Shanghai', 'YYYY-MM-DD') end`;

/** The same day for one row that is under way. */
const sinceOf = ({ status, enteredOn, changedAt }: CaseRow): LocalDate =>
  ((status === 'in-review' || status === 'in-notice') && enteredOn !== null ? enteredOn : dateOf(changedAt));

/** True for cases that one of the grants moves on. */
const movedOnBy = (where: Where, grants: readonly RoleGrant[]): string => {
  const each = grants
    .slice(0, grantsMax)
    .map(({ role, areaCode }) => `(${where.value(role)} = any (waiting_roles) and ${where.inAreas('area_code', [areaPrefix(areaCode)])})`);
  return each.length === 0 ? 'false' : `(${each.join(' or ')})`;
};

export const caseQueries = (models: ReadModels) => ({
  list: ({ scope, areaPrefix: prefix, scheme, status, personKey, ...page }: CaseSearch): Promise<Page<CaseRow>> => {
    const where = new Where().within('area_code', scope).startsWith('area_code', prefix);
    where.equals('scheme', scheme).equals('status', status).equals('person_key', personKey);
    return listPage(models, { table: cases, where, order: ['applicationId'], page });
  },

  find: ({ scope, applicationId }: { readonly scope: AreaScope; readonly applicationId: string }): Promise<CaseRow | null> =>
    findOne(models, cases, new Where().equals('application_id', applicationId).within('area_code', scope)),

  /** What waits for an officer, the most urgent first. */
  tasks: ({ scope, grants, exceptActedBy, scheme, dueBefore, ...page }: TaskSearch): Promise<Page<CaseRow>> => {
    const where = new Where().and('cardinality(waiting_roles) > 0').within('area_code', scope).equals('scheme', scheme);
    where.and(movedOnBy(where, grants));
    if (exceptActedBy !== undefined) where.and(`not (acted_by && ${where.value(exceptActedBy)}::text[])`);
    if (dueBefore !== undefined) where.and(`due_order < ${where.value(dueBefore)}`);
    return listPage(models, { table: cases, where, order: ['dueOrder', 'applicationId'], page });
  },

  /** What is under way and waits for anybody or anything but the officer, the most urgent first: every other case under way is one of their tasks. */
  waitingForOthers: async ({ scope, grants, ...page }: WaitingSearch): Promise<Page<WaitingRow>> => {
    const where = new Where().and(underWay).within('area_code', scope);
    where.and(`not ${movedOnBy(where, grants)}`);
    const { items, next } = await listPage(models, { table: cases, where, order: ['dueOrder', 'applicationId'], page });
    return { items: items.map((row) => ({ ...row, since: sinceOf(row) })), next };
  },

  /** Where the cases stand, by definition, scheme and stage. */
  standing: async ({ scope, areaPrefix: prefix, scheme }: StandingSearch): Promise<readonly StandingCount[]> => {
    const where = new Where().within('area_code', scope).startsWith('area_code', prefix).equals('scheme', scheme);
    const found = await models.db.query(
      `select procedure_id as "procedureId", procedure_version::int as "procedureVersion", scheme, status, stage, count(*)::int as cases,
         percentile_disc(0.5) within group (order by since) as "medianSince", min(since) as "oldestSince"
       from (select procedure_id, procedure_version, scheme, status, case when status in ('in-review', 'in-notice') then stage end as stage, ${since} as since from ${viewOf(models, cases)} ${where.sql}) as standing
       group by procedure_id, procedure_version, scheme, status, stage order by procedure_id, procedure_version, scheme, status, stage`,
      where.values,
    );
    return found.rows as unknown as readonly StandingCount[];
  },

  /** Cases whose stage should have ended before `today`, the one longest overdue first. */
  late: ({ scope, today, ...page }: PageRequest & { readonly scope: AreaScope; readonly today: LocalDate }): Promise<Page<CaseRow>> => {
    const where = new Where().within('area_code', scope).and('cardinality(waiting_roles) > 0');
    where.and(`due_order < ${where.value(today)}`);
    return listPage(models, { table: cases, where, order: ['dueOrder', 'applicationId'], page });
  },
});
