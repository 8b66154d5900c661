import type { CommandContext, ImportReport, RejectedRow } from '@zhibu/application';
import { readTable } from '@zhibu/banking';
import type { Table } from '@zhibu/banking';
import { AreaCode, Language, unwrap } from '@zhibu/kernel';
import type { ApiRuntime } from '../api-runtime';
import type { ServerEvent } from '../common/event-stream';
import { FileRefused } from '../common/file-refused';
import type { RowProblemView } from './imports.dto';

export interface ImportInput {
  readonly source: AsyncIterable<Uint8Array>;
  readonly reference: string;
  readonly areaCode: AreaCode;
}

/** Reads the whole table first: a file that cannot be used is refused before any row goes in. */
export const openTable = async (runtime: ApiRuntime, { source }: ImportInput): Promise<Table> => {
  // Facts have columns of their own, so only those with a fixed name are listed.
  const table = await readTable(source, { columns: runtime.services.imports.applicationColumns });
  if (table.problems.length > 0) throw new FileRefused(table.problems);
  return table;
};

export const rowProblem = ({ rowNo, rejection }: RejectedRow, language: Language): RowProblemView => ({
  rowNo, code: rejection.code, title: rejection.message[language], expected: rejection.expected[language], field: rejection.field ?? null,
});

interface Listeners {
  readonly onRejected: (row: RejectedRow) => void;
  readonly onProgress?: (rowsDone: number) => void;
}

/** Good rows go in, bad rows come back one by one; rows that could not even be read count among the bad ones. */
export const importTable = async (runtime: ApiRuntime, context: CommandContext, table: Table, { reference, areaCode }: ImportInput, listeners: Listeners): Promise<ImportReport> => {
  table.rejectedRows.forEach(listeners.onRejected);
  const report = unwrap(await runtime.services.imports.importApplications(context, table.rows, { reference, areaCode, ...listeners }));
  return { ...report, rows: report.rows + table.rejectedRows.length, rejected: report.rejected + table.rejectedRows.length };
};

/** The same as a stream of events: `rejected` for each bad row, `progress` now and then, `done` at the end. The rows go in also when nobody listens any more. */
export async function* importEvents(runtime: ApiRuntime, context: CommandContext, table: Table, { signal, ...input }: ImportInput & { readonly signal: AbortSignal }, language: Language): AsyncGenerator<ServerEvent> {
  const waiting: ServerEvent[] = [];
  let wake: () => void = () => undefined;
  const push = (event: ServerEvent): void => {
    waiting.push(event);
    wake();
  };
  let over = false;
  const work = importTable(runtime, context, table, input, {
    onRejected: (row) => push({ event: 'rejected', data: rowProblem(row, language) }),
    onProgress: (rowsDone) => push({ event: 'progress', data: { rowsDone, rows: table.rows.length } }),
  }).finally(() => {
    over = true;
    wake();
  });
  // Looked at below; until then a failure must not count as unhandled.
  work.catch(() => undefined);
  signal.addEventListener('abort', () => wake(), { once: true });
  while (!signal.aborted) {
    while (waiting.length > 0) yield waiting.shift() as ServerEvent;
    if (over) break;
    await new Promise<void>((resolve) => { wake = resolve; if (waiting.length > 0 || over || signal.aborted) resolve(); });
  }
  if (over) yield { event: 'done', data: await work };
}
