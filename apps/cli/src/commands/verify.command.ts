import { text } from '@zhibu/kernel';
import type { VerifyReport } from '@zhibu/application';
import type { CliCommand } from '../cli-command';
import { exitCodes } from '../exit-codes';
import type { Output } from '../output';
import { withRuntime } from '../runtime/open-runtime';

export const verify: CliCommand = {
  words: ['verify'],
  text: text('重新执行每一项已存决定，并把查询表与日志重新比对', 'Execute every stored decision again, and compare the read models with the log'),
  options: [{ name: 'decisions-only', text: text('只核对决定和金额，不重建查询表', 'only decisions and amounts; the read models are not built again') }],
  run: (context) =>
    withRuntime(context, {}, async ({ runtime, signal }) => {
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
      const sound = report.differences === 0 && report.readModels.every((model) => model.differences === 0);
      output.result({ sound, ...report }, () => toText(report, output));
      return sound ? exitCodes.ok : exitCodes.refused;
    }),
};

const toText = (report: VerifyReport, output: Output): string => {
  const say = (zh: string, en: string): string => output.say(text(zh, en));
  const wrong = report.readModels.filter((model) => model.differences > 0);
  return [
    say(
      `决定 ${report.decisionsExecuted} 项、金额 ${report.amountsExecuted} 笔重新执行，不一致 ${report.differences}；已删除 ${report.erased}`,
      `${report.decisionsExecuted} decisions and ${report.amountsExecuted} amounts executed again, ${report.differences} differ; ${report.erased} erased`,
    ),
    ...report.sample.map((one) => `  ${one.stream}/${one.version}: ${output.say(one.what)}; ${say('应为', 'expected')} ${one.expected}, ${say('实际', 'found')} ${one.actual}`),
    ...(report.readModels.length === 0
      ? []
      : [say(`查询表 ${report.readModels.length} 张，不一致 ${wrong.length}`, `${report.readModels.length} tables of read models, ${wrong.length} differ`)]),
    ...wrong.map((model) => `  ${model.readModel}: ${say(`${model.rows} 行中 ${model.differences} 处不同`, `${model.differences} differences in ${model.rows} rows`)} (${model.sample.join(', ')})`),
  ].join('\n');
};
