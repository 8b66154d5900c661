import { text } from '@zhibu/kernel';
import type { CliCommand } from '../cli-command';
import { exitCodes } from '../exit-codes';
import { withRuntime } from '../runtime/open-runtime';
import { isSound, verifyText } from '../verify/verify-view';

export const verify: CliCommand = {
  words: ['verify'],
  text: text('重新执行每一项已存决定，并把查询表与日志重新比对', 'Execute every stored decision again, and compare the read models with the log'),
  options: [{ name: 'decisions-only', text: text('只核对决定和金额，不重建查询表', 'only decisions and amounts; the read models are not built again') }],
  run: (context) =>
    // Under the rules of another time too: that is how decisions whose rules are gone are executed again.
    withRuntime(context, { definitions: 'as-they-are' }, async ({ runtime, signal }) => {
      const { output } = context;
      let shownMs = Date.now();
      const report = await runtime.services.verify.verify({
        readModels: context.values['decisions-only'] !== true,
        signal,
        onProgress: (eventsRead) => {
          if (Date.now() - shownMs < 2_000) return;
          shownMs = Date.now();
          output.note(text(`已核对 ${eventsRead} 个事件`, `${eventsRead} events checked`));
        },
      });
      const sound = isSound(report);
      output.result({ sound, ...report }, () => verifyText(report, output));
      // What nobody can execute here was not found right: run it with the policies folder of that time.
      return sound && report.rulesGone === 0 ? exitCodes.ok : exitCodes.refused;
    }),
};
