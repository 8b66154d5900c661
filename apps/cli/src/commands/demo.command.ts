import { text } from '@zhibu/kernel';
import { CliCommand, stringValue } from '../cli-command';
import { CommandRefused } from '../command-refused';
import { demoIsLoaded, demoPassword, demoYear, giveDemoPasswords, loadDemoCounty } from '../demo/load-demo-county';
import { exitCodes } from '../exit-codes';
import { withRuntime } from '../runtime/open-runtime';

const smallestShare = 1_000;

const badShare = (found: string): CommandRefused =>
  new CommandRefused(
    [{ code: 'cli.number', message: text('缩小倍数不正确', 'The divisor is not right'), expected: text(`1 至 ${smallestShare} 的整数`, `a whole number from 1 to ${smallestShare}`), actual: text(found, found), field: 'one-in' }],
    exitCodes.badInput,
  );

export const demo: CliCommand = {
  words: ['demo'],
  text: text('装载 2016 年演示县（全部为合成人员）', 'Load the demo county of 2016; all of its people are synthetic'),
  options: [{ name: 'one-in', value: 'N', text: text('只装载约 N 分之一的人，用于试用；此时数字与公开数字不同', 'load about one person in N, to try things out; the figures then differ from the published ones') }],
  run: async (context) => {
    const given = stringValue(context.values, 'one-in') ?? '1';
    const divisor = Number(given);
    if (!Number.isInteger(divisor) || divisor < 1 || divisor > smallestShare) throw badShare(given);
    const { createProgress } = await import('@zhibu/platform');
    const { publishedNumbers, scaledNumbers } = await import('@zhibu/demo');
    return withRuntime(context, {}, async ({ runtime, signal }) => {
      const before = await demoIsLoaded(runtime);
      if (!before) {
        const progress = createProgress(context.output.say(text('装载演示县', 'loading the demo county')), 1000);
        await loadDemoCounty(runtime, { numbers: divisor === 1 ? publishedNumbers : scaledNumbers(divisor), language: context.language, progress, signal });
      }
      await giveDemoPasswords(runtime);
      context.output.result({ loaded: true, before, year: demoYear }, () =>
        context.output.say(
          before
            ? text('演示县已经装载过，未作改动。', 'The demo county had been loaded before; nothing was changed.')
            : text(`演示县已装载。登录示例：county-1 / ${demoPassword}`, `The demo county is loaded. Sign in as county-1 / ${demoPassword}`),
        ),
      );
      return exitCodes.ok;
    });
  },
};
