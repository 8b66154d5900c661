import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import type { CommandContext, ImportReport, RejectedRow } from '@zhibu/application';
import { readTable } from '@zhibu/banking';
import type { Table } from '@zhibu/banking';
import { AreaCode, unwrap } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import { FileRefused } from '../common/file-refused';
import { runIdOf } from '../runs/run-id';

export interface ImportInput {
  readonly source: AsyncIterable<Uint8Array>;
  readonly reference: string;
  readonly areaCode: AreaCode;
}

export const importIdOf = (context: CommandContext): string => runIdOf('import', context);

async function* hashed(source: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    hash.update(chunk);
    yield chunk;
  }
}

export interface OpenedTable {
  readonly table: Table;
  readonly contentHash: string;
}

/** Reads the whole table first: a file that cannot be used is refused before any row goes in. */
export const openTable = async ({ services: { imports } }: ApiRuntime, { source, reference, areaCode }: ImportInput): Promise<OpenedTable> => {
  const hash = createHash('sha256');
  // Facts have columns of their own, so only those with a fixed name are listed.
  const table = await readTable(hashed(source, hash), { columns: imports.applicationColumns });
  if (table.problems.length > 0) throw new FileRefused(table.problems);
  return { table, contentHash: imports.contentHash({ sha256: hash.digest('hex'), reference, areaCode }) };
};

interface Listeners {
  readonly onRejected: (row: RejectedRow) => void;
  readonly onProgress?: (rowsDone: number) => void;
}

/** Good rows go in, bad rows come back one by one; rows that could not even be read count among the bad ones. */
export const importTable = async (runtime: ApiRuntime, context: CommandContext, table: Table, { reference, areaCode }: Omit<ImportInput, 'source'>, listeners: Listeners): Promise<ImportReport> => {
  table.rejectedRows.forEach(listeners.onRejected);
  // Whatever goes in carries the id of the import, so that it can be found and taken back together.
  const within = { ...context, correlationId: importIdOf(context) };
  const report = unwrap(await runtime.services.imports.importApplications(within, table.rows, { reference, areaCode, ...listeners }));
  return { ...report, rows: report.rows + table.rejectedRows.length, rejected: report.rejected + table.rejectedRows.length };
};
