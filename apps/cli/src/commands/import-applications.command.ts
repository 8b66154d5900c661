import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { AreaCode, text } from '@zhibu/kernel';
import type { ImportReport, RejectedRow } from '@zhibu/application';
import type { Table } from '@zhibu/banking';
import { CliCommand, CommandContext, stringValue } from '../cli-command';
import { CommandRefused, accepted, allOf } from '../command-refused';
import { exitCodes } from '../exit-codes';
import { readableFile } from '../imports/readable-file';
import { actingOptions } from '../runtime/acting-officer';
import { OpenRuntime, withRuntime } from '../runtime/open-runtime';

export const importApplications: CliCommand = {
  words: ['import', 'applications'],
  text: text('从 CSV 或 XLSX 导入申请；坏行写入另一文件，附原因', 'Import applications from CSV or XLSX; bad rows go to a file of their own, with the reason'),
  arguments: [{ name: 'file', text: text('CSV（UTF-8 或 GBK）或 XLSX', 'CSV (UTF-8 or GBK) or XLSX') }],
  options: [
    { name: 'area', value: 'CODE', text: text('此地区以外的行退回；缺省为办理人的辖区', "rows outside this area are rejected; default the officer's area") },
    { name: 'rejected', value: 'FILE', text: text('退回行写入的文件，缺省为 <文件>.rejected.csv', 'file for the rejected rows; default <file>.rejected.csv') },
    ...actingOptions,
  ],
  run: async (context) => {
    const path = await readableFile(context.args[0] ?? '');
    return withRuntime(context, {}, async (open) => {
      const areaCode = await areaOf(context, open);
      const table = await openTable(open, path);
      const rejected: RejectedRow[] = [];
      const report = await load(context, open, { path, areaCode, table, rejected });
      const rejectedFile = rejected.length === 0 ? null : await writeRejected(context, path, table, rejected);
      await open.settle();
      context.output.result({ ...report, rejectedFile }, () => toText(report, rejectedFile, context));
      return report.rejected === 0 ? exitCodes.ok : exitCodes.refused;
    });
  },
};

const areaOf = async ({ values }: CommandContext, open: OpenRuntime): Promise<AreaCode> => {
  const given = stringValue(values, 'area');
  if (given !== undefined) return allOf({ area: open.runtime.policies.areas.lookup(given) }).area.code;
  const own = (await open.officer()).roles.filter(({ role }) => role === 'caseworker').map(({ areaCode }) => areaCode);
  const [only] = own;
  if (only !== undefined && own.length === 1) return only;
  throw new CommandRefused(
    [{ code: 'cli.area-needed', message: text('不能从办理人得出导入地区', 'The area of the import does not follow from the officer'), expected: text('--area 地区代码，或只管一个地区的专干', '--area CODE, or a caseworker of one area'), actual: text(own.join('、') || '没有专干角色', own.join(', ') || 'no caseworker'), field: 'area' }],
    exitCodes.badInput,
  );
};

/** A file that cannot be used is refused before any row goes in. */
const openTable = async (open: OpenRuntime, path: string): Promise<Table> => {
  const { readTable } = await import('@zhibu/banking');
  const table = await readTable(createReadStream(path), { columns: open.runtime.services.imports.applicationColumns });
  if (table.problems.length > 0) throw new CommandRefused(table.problems.map(({ cell, rejection }) => (cell === null ? rejection : { field: cell, ...rejection })), exitCodes.badInput);
  return table;
};

interface Load {
  readonly path: string;
  readonly areaCode: AreaCode;
  readonly table: Table;
  readonly rejected: RejectedRow[];
}

const load = async ({ output }: CommandContext, open: OpenRuntime, { path, areaCode, table, rejected }: Load): Promise<ImportReport> => {
  const { createProgress } = await import('@zhibu/platform');
  const progress = createProgress(output.say(text('导入', 'importing')), table.rows.length);
  rejected.push(...table.rejectedRows);
  const report = accepted(
    await open.runtime.services.imports.importApplications(await open.command(), table.rows, {
      reference: basename(path),
      areaCode,
      onRejected: (row) => void rejected.push(row),
      onProgress: (done) => {
        // Rows that went in stay; the same file goes on where this one stopped.
        open.signal.throwIfAborted();
        progress.update(done);
      },
    }),
  ).value;
  progress.finish();
  return { ...report, rows: report.rows + table.rejectedRows.length, rejected: report.rejected + table.rejectedRows.length };
};

const writeRejected = async ({ values, language }: CommandContext, path: string, table: Table, rejected: readonly RejectedRow[]): Promise<string> => {
  const { writeRejectedRows } = await import('@zhibu/banking');
  const target = stringValue(values, 'rejected') ?? `${path.slice(0, path.length - extname(path).length)}.rejected.csv`;
  const rows = [...rejected].sort((a, b) => a.rowNo - b.rowNo);
  // Holds names and numbers of people, as the file that was read.
  await writeFile(target, writeRejectedRows(table.headers, rows, language), { mode: 0o600 });
  return target;
};

const toText = (report: ImportReport, rejectedFile: string | null, { output }: CommandContext): string =>
  output.say(
    text(
      `共 ${report.rows} 行：新增 ${report.accepted}，已有 ${report.unchanged}，退回 ${report.rejected}${rejectedFile === null ? '' : `，见 ${rejectedFile}`}`,
      `${report.rows} rows: ${report.accepted} new, ${report.unchanged} known before, ${report.rejected} rejected${rejectedFile === null ? '' : `, see ${rejectedFile}`}`,
    ),
  );
