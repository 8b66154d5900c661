import { text } from '@zhibu/kernel';
import type { CliCommand } from '../cli-command';
import { exitCodes } from '../exit-codes';
import { withRuntime } from '../runtime/open-runtime';

export const migrate: CliCommand = {
  words: ['migrate'],
  text: text('创建或更新全部数据表；可重复执行', 'Create or bring forward every schema; safe to repeat'),
  run: (context) =>
    // Opening migrates everything but the queues, which are made when they are first used.
    withRuntime(context, { settledWithinMs: 0 }, async ({ runtime }) => {
      await runtime.queues();
      const { rows } = await runtime.pool.query<{ schema: string; tables: number }>(
        `select n.nspname as schema, count(c.oid)::int as tables from pg_namespace n join pg_class c on c.relnamespace = n.oid and c.relkind in ('r', 'p')
         where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'public') group by 1 order by 1`,
      );
      context.output.result({ migrated: true, schemas: rows }, () => rows.map(({ schema, tables }) => `${schema}: ${tables}`).join('\n'));
      return exitCodes.ok;
    }),
};
