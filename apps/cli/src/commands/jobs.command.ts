import { text } from '@zhibu/kernel';
import { CliCommand, stringValue } from '../cli-command';
import { allOf } from '../command-refused';
import { exitCodes } from '../exit-codes';
import { parseWhole } from '../input';
import { formatTable } from '../output';
import { withRuntime } from '../runtime/open-runtime';

const deadLettersMax = 1_000;

export const jobs: CliCommand = {
  words: ['jobs'],
  text: text('各队列的任务数和死信', 'Jobs of every queue, and the dead letters'),
  options: [{ name: 'limit', value: 'N', text: text('最多列出的死信数，缺省 50', 'dead letters listed at most; default 50') }],
  run: async (context) => {
    const { limit } = allOf({ limit: parseWhole(stringValue(context.values, 'limit') ?? '50', 1, deadLettersMax) });
    return withRuntime(context, { settledWithinMs: 0 }, async ({ runtime }) => {
      const queues = await runtime.queues();
      const counts = Object.entries(await queues.counts()).map(([queue, count]) => ({ queue, ...count }));
      const deadLetters = (await queues.deadLetters({ limit })).map(({ job, ...letter }) => ({ queue: job.queue, id: job.id, ...letter }));
      const zh = context.language === 'zh';
      context.output.result({ queues: counts, deadLetters }, () =>
        [
          formatTable(zh ? ['队列', '等待', '执行中', '延后', '死信'] : ['queue', 'waiting', 'active', 'delayed', 'dead'], counts.map((one) => [one.queue, `${one.waiting}`, `${one.active}`, `${one.delayed}`, `${one.failed}`])),
          ...(deadLetters.length === 0
            ? []
            : ['', formatTable(zh ? ['队列', '编号', '失败于', '次数', '原因'] : ['queue', 'id', 'failed at', 'attempts', 'reason'], deadLetters.map((one) => [one.queue, one.id, one.failedAt, `${one.attempts}`, one.reason[context.language]]))]),
        ].join('\n'),
      );
      return exitCodes.ok;
    });
  },
};
