import { formatYuan, text } from '@zhibu/kernel';
import { automatic } from '../batch/batch-step';
import { batchArgument } from '../batch/batch-view';
import type { CliCommand } from '../cli-command';
import { accepted } from '../command-refused';
import { exitCodes } from '../exit-codes';
import { actingOptions, keyOption } from '../runtime/acting-officer';
import { withRuntime } from '../runtime/open-runtime';

export const batchFile: CliCommand = {
  words: ['batch', 'file'],
  text: text('写出银行文件，先预留资金', 'Write the bank file, after funds were reserved'),
  arguments: [batchArgument],
  options: [...actingOptions, keyOption],
  run: async (context) => {
    const { batchStream } = await import('@zhibu/domain');
    const batchId = context.args[0] ?? '';
    return withRuntime(context, {}, async (open) => {
      const { payments } = open.runtime.services;
      const command = await open.command(batchStream(batchId));
      // Money may have come in since the approval. Anything but short funds is for the file itself to tell.
      const reserved = await payments.reserveFunds(automatic(open, `reserve/${batchId}`), { batchId });
      if (!reserved.ok && reserved.rejection.code === 'fund.short') accepted(reserved);
      const { value } = accepted(await payments.writeFile(command, { batchId }));
      context.output.result({ batchId, ...value }, () =>
        context.output.say(
          text(
            `文件 ${value.fileNo}：${value.lines} 笔，${formatYuan(value.totalFen)} 元\n${value.location}\nSHA-256 ${value.sha256}`,
            `file ${value.fileNo}: ${value.lines} lines, ${formatYuan(value.totalFen)} yuan\n${value.location}\nSHA-256 ${value.sha256}`,
          ),
        ),
      );
      return exitCodes.ok;
    });
  },
};
