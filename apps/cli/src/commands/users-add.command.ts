import { RoleGrant, text } from '@zhibu/kernel';
import type { CommandContext as ServiceContext } from '@zhibu/application';
import { automatic } from '../batch/batch-step';
import { CliCommand, CommandContext, stringValue } from '../cli-command';
import { accepted, allOf } from '../command-refused';
import { exitCodes } from '../exit-codes';
import { parseGiven } from '../input';
import { actingOptions, actingUserId, keyOption } from '../runtime/acting-officer';
import { OpenRuntime, withRuntime } from '../runtime/open-runtime';
import { newPassword, setFirstPassword } from '../users/new-password';
import { parseRoles, rolesText } from '../users/roles';

export const usersAdd: CliCommand = {
  words: ['users', 'add'],
  text: text('添加工作人员；第一名系统管理员无须 --as', 'Add an officer; the first administrator needs no --as'),
  arguments: [{ name: 'user', text: text('用户编号，不再改变', 'user id, which never changes') }],
  options: [
    { name: 'name', value: 'TEXT', text: text('姓名或职务', 'display name') },
    { name: 'roles', value: 'LIST', text: text('如 caseworker@990101100,inspector@990101', 'such as caseworker@990101100,inspector@990101'), required: true },
    { name: 'password', text: text('同时设定一次性密码：终端上输入，或从标准输入读一行', 'also set a one-time password: typed on the terminal, or one line of standard input') },
    ...actingOptions,
    keyOption,
  ],
  run: async (context) => {
    const { name, roles } = allOf({ name: parseGiven(context, 'name', text('姓名或职务', 'a display name')), roles: parseRoles(stringValue(context.values, 'roles') ?? '') });
    const password = context.values['password'] === true ? await newPassword() : null;
    const { checkNewPassword } = await import('@zhibu/platform');
    if (password !== null) allOf({ password: checkNewPassword(password) });
    const userId = context.args[0] ?? '';
    return withRuntime(context, {}, async (open) => {
      const command = await commandOf(context, open, userId, roles);
      const added = accepted(await open.runtime.services.users.add(command, { userId, displayName: name, kind: 'officer', roles, demo: false }));
      if (password !== null) await setFirstPassword(open.runtime, userId, password);
      context.output.result({ userId, displayName: name, roles, duplicate: added.duplicate }, () => `${userId}  ${name}  ${rolesText(roles)}`);
      return exitCodes.ok;
    });
  },
};

/** While nobody administers anything yet, the program itself adds the first who does. */
const commandOf = async (context: CommandContext, open: OpenRuntime, userId: string, roles: readonly RoleGrant[]): Promise<ServiceContext> => {
  const { userStream } = await import('@zhibu/domain');
  const first = actingUserId(context) === undefined && roles.every(({ role }) => role === 'administrator') && !(await anyAdministrator(open));
  return first ? automatic(open, `first-administrator/${userId}`) : open.command(userStream(userId));
};

const anyAdministrator = async ({ runtime }: OpenRuntime): Promise<boolean> => {
  const { scopeOf } = await import('@zhibu/projections');
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await runtime.queries.users.list({ scope: scopeOf(['000000000000']), limit: 500, ...(cursor === undefined ? {} : { cursor }) });
    if (page.items.some((user) => user.disabledReason === null && user.roles.some(({ role }) => role === 'administrator'))) return true;
    cursor = page.next;
  }
  return false;
};
