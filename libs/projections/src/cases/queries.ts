import { LocalDate, RoleGrant, areaPrefix } from '@zhibu/kernel';
import { Page, PageRequest, ReadModels, findOne, listPage } from '../shared/page';
import { AreaScope } from '../shared/scope';
import { Where } from '../shared/where';
import { CaseRow, CaseStatus, cases } from './tables';

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

export const grantsMax = 100;

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
    const mine = grants
      .slice(0, grantsMax)
      .map(({ role, areaCode }) => `(${where.value(role)} = any (waiting_roles) and ${where.inAreas('area_code', [areaPrefix(areaCode)])})`);
    where.and(mine.length === 0 ? 'false' : `(${mine.join(' or ')})`);
    if (exceptActedBy !== undefined) where.and(`not (acted_by && ${where.value(exceptActedBy)}::text[])`);
    if (dueBefore !== undefined) where.and(`due_order < ${where.value(dueBefore)}`);
    return listPage(models, { table: cases, where, order: ['dueOrder', 'applicationId'], page });
  },

  /** Cases whose stage should have ended before `today`, the one longest overdue first. */
  late: ({ scope, today, ...page }: PageRequest & { readonly scope: AreaScope; readonly today: LocalDate }): Promise<Page<CaseRow>> => {
    const where = new Where().within('area_code', scope).and('cardinality(waiting_roles) > 0');
    where.and(`due_order < ${where.value(today)}`);
    return listPage(models, { table: cases, where, order: ['dueOrder', 'applicationId'], page });
  },
});
