import { Rejection, Result, accept, canonicalJson, refuse, text } from '@zhibu/kernel';
import { Round, roundsOf, submitForm } from '../applications/submit-application';
import { contentHashOf } from '../execute/command-content';
import { CommandContext, keyed } from '../execute/context';
import { inFlight } from '../execute/execute-many';
import { keyOf } from '../people/register-person';
import { ServiceDeps } from '../service-deps';
import { readApplicationRow } from './application-row';
import { checkApplications } from './check-applications';
import { applicationColumns, matchColumns, missingColumns } from './columns';
import { ImportReport, ImportRow, ImportsService, RejectedRow } from './imports-service';
import { isUndone, undoImport } from './undo-import';

export const importRowsMax = 100_000;
const rowsPerPage = 200;
const rowsInFlightMax = 16;

type Options = Parameters<ImportsService['importApplications']>[2];
type RowResult = { readonly kind: 'accepted' | 'unchanged' } | { readonly kind: 'rejected'; readonly rejection: Rejection };

export const createImports = (deps: ServiceDeps): ImportsService => ({
  contentHash: (content) => contentHashOf(deps.pseudonyms, content),
  applicationColumns,
  matchApplicationColumns: (headers) => matchColumns(applicationColumns, headers, true),
  missingApplicationColumns: (headers) => missingColumns(Object.fromEntries(headers.map((header) => [header, '']))),
  checkApplications: checkApplications(deps),
  undo: undoImport(deps),
  importApplications: importApplications(deps),
});

const importApplications =
  (deps: ServiceDeps) =>
  async (context: CommandContext, rows: AsyncIterable<ImportRow> | Iterable<ImportRow>, options: Options): Promise<Result<ImportReport>> => {
    const report = { rows: 0, accepted: 0, unchanged: 0, rejected: 0 };
    const finish = async (page: readonly ImportRow[]): Promise<void> => {
      const results = new Array<RowResult>(page.length);
      await inFlight(page.length, rowsInFlightMax, async (index) => {
        const row = page[index];
        if (row !== undefined) results[index] = await importRow(deps, context, row, options);
      });
      for (const [index, result] of results.entries()) {
        report[result.kind] += 1;
        const row = page[index];
        if (result.kind === 'rejected' && row !== undefined) await options.onRejected({ ...row, rejection: result.rejection } satisfies RejectedRow);
      }
      options.onProgress?.(report.rows);
    };
    let page: ImportRow[] = [];
    for await (const row of rows) {
      if (report.rows === 0) {
        const missing = missingColumns(row.cells);
        if (missing.length > 0) return refuse(columnsMissing(missing.map(({ zh }) => zh), missing.map(({ en }) => en), Object.keys(row.cells)));
      }
      report.rows += 1;
      if (report.rows > importRowsMax) return refuse(tooManyRows());
      page.push(row);
      if (page.length === rowsPerPage) {
        await finish(page);
        page = [];
      }
    }
    if (page.length > 0) await finish(page);
    return accept(report);
  };

const importRow = async (deps: ServiceDeps, context: CommandContext, row: ImportRow, { reference, areaCode }: Options): Promise<RowResult> => {
  const form = readApplicationRow(deps.policies, row, reference, areaCode);
  if (!form.ok) return { kind: 'rejected', rejection: form.rejection };
  const { person, application } = form.value;
  const personKey = keyOf(deps.pseudonyms, person.idNumber);
  if (!personKey.ok) return { kind: 'rejected', rejection: personKey.rejection };
  // From the content alone, keyed, because it stands in the clear: the row is the same row in any file.
  const key = keyOfTurn(`import/${deps.pseudonyms.accountKey(`row ${canonicalJson(row.cells)}`)}`, await roundsOf(deps, application.scheme, personKey.value));
  if (key === null) return { kind: 'unchanged' };
  const done = await submitForm(deps)(keyed(context, key), { person, application, row: row.cells });
  if (!done.ok) return { kind: 'rejected', rejection: done.rejection };
  return { kind: done.duplicate ? 'unchanged' : 'accepted' };
};

/** The same row goes in once, and once more each time that its import was undone; null while it is in. */
const keyOfTurn = (key: string, rounds: readonly Round[]): string | null => {
  for (let undone = 0; ; undone += 1) {
    const turn = undone === 0 ? key : `${key}/${undone}`;
    const round = rounds.find(({ events }) => events.some(({ meta }) => meta.commandKey === turn));
    if (round === undefined) return turn;
    if (!round.events.some(isUndone)) return null;
  }
};

const columnsMissing = (zh: readonly string[], en: readonly string[], found: readonly string[]): Rejection => ({
  code: 'import.columns-missing',
  message: text('表头缺少必需的列', 'The sheet lacks columns that are needed'),
  expected: text(zh.join('、'), en.join(', ')),
  actual: text(found.join('、'), found.join(', ')),
});

const tooManyRows = (): Rejection => ({
  code: 'import.too-many-rows',
  message: text('行数超出限制，超出部分没有读取', 'There are too many rows; the rest was not read'),
  expected: text(`最多 ${importRowsMax} 行`, `${importRowsMax} rows at most`),
  actual: text(`超过 ${importRowsMax} 行`, `more than ${importRowsMax}`),
});
