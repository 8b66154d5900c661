import { text } from '@zhibu/kernel';
import type { RegisterViewRow } from '@zhibu/projections';
import { CliCommand } from '../cli-command';
import { exitCodes } from '../exit-codes';
import { formatTable } from '../output';
import { actingOptions } from '../runtime/acting-officer';
import { withRuntime } from '../runtime/open-runtime';
import { readerScope } from '../runtime/reader-scope';

const registersMax = 5_000;

export const registerList: CliCommand = {
  words: ['register', 'list'],
  text: text('列出旧登记册及其名单哈希', 'List registers kept before, with the hashes of their lists'),
  options: [...actingOptions],
  run: (context) =>
    withRuntime(context, {}, async (open) => {
      const scope = await readerScope(context, open);
      const rows: RegisterViewRow[] = [];
      for (let cursor: string | null | undefined; cursor !== null && rows.length < registersMax; ) {
        const page = await open.runtime.queries.registers.list({ scope, limit: 500, ...(cursor === undefined ? {} : { cursor }) });
        rows.push(...page.items);
        cursor = page.next;
      }
      const header = context.language === 'zh' ? ['登记册', '名称', '状态', '人数', '已发至', '已转入', '未转入', '名单哈希'] : ['register', 'title', 'status', 'people', 'paid through', 'carried over', 'left out', 'hash of the list'];
      const paid = (row: RegisterViewRow): string => (row.earliestPaidThrough === row.latestPaidThrough ? row.latestPaidThrough ?? '' : `${row.earliestPaidThrough}..${row.latestPaidThrough}`);
      context.output.result({ registers: rows }, () => formatTable(header, rows.map((row) => [row.registerId, row.title, row.status, `${row.rowsRead}`, paid(row), `${row.carried}`, `${row.refused}`, row.listHash ?? ''])));
      return exitCodes.ok;
    }),
};
