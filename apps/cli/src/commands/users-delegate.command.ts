import { accept, parseDate, refuse, text } from '@zhibu/kernel';
import { CliCommand, stringValue } from '../cli-command';
import { accepted, allOf } from '../command-refused';
import { exitCodes } from '../exit-codes';
import { actingOptions, keyOption } from '../runtime/acting-officer';
import { withRuntime } from '../runtime/open-runtime';

const untilOrEnd = {
  code: 'cli.missing',
  message: text('没有说明委托到哪一天', 'It is not said until when the delegation holds'),
  expected: text('--until 日期，或 --end', '--until DATE, or --end'),
  actual: text('都有或都没有', 'both, or none'),
};

export const usersDelegate: CliCommand = {
  words: ['users', 'delegate'],
  text: text('本人委托另一名工作人员代为办理，或结束委托', 'Let another officer act in your name for a while, or end that'),
  arguments: [{ name: 'to', text: text('受托人的用户编号', 'user id of who acts in your name') }],
  options: [
    { name: 'until', value: 'DATE', text: text('委托的最后一天', 'last day of the delegation') },
    { name: 'end', text: text('结束委托', 'end the delegation') },
    ...actingOptions,
    keyOption,
  ],
  run: async (context) => {
    const [given, end] = [stringValue(context.values, 'until'), context.values['end'] === true];
    const { until } = allOf({ until: (given === undefined) !== end ? refuse(untilOrEnd) : given === undefined ? accept(undefined) : parseDate(given) });
    const { userStream } = await import('@zhibu/domain');
    const toUserId = context.args[0] ?? '';
    return withRuntime(context, {}, async (open) => {
      const { users } = open.runtime.services;
      const { userId } = await open.officer();
      const command = await open.command(userStream(userId));
      const done = accepted(until === undefined ? await users.endDelegation(command, { userId, toUserId }) : await users.grantDelegation(command, { userId, toUserId, untilDay: until }));
      context.output.result({ userId, toUserId, untilDay: until ?? null, duplicate: done.duplicate }, () =>
        context.output.say(until === undefined ? text(`${userId} 对 ${toUserId} 的委托已结束`, `${toUserId} no longer acts for ${userId}`) : text(`${toUserId} 可代 ${userId} 办理至 ${until}`, `${toUserId} may act for ${userId} until ${until}`)),
      );
      return exitCodes.ok;
    });
  },
};
