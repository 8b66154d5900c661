import { accept, parseDate, parseMonth, text } from '@zhibu/kernel';
import type { OpenBatchInput } from '@zhibu/application';
import { awaitChunks } from '../batch/await-chunks';
import { batchRow, batchText } from '../batch/batch-view';
import { CliCommand, CommandContext, stringValue } from '../cli-command';
import { accepted, allOf } from '../command-refused';
import { exitCodes } from '../exit-codes';
import { parseChoice } from '../input';
import { actingOptions, keyOption } from '../runtime/acting-officer';
import { OpenRuntime, withRuntime } from '../runtime/open-runtime';
import { readerScope } from '../runtime/reader-scope';

export const batchBuild: CliCommand = {
  words: ['batch', 'build'],
  text: text('按项目、地区、期间生成发放批次', 'Build a payment batch for a scheme, an area and a period'),
  options: [
    { name: 'scheme', value: 'SCHEME', text: text('项目，如 rural-reward', 'scheme, such as rural-reward'), required: true },
    { name: 'area', value: 'CODE', text: text('地区代码，通常为县', 'area code, usually a county'), required: true },
    { name: 'period', value: 'PERIOD', text: text('期间：2016、2016-H1、2016-Q1 或 2016-06', 'period: 2016, 2016-H1, 2016-Q1 or 2016-06'), required: true },
    { name: 'through', value: 'MONTH', text: text('发放到哪一月（含），缺省为期间末月', 'last month paid; default the last of the period') },
    { name: 'deadline', value: 'DATE', text: text('到账期限，缺省取地区的发放计划', "day by which money must be credited; default the area's payment plan") },
    ...actingOptions,
    keyOption,
  ],
  run: (context) =>
    withRuntime(context, {}, async (open) => {
      const input = await inputOf(context, open);
      const command = await open.command();
      const cancelled = await cancelledBefore(open, input);
      const opened = accepted(await open.runtime.services.payments.open(cancelled === 0 ? command : { ...command, commandKey: `${command.commandKey}@${cancelled}` }, input));
      const { batchId, chunks } = opened.value;
      await build(context, open, batchId, chunks);
      await open.settle();
      const row = await batchRow(open, await readerScope(context, open), batchId);
      context.output.result({ ...row, duplicate: opened.duplicate }, () => batchText(row, context.output));
      return exitCodes.ok;
    }),
};

const inputOf = async ({ values }: CommandContext, { runtime }: OpenRuntime): Promise<OpenBatchInput> => {
  const { parsePeriod } = await import('@zhibu/domain');
  const [period, through, deadline] = [stringValue(values, 'period') ?? '', stringValue(values, 'through'), stringValue(values, 'deadline')];
  const checked = allOf({
    scheme: parseChoice(stringValue(values, 'scheme') ?? '', runtime.policies.schemes.map(({ id }) => id), 'policy.unknown-scheme'),
    area: runtime.policies.areas.lookup(stringValue(values, 'area') ?? ''),
    period: parsePeriod(period),
    through: through === undefined ? accept(undefined) : parseMonth(through),
    deadline: deadline === undefined ? accept(undefined) : parseDate(deadline),
  });
  return {
    scheme: checked.scheme,
    areaCode: checked.area.code,
    period,
    ...(checked.through === undefined ? {} : { throughMonth: checked.through }),
    ...(checked.deadline === undefined ? {} : { deadline: checked.deadline }),
  };
};

/** After a batch was cancelled the same words on the same day ask for a new one. */
const cancelledBefore = async ({ runtime }: OpenRuntime, { scheme, areaCode, period }: OpenBatchInput): Promise<number> => {
  const { scopeOf } = await import('@zhibu/projections');
  const page = await runtime.queries.payments.batches({ scope: scopeOf([areaCode]), scheme, year: Number(period.slice(0, 4)), status: 'cancelled', limit: 500 });
  return page.items.filter((row) => row.areaCode === areaCode && row.period === period).length;
};

/** By the jobs of a running worker, else here. Building is safe to repeat, also by both at once. */
const build = async ({ output, language }: CommandContext, open: OpenRuntime, batchId: string, chunks: number): Promise<void> => {
  const { createProgress } = await import('@zhibu/platform');
  const { workersRunning } = await import('@zhibu/runtime');
  const progress = createProgress(output.say(text('生成名单', 'building the list')), chunks);
  if ((await workersRunning(open.runtime.pool)) && (await awaitChunks(open, batchId, (row) => progress.update(row.chunksBuilt)))) {
    progress.finish();
    return;
  }
  const unit = language === 'zh' ? '笔' : 'lines';
  const context = { ...(await open.command()), commandKey: `build/${batchId}` };
  accepted(await open.runtime.services.payments.buildAll(context, { batchId }, (built) => {
    open.signal.throwIfAborted();
    progress.update(built.chunksDone, `${batchId}, ${built.lines} ${unit}`);
  }));
  progress.finish();
};
