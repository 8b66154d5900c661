import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatYuan, text } from '@zhibu/kernel';
import type { BankLayout } from '@zhibu/banking';
import { CliCommand, CommandContext, stringValue } from '../cli-command';
import { CommandRefused, accepted } from '../command-refused';
import { exitCodes } from '../exit-codes';
import { readableFile } from '../imports/readable-file';
import { actingOptions } from '../runtime/acting-officer';
import { OpenRuntime, withRuntime } from '../runtime/open-runtime';

export const importReturns: CliCommand = {
  words: ['import', 'returns'],
  text: text('导入银行回盘文件，逐行入账；同一文件再导无变动', "Import a bank's return file, line by line; the same file again changes nothing"),
  arguments: [{ name: 'file', text: text('银行回盘文件', 'return file of the bank') }],
  options: [
    { name: 'layout', value: 'NAME', text: text('policies/bank-layouts 中的格式名，缺省为本县的', "layout in policies/bank-layouts; default the county's own") },
    { name: 'batch', value: 'ID', text: text('应答哪个批次；别的批次的文件会被拒绝', 'the batch that must be answered; a file of another one is refused') },
    ...actingOptions,
  ],
  run: async (context) => {
    const path = await readableFile(context.args[0] ?? '');
    const { createRowSpool, readReturnFile } = await import('@zhibu/banking');
    return withRuntime(context, {}, async (open) => {
      const layout = await layoutOf(context, open);
      const batchId = stringValue(context.values, 'batch');
      const rows = createRowSpool();
      const take = async () => {
        const reading = await readReturnFile(layout, createReadStream(path), rows.keep, batchId === undefined ? undefined : { batchId });
        if (!reading.ok) throw new CommandRefused(reading.problems.map(({ row, column, rejection }) => withPlace(rejection, row, column)), exitCodes.badInput);
        // Keys are made from the file: it is the same request whoever loads it, on whatever day.
        return { reading, ...accepted(await open.runtime.services.payments.receiveReturns(await open.command(), { ...reading.file, layout: layout.id, rows })) };
      };
      const { reading, value, duplicate } = await take().finally(() => rows.close());
      await open.settle();
      context.output.result({ batchId: reading.file.batchId, fileNo: reading.file.fileNo, ...value, duplicate }, () =>
        context.output.say(
          text(
            `${reading.file.batchId} 文件 ${reading.file.fileNo}：到账 ${value.credited} 笔 ${formatYuan(value.creditedFen)}，退回 ${value.returned} 笔 ${formatYuan(value.returnedFen)}，未知 ${value.unknown} 笔 ${formatYuan(value.unknownFen)}，异常 ${value.exceptions}${duplicate ? '（此前已导入）' : ''}`,
            `${reading.file.batchId}, file ${reading.file.fileNo}: ${value.credited} credited ${formatYuan(value.creditedFen)}, ${value.returned} returned ${formatYuan(value.returnedFen)}, ${value.unknown} unknown ${formatYuan(value.unknownFen)}, ${value.exceptions} exceptions${duplicate ? ' (loaded before)' : ''}`,
          ),
        ),
      );
      return value.exceptions === 0 ? exitCodes.ok : exitCodes.refused;
    });
  },
};

const withPlace = <T extends { readonly field?: string }>(rejection: T, row: number | null, column: string | null): T => {
  const place = [row === null ? null : `row ${row}`, column].filter((part) => part !== null).join(', ');
  return place === '' ? rejection : { ...rejection, field: place };
};

const layoutOf = async ({ values }: CommandContext, { runtime, config }: OpenRuntime): Promise<BankLayout> => {
  const name = stringValue(values, 'layout');
  if (name === undefined) return runtime.bankLayout;
  const path = join(config.policiesFolder, 'bank-layouts', `${name}.yaml`);
  const content = /^[A-Za-z0-9_-]{1,100}$/.test(name) ? await readFile(path, 'utf8').catch(() => null) : null;
  if (content === null) {
    throw new CommandRefused([{ code: 'cli.no-layout', message: text('没有这个文件格式', 'There is no such layout'), expected: text('policies/bank-layouts 中的名称', 'a name in policies/bank-layouts'), actual: text(name, name), field: 'layout' }], exitCodes.badInput);
  }
  const { parseBankLayout } = await import('@zhibu/banking');
  return parseBankLayout(content, path);
};
