import { accept, formatYuan, text } from '@zhibu/kernel';
import type { BatchRow } from '@zhibu/projections';
import { CliCommand, stringValue } from '../cli-command';
import { allOf } from '../command-refused';
import { exitCodes } from '../exit-codes';
import { parseWhole } from '../input';
import { formatTable } from '../output';
import { actingOptions } from '../runtime/acting-officer';
import { withRuntime } from '../runtime/open-runtime';
import { readerScope } from '../runtime/reader-scope';

const batchesMax = 5_000;

export const batchList: CliCommand = {
  words: ['batch', 'list'],
  text: text('列出发放批次', 'List payment batches'),
  options: [
    { name: 'scheme', value: 'SCHEME', text: text('项目', 'scheme') },
    { name: 'year', value: 'YEAR', text: text('年度', 'year') },
    ...actingOptions,
  ],
  run: async (context) => {
    const given = stringValue(context.values, 'year');
    const { year } = allOf({ year: given === undefined ? accept(undefined) : parseWhole(given, 1900, 9999) });
    const scheme = stringValue(context.values, 'scheme');
    return withRuntime(context, {}, async (open) => {
      const scope = await readerScope(context, open);
      const rows: BatchRow[] = [];
      for (let cursor: string | null | undefined; cursor !== null && rows.length < batchesMax; ) {
        const page = await open.runtime.queries.payments.batches({ scope, limit: 500, ...(scheme === undefined ? {} : { scheme }), ...(year === undefined ? {} : { year }), ...(cursor === undefined ? {} : { cursor }) });
        rows.push(...page.items);
        cursor = page.next;
      }
      const header = context.language === 'zh' ? ['批次', '状态', '笔数', '金额（元）', '到账', '退回', '截止日'] : ['batch', 'status', 'lines', 'yuan', 'credited', 'returned', 'deadline'];
      context.output.result({ batches: rows }, () =>
        formatTable(header, rows.map((row) => [row.batchId, row.status, `${row.lines}`, formatYuan(row.totalFen), `${row.credited}`, `${row.returned}`, row.deadline])),
      );
      return exitCodes.ok;
    });
  },
};
