import { LocalDate, monthOf } from '@zhibu/kernel';
import { cases } from './cases/tables';
import { batches } from './payments/tables';
import { ReadModels, viewOf } from './shared/page';

/** What has been decided by a version of a procedure or a rule so far. Asked at a start, when a file differs from what was known of it. */
export interface UseOfDefinitions {
  casesBegunWith(procedureId: string, version: number): Promise<boolean>;
  /** The case that was submitted last under it. */
  newestCaseOf(procedureId: string, version: number): Promise<string | null>;
  openCases(): Promise<readonly { readonly id: string; readonly version: string; readonly cases: number }[]>;
  checkedBy(ruleId: string, version: string): Promise<boolean>;
  paidFrom(scheme: string, from: LocalDate): Promise<boolean>;
}

/** On a database whose read models were never built, nothing was decided. */
export const createUseOfDefinitions = (models: ReadModels): UseOfDefinitions => {
  const [caseView, batchView] = [viewOf(models, cases), viewOf(models, batches)];
  const rows = async <Row>(view: string, sql: string, values: readonly unknown[]): Promise<readonly Row[]> => {
    const there = await models.db.query('select to_regclass($1) is not null as known', [view]);
    if ((there.rows[0] as { readonly known?: boolean } | undefined)?.known !== true) return [];
    return (await models.db.query(sql, [...values])).rows as unknown as readonly Row[];
  };
  const some = async (view: string, where: string, values: readonly unknown[]): Promise<boolean> => (await rows(view, `select 1 as found from ${view} where ${where} limit 1`, values)).length > 0;
  return {
    casesBegunWith: (id, version) => some(caseView, 'procedure_id = $1 and procedure_version = $2', [id, version]),
    newestCaseOf: async (id, version) => {
      const [found] = await rows<{ readonly id: string }>(caseView, `select application_id as id from ${caseView} where procedure_id = $1 and procedure_version = $2 order by applied_on desc, application_id desc limit 1`, [id, version]);
      return found?.id ?? null;
    },
    openCases: () =>
      rows(caseView, `select procedure_id as id, procedure_version::text as version, count(*)::int as cases from ${caseView} where status not in ('refused', 'withdrawn', 'confirmed') group by 1, 2 order by 1, 2`, []),
    checkedBy: (id, version) => some(caseView, 'rule_id = $1 and rule_version = $2', [id, version]),
    paidFrom: (scheme, from) => some(batchView, `scheme = $1 and through_month >= $2 and status <> 'cancelled'`, [scheme, monthOf(from)]),
  };
};
