import { Actor, dateOf, text } from '@zhibu/kernel';
import type { Runtime } from '@zhibu/runtime';
import { CliOption, CommandContext, stringValue } from '../cli-command';
import { CommandRefused, accepted } from '../command-refused';
import { exitCodes } from '../exit-codes';

/** Options of every command that somebody answers for. */
export const actingOptions: readonly CliOption[] = [
  { name: 'as', value: 'USER', text: text('以哪位工作人员的身份办理；缺省取 ZHIBU_USER', 'the officer who acts; default ZHIBU_USER') },
  { name: 'on-behalf-of', value: 'USER', text: text('受其委托代为办理的工作人员', 'the officer in whose name this is done, by delegation') },
];

export const keyOption: CliOption = {
  name: 'key',
  value: 'KEY',
  text: text('幂等键；缺省由命令、参数和日期得出，重复执行不会重复生效', 'idempotency key; by default made from command, arguments and day, so that running it twice changes nothing twice'),
};

/** The user id on the command line or in the environment, if there is one. */
export const actingUserId = ({ values, env }: CommandContext): string | undefined => stringValue(values, 'as') ?? (env['ZHIBU_USER'] || undefined);

/** Who acts, with the roles held today. Without a name the command ends and says which option is missing. */
export const actingOfficer = async (context: CommandContext, runtime: Runtime): Promise<Actor> => {
  const userId = actingUserId(context);
  if (userId === undefined) {
    throw new CommandRefused(
      [{ code: 'cli.officer-needed', message: text('没有说明由谁办理', 'It is not said who acts'), expected: text('--as 用户编号，或环境变量 ZHIBU_USER', '--as USER, or ZHIBU_USER in the environment'), actual: text('没有', 'none'), field: 'as' }],
      exitCodes.badInput,
    );
  }
  return accepted(await runtime.services.users.resolveActor(userId, dateOf(runtime.clock.now()), stringValue(context.values, 'on-behalf-of'))).value;
};
