import { resolve } from 'node:path';
import { text } from '@zhibu/kernel';
import type { EndLine, ExportReport } from '@zhibu/runtime';
import { CliCommand, CommandContext, stringValue } from '../cli-command';
import { allOf } from '../command-refused';
import { moveProgress } from '../events/move-progress';
import { exitCodes } from '../exit-codes';
import { readableFile } from '../imports/readable-file';
import { parseWhole } from '../input';
import { withRuntime } from '../runtime/open-runtime';

const blockMax = 100_000_000;

export const eventsExport: CliCommand = {
  words: ['events', 'export'],
  text: text('把整个事件日志和个人密钥等写入一个文件，用于迁到另一个事件库', 'Write the whole log, and the keys of persons and passwords beside it, to one file, to move it to another store'),
  arguments: [{ name: 'file', text: text('要写出的文件，不可已存在；仅本人可读', 'file to write, which must not exist; only its owner can read it') }],
  options: [
    { name: 'after', value: 'FILE', text: text('上一次导出的文件：只写其后的事件', 'the file exported before: only the events after it') },
    { name: 'block', value: 'EVENTS', text: text('每多少个事件一个校验值，缺省 1000000', 'events for each hash; default 1000000') },
  ],
  run: async (context) => {
    const path = resolve(context.args[0] ?? '');
    const { blockEvents } = allOf({ blockEvents: parseWhole(stringValue(context.values, 'block') ?? '1000000', 1, blockMax) });
    return withRuntime(context, { settledWithinMs: 0, definitions: 'as-they-are' }, async ({ runtime, database, config, signal }) => {
      const { eventsInDatabase, exportInstallation } = await import('@zhibu/runtime');
      const after = await fileBefore(context, signal);
      const installation = { runtime, secrets: database.secrets, eventStoreUrl: config.eventStoreUrl };
      const inAll = await eventsInDatabase(installation);
      const total = inAll === null ? null : Math.max(0, inAll - (after?.last?.events ?? 0));
      const progress = moveProgress(context.output);
      const report = await exportInstallation(installation, path, { signal, after, blockEvents, onProgress: (events) => progress(text('导出', 'exporting'), events, total) });
      context.output.result(report, () => toText(report, context));
      return exitCodes.ok;
    });
  },
};

const fileBefore = async (context: CommandContext, signal: AbortSignal): Promise<EndLine | undefined> => {
  const given = stringValue(context.values, 'after');
  if (given === undefined) return undefined;
  const { checkEventsFile } = await import('@zhibu/runtime');
  const progress = moveProgress(context.output);
  return (await checkEventsFile(await readableFile(given), { signal, onProgress: (events) => progress(text('核对上一个文件', 'checking the file before'), events, null) })).end;
};

const toText = ({ path, bytes, events, blocks, rows, last, sha256 }: ExportReport, { output }: CommandContext): string => {
  const beside = Object.entries(rows).map(([table, count]) => `${table} ${count}`).join(', ');
  return output.say(
    text(
      `已写出 ${path}：${events} 个事件，${blocks} 个校验块，${bytes} 字节；另有 ${beside || '无'}\n` +
        `sha256 ${sha256}\n` +
        `截至导出开始时的日志末尾：${last === null ? '日志为空' : `第 ${last.events} 个事件 ${last.stream}@${last.version}`}；此后写入的不在其中，可用 --after 再导出\n` +
        '银行文件（数据目录的 files/）、密钥文件和政策文件夹不在其中，请另行复制',
      `wrote ${path}: ${events} events, ${blocks} blocks, ${bytes} bytes; beside them ${beside || 'nothing'}\n` +
        `sha256 ${sha256}\n` +
        `up to the end of the log when the export began: ${last === null ? 'the log was empty' : `event ${last.events}, ${last.stream}@${last.version}`}; what was written since is not in it: export again with --after\n` +
        'the bank files (files/ in the data folder), the file of keys and the policies folder are not in it: copy them',
    ),
  );
};
