import { Text, text } from '@zhibu/kernel';
import type { KindCount, VerifyFinding, VerifyKind, VerifyReport } from '@zhibu/application';
import type { Output } from '../output';

/** Whether nothing differs: no decision, no amount, no row of a read model. */
export const isSound = (report: VerifyReport): boolean => report.differences === 0 && report.readModels.every((model) => model.differences === 0);

const kinds: Readonly<Record<VerifyKind, Text>> = {
  eligibility: text('资格核查', 'checks of conditions'),
  'carry-over': text('名册结转', 'carry-overs'),
  reverification: text('年审', 'yearly re-verifications'),
  grant: text('起发月份', 'first months paid'),
  exit: text('停发月份', 'last months paid'),
  amount: text('发放金额', 'amounts'),
  suppression: text('就高不发', 'months left to the higher scheme'),
  chunk: text('名单分块', 'chunks of lists'),
  list: text('冻结名单', 'frozen lists'),
  approval: text('批次审批', 'approvals of batches'),
};

/** What was executed again and what was found, for the person at the terminal. */
export const verifyText = (report: VerifyReport, output: Output): string => {
  const say = (zh: string, en: string): string => output.say(text(zh, en));
  const wrong = report.readModels.filter((model) => model.differences > 0);
  const counted = ({ kind, executed, differences, rulesGone, erased }: KindCount): string =>
    `  ${output.say(kinds[kind])}: ` +
    [
      say(`重新执行 ${executed}`, `${executed} executed again`),
      say(`不一致 ${differences}`, `${differences} differ`),
      ...(rulesGone === 0 ? [] : [say(`当时的规则不在本机 ${rulesGone}`, `${rulesGone} whose rules are not on this machine`)]),
      ...(erased === 0 ? [] : [say(`已删除 ${erased}`, `${erased} erased`)]),
    ].join(say('，', ', '));
  const shown = (one: VerifyFinding): string => `  ${one.stream}/${one.version}: ${output.say(one.what)}; ${say('应为', 'expected')} ${one.expected}, ${say('实际', 'found')} ${one.actual}`;
  return [
    say(
      `决定 ${report.decisionsExecuted} 项、金额 ${report.amountsExecuted} 笔重新执行，不一致 ${report.differences}；已删除 ${report.erased}`,
      `${report.decisionsExecuted} decisions and ${report.amountsExecuted} amounts executed again, ${report.differences} differ; ${report.erased} erased`,
    ),
    ...report.kinds.map(counted),
    ...report.sample.map(shown),
    ...(report.rulesGone === 0
      ? []
      : [
          say(
            `当时的规则不在本机，无法重新执行 ${report.rulesGone} 项；请用当时的政策文件夹再核对一次`,
            `${report.rulesGone} cannot be executed again, because the rules of that time are not on this machine; run this again with the policies folder of that time`,
          ),
        ]),
    ...report.rulesGoneSample.map(shown),
    ...(report.readModels.length === 0
      ? []
      : [say(`查询表 ${report.readModels.length} 张，不一致 ${wrong.length}`, `${report.readModels.length} tables of read models, ${wrong.length} differ`)]),
    ...wrong.map((model) => `  ${model.readModel}: ${say(`${model.rows} 行中 ${model.differences} 处不同`, `${model.differences} differences in ${model.rows} rows`)} (${model.sample.join(', ')})`),
  ].join('\n');
};
