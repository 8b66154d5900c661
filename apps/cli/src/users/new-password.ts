import { text } from '@zhibu/kernel';
import { CommandRefused, accepted } from '../command-refused';
import { exitCodes } from '../exit-codes';
import { ask, firstLineOfInput } from '../input';
import type { Runtime } from '@zhibu/runtime';

/** From the terminal, unseen and twice, or one line of standard input. Never from the command line itself. */
export const newPassword = async (): Promise<string> => {
  if (!process.stdin.isTTY) return firstLineOfInput();
  const first = await ask('新密码 / new password: ', { hidden: true });
  const second = await ask('再次输入 / once more: ', { hidden: true });
  if (first === second) return first;
  throw new CommandRefused([{ code: 'cli.passwords-differ', message: text('两次输入不一致', 'The two passwords differ'), expected: text('两次相同', 'the same twice'), actual: text('不同', 'different') }], exitCodes.badInput);
};

/** One that is used once: whoever signs in with it sets their own first. Every session of the user ends. */
export const setOneTimePassword = async (runtime: Runtime, userId: string, password: string): Promise<void> => {
  const { createIdentityStore } = await import('@zhibu/platform');
  accepted(await createIdentityStore(runtime.pool, runtime.clock).setOneTimePassword(userId, password));
};

/** The same for somebody who was just added; whoever has a password keeps it. */
export const setFirstPassword = async (runtime: Runtime, userId: string, password: string): Promise<void> => {
  const { createIdentityStore } = await import('@zhibu/platform');
  accepted(await createIdentityStore(runtime.pool, runtime.clock).setFirstPassword(userId, password));
};
