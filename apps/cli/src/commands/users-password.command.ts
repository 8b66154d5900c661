import { text } from '@zhibu/kernel';
import type { CliCommand } from '../cli-command';
import { CommandRefused } from '../command-refused';
import { exitCodes } from '../exit-codes';
import { withRuntime } from '../runtime/open-runtime';
import { newPassword, setPassword } from '../users/new-password';

export const usersPassword: CliCommand = {
  words: ['users', 'password'],
  text: text('设定密码：终端上输入，或从标准输入读一行；已登录的会话随之结束', 'Set a password, typed on the terminal or as one line of standard input; open sessions end'),
  arguments: [{ name: 'user', text: text('用户编号', 'user id') }],
  run: (context) =>
    withRuntime(context, {}, async ({ runtime }) => {
      const userId = context.args[0] ?? '';
      if ((await runtime.queries.users.byId(userId)) === null) {
        throw new CommandRefused([{ code: 'user.not-found', message: text('没有这个用户', 'There is no such user'), expected: text('zhibu users list 列出的编号', 'an id that zhibu users list shows'), actual: text(userId, userId), field: 'user' }]);
      }
      await setPassword(runtime, userId, await newPassword());
      context.output.result({ userId, passwordSet: true }, () => context.output.say(text(`已设定 ${userId} 的密码`, `the password of ${userId} is set`)));
      return exitCodes.ok;
    }),
};
