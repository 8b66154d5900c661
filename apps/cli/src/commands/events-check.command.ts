import { text } from '@zhibu/kernel';
import type { CheckedFile } from '@zhibu/runtime';
import { CliCommand, CommandContext } from '../cli-command';
import { moveProgress } from '../events/move-progress';
import { exitCodes } from '../exit-codes';
import { readableFile } from '../imports/readable-file';
import { interruptible } from '../interrupts';

export const eventsCheck: CliCommand = {
  words: ['events', 'check'],
  text: text('核对导出文件是否完整、未被改动；不需要任何服务', 'Check that an exported file is whole and unchanged; needs no server'),
  arguments: [{ name: 'file', text: text('events export 写出的文件', 'file written by events export') }],
  run: async (context) => {
    const path = await readableFile(context.args[0] ?? '');
    const { checkEventsFile } = await import('@zhibu/runtime');
    const progress = moveProgress(context.output);
    const file = await interruptible((signal) => checkEventsFile(path, { signal, onProgress: (events) => progress(text('核对', 'checking'), events, null) }));
    context.output.result({ whole: true, header: file.header, blocks: file.blocks.length, end: file.end }, () => toText(file, context));
    return exitCodes.ok;
  },
};

const toText = ({ header, blocks, end }: CheckedFile, { output }: CommandContext): string => {
  const { exportedAt, engine, follows } = header;
  return output.say(
    text(
      `文件完整：${end.events} 个事件，${blocks.length} 个校验块，sha256 ${end.sha256}\n${exportedAt} 从 ${engine} 导出${follows === null ? '' : `，接在第 ${follows.events} 个事件之后`}`,
      `the file is whole: ${end.events} events, ${blocks.length} blocks, sha256 ${end.sha256}\nexported ${exportedAt} from ${engine}${follows === null ? '' : `, following event ${follows.events}`}`,
    ),
  );
};
