import { Text, text } from '@zhibu/kernel';
import type { VerifyReport } from '@zhibu/application';
import type { ImportReport, ImportStep, OpenDatabase } from '@zhibu/runtime';
import type { CliCommand, CommandContext } from '../cli-command';
import { moveProgress } from '../events/move-progress';
import { exitCodes } from '../exit-codes';
import { readableFile } from '../imports/readable-file';
import { OpenRuntime, withRuntime } from '../runtime/open-runtime';
import { isSound, verifyText } from '../verify/verify-view';

const lookEveryMs = 5_000;

export const eventsImport: CliCommand = {
  words: ['events', 'import'],
  text: text('把导出文件读入空的事件库并复核；中断后再次运行即继续', 'Read an exported file into an empty store and verify it; cut off, the same command goes on'),
  arguments: [{ name: 'file', text: text('events export 写出的文件', 'file written by events export') }],
  options: [{ name: 'hashes-only', text: text('只按校验值复核，不重新执行决定、不等查询表', 'compare hashes only: decisions are not executed again, read models not waited for') }],
  run: async (context) => {
    const path = await readableFile(context.args[0] ?? '');
    const { checkKeysOfFile, importInstallation } = await import('@zhibu/runtime');
    const before = ({ secrets }: OpenDatabase, signal: AbortSignal): Promise<void> => checkKeysOfFile(path, secrets, signal);
    return withRuntime(context, { settledWithinMs: 0, definitions: 'as-they-are', before }, async (open) => {
      const { runtime, database, config, signal } = open;
      const progress = moveProgress(context.output);
      const moved = await importInstallation({ runtime, secrets: database.secrets, eventStoreUrl: config.eventStoreUrl }, path, { signal, onProgress: (step, events, total) => progress(steps[step], events, total) });
      const verified = context.values['hashes-only'] === true ? null : await verifyAll(context, open);
      const sound = verified === null || isSound(verified);
      const { file, foundBefore, appended } = moved;
      context.output.result({ imported: true, sound, events: file.end.events, foundBefore, appended, rows: file.end.rows, sha256: file.end.sha256, verified }, () => toText(moved, verified, context));
      return sound ? exitCodes.ok : exitCodes.refused;
    });
  },
};

const steps: Readonly<Record<ImportStep, Text>> = {
  check: text('核对文件', 'checking the file'),
  'compare-before': text('与已有事件比对', 'comparing with what is there'),
  rows: text('写入密钥等', 'writing keys and passwords'),
  events: text('写入事件', 'appending'),
  'compare-after': text('重新读出并比对', 'reading again and comparing'),
};

/** The read models as they come, the rules and procedures in the files here, and every decision executed again. */
const verifyAll = async ({ output }: CommandContext, { runtime, settle, signal }: OpenRuntime): Promise<VerifyReport> => {
  output.note(text('建立查询表', 'building the read models'));
  while (!(await runtime.caughtUp(lookEveryMs))) {
    signal.throwIfAborted();
    // One that cannot read an event would be waited for without end.
    if ((await runtime.projections.status()).some(({ stopped }) => stopped !== null)) await settle(lookEveryMs);
  }
  for (const { reason } of await runtime.checkDefinitions()) output.note(reason);
  const progress = moveProgress(output);
  return runtime.services.verify.verify({ readModels: true, signal, onProgress: (events) => progress(text('重新执行决定', 'executing decisions again'), events, null) });
};

const toText = ({ file: { end }, foundBefore, appended }: ImportReport, verified: VerifyReport | null, { output }: CommandContext): string =>
  [
    output.say(
      text(
        `${end.events} 个事件与文件逐字节一致（新写入 ${appended}，此前已有 ${foundBefore}），sha256 ${end.sha256}`,
        `${end.events} events are those of the file, byte for byte (${appended} appended, ${foundBefore} found), sha256 ${end.sha256}`,
      ),
    ),
    ...(verified === null ? [] : [verifyText(verified, output)]),
  ].join('\n');
