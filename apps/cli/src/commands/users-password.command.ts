import { text } from '@zhibu/kernel';
import { automatic } from '../batch/batch-step';
import type { CliCommand } from '../cli-command';
import { CommandRefused, accepted, allOf } from '../command-refused';
import { exitCodes } from '../exit-codes';
import { actingOptions, actingUserId } from '../runtime/acting-officer';
import { withRuntime } from '../runtime/open-runtime';
import { newPassword, setOneTimePassword } from '../users/new-password';

export const usersPassword: CliCommand = {
  words: ['users', 'password'],
  text: text('设一次性密码（终端上输入，或从标准输入读一行），本人登录后须先修改；其会话随之结束，重设被记录', 'Set a one-time password, typed on the terminal or as one line of standard input; the officer changes it at sign-in, open sessions end, the reset is on record'),
  arguments: [{ name: 'user', text: text('用户编号', 'user id') }],
  options: [...actingOptions],
  run: (context) =>
    withRuntime(context, {}, async (open) => {
      const { runtime } = open;
      const userId = context.args[0] ?? '';
      if ((await runtime.queries.users.byId(userId)) === null) {
        throw new CommandRefused([{ code: 'user.not-found', message: text('没有这个用户', 'There is no such user'), expected: text('zhibu users list 列出的编号', 'an id that zhibu users list shows'), actual: text(userId, userId), field: 'user' }]);
      }
      const { checkNewPassword, newId } = await import('@zhibu/platform');
      const password = await newPassword();
      allOf({ password: checkNewPassword(password) });
      // Every reset is a new one: a key made from the command would let the second of a day pass unrecorded.
      const reset = actingUserId(context) === undefined ? automatic(open, `users-password/${userId}/${newId()}`) : await open.everyTime();
      accepted(await runtime.services.users.resetPassword(reset, { userId }));
      await setOneTimePassword(runtime, userId, password);
      context.output.result({ userId, passwordSet: true, by: reset.actor.userId }, () => context.output.say(text(`已为 ${userId} 设一次性密码，登录后须先修改`, `a one-time password of ${userId} is set; it has to be changed at sign-in`)));
      return exitCodes.ok;
    }),
};
