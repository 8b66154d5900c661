import { text } from '@zhibu/kernel';
import { CliCommand, stringValue } from '../cli-command';
import { accepted, allOf } from '../command-refused';
import { exitCodes } from '../exit-codes';
import { parseGiven } from '../input';
import { actingOptions, keyOption } from '../runtime/acting-officer';
import { withRuntime } from '../runtime/open-runtime';
import { parseRoles, rolesText } from '../users/roles';

export const usersRoles: CliCommand = {
  words: ['users', 'roles'],
  text: text('更改工作人员的角色', 'Change the roles of an officer'),
  arguments: [{ name: 'user', text: text('用户编号', 'user id') }],
  options: [
    { name: 'roles', value: 'LIST', text: text('今后的全部角色，如 caseworker@990101100', 'all roles from now on, such as caseworker@990101100'), required: true },
    { name: 'reason', value: 'TEXT', text: text('原因', 'the reason') },
    ...actingOptions,
    keyOption,
  ],
  run: async (context) => {
    const { roles, reason } = allOf({ roles: parseRoles(stringValue(context.values, 'roles') ?? ''), reason: parseGiven(context, 'reason', text('原因', 'the reason')) });
    const { userStream } = await import('@zhibu/domain');
    const userId = context.args[0] ?? '';
    return withRuntime(context, {}, async (open) => {
      const changed = accepted(await open.runtime.services.users.changeRoles(await open.command(userStream(userId)), { userId, roles, reason }));
      context.output.result({ userId, roles, duplicate: changed.duplicate }, () => `${userId}  ${rolesText(roles)}`);
      return exitCodes.ok;
    });
  },
};
