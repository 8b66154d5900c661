import { text } from '@zhibu/kernel';
import type { CliCommand } from '../cli-command';
import { allOf } from '../command-refused';
import { exitCodes } from '../exit-codes';
import { parseChoice } from '../input';
import { withRuntime } from '../runtime/open-runtime';

export const rebuild: CliCommand = {
  words: ['rebuild'],
  text: text('从日志重建查询表，完成后一次切换；不写名称即全部', 'Build read models again from the log beside the live ones, then switch; all of them without a name'),
  arguments: [{ name: 'name', text: text('查询表组名称（见 doctor）', 'name of the read model (see doctor)'), required: false }],
  run: (context) =>
    withRuntime(context, { settledWithinMs: 0 }, async ({ runtime, signal }) => {
      const known = [...new Set((await runtime.projections.status()).filter(({ role }) => role === 'live').map(({ name }) => name))];
      const given = context.args[0];
      const { name } = allOf({ name: parseChoice(given ?? known[0] ?? '', known, 'rebuild.unknown') });
      const names = given === undefined ? known : [name];
      const { createProgress } = await import('@zhibu/platform');
      const progress = createProgress(context.output.say(text('重建', 'rebuilding')), names.length);
      for (const [done, each] of names.entries()) {
        signal.throwIfAborted();
        progress.update(done, each);
        await runtime.projections.rebuild(each);
      }
      progress.update(names.length);
      progress.finish();
      context.output.result({ rebuilt: names }, () => names.join('\n'));
      return exitCodes.ok;
    }),
};
