import { text } from '@zhibu/kernel';
import type { QueueName } from '@zhibu/application';
import type { CliCommand } from '../cli-command';
import { accepted, allOf } from '../command-refused';
import { exitCodes } from '../exit-codes';
import { parseChoice } from '../input';
import { withRuntime } from '../runtime/open-runtime';

export const jobsRunAgain: CliCommand = {
  words: ['jobs', 'run-again'],
  text: text('让一条死信重新执行', 'Run a dead letter again, with all its attempts'),
  arguments: [
    { name: 'queue', text: text('队列', 'queue') },
    { name: 'id', text: text('任务编号（见 jobs）', 'id of the job (see jobs)') },
  ],
  run: async (context) => {
    const { queueNames } = await import('@zhibu/application');
    const { queue } = allOf({ queue: parseChoice(context.args[0] ?? '', queueNames, 'job.unknown-queue') });
    return withRuntime(context, { settledWithinMs: 0 }, async ({ runtime }) => {
      const { value } = accepted(await (await runtime.queues()).runAgain(queue as QueueName, context.args[1] ?? ''));
      context.output.result({ queue: value.queue, id: value.id, waiting: true }, () => context.output.say(text(`已重新排队：${value.queue} ${value.id}`, `waiting again: ${value.queue} ${value.id}`)));
      return exitCodes.ok;
    });
  },
};
