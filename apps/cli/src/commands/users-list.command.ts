import { text } from '@zhibu/kernel';
import type { UserRow } from '@zhibu/projections';
import type { CliCommand } from '../cli-command';
import { exitCodes } from '../exit-codes';
import { formatTable } from '../output';
import { actingOptions } from '../runtime/acting-officer';
import { withRuntime } from '../runtime/open-runtime';
import { readerScope } from '../runtime/reader-scope';
import { rolesText } from '../users/roles';

const usersMax = 10_000;

export const usersList: CliCommand = {
  words: ['users', 'list'],
  text: text('列出工作人员及其角色', 'List officers and their roles'),
  options: [...actingOptions],
  run: (context) =>
    withRuntime(context, {}, async (open) => {
      const scope = await readerScope(context, open);
      const users: UserRow[] = [];
      for (let cursor: string | null | undefined; cursor !== null && users.length < usersMax; ) {
        const page = await open.runtime.queries.users.list({ scope, limit: 500, ...(cursor === undefined ? {} : { cursor }) });
        users.push(...page.items);
        cursor = page.next;
      }
      const header = context.language === 'zh' ? ['用户', '姓名', '角色', '停用原因'] : ['user', 'name', 'roles', 'disabled'];
      context.output.result({ users }, () => formatTable(header, users.map((user) => [user.userId, user.displayName, rolesText(user.roles), user.disabledReason ?? ''])));
      return exitCodes.ok;
    }),
};
