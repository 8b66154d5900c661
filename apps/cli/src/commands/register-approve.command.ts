import { text } from '@zhibu/kernel';
import { automatic } from '../batch/batch-step';
import { CliCommand } from '../cli-command';
import { accepted, allOf } from '../command-refused';
import { exitCodes } from '../exit-codes';
import { parseGiven } from '../input';
import { actingOptions, keyOption } from '../runtime/acting-officer';
import { withRuntime } from '../runtime/open-runtime';

export const registerApprove: CliCommand = {
  words: ['register', 'approve'],
  text: text('批准登记册（须由编制人以外的人），随后逐人转入', 'Approve a register, by somebody who did not prepare it; everybody is then carried over'),
  arguments: [{ name: 'register', text: text('登记册编号', 'id of the register') }],
  options: [{ name: 'hash', value: 'HASH', text: text('所审名单的哈希（见 register list）', 'hash of the list that was looked at (see register list)') }, ...actingOptions, keyOption],
  run: async (context) => {
    const { hash } = allOf({ hash: parseGiven(context, 'hash', text('所审名单的哈希', 'the hash of the list that was looked at')) });
    const registerId = context.args[0] ?? '';
    const { registerStream } = await import('@zhibu/domain');
    return withRuntime(context, {}, async (open) => {
      const { registers } = open.runtime.services;
      const { duplicate } = accepted(await registers.approve(await open.command(registerStream(registerId)), { registerId, listHash: hash }));
      const { createProgress } = await import('@zhibu/platform');
      const row = await open.runtime.queries.registers.find({ registerId, scope: (await import('@zhibu/projections')).scopeOf(['000000000000']) });
      const progress = createProgress(context.output.say(text('转入', 'carrying over')), row?.rowsRead ?? 1);
      let done = 0;
      // What workers do too; whoever was carried over by one of them stays so.
      const { value } = accepted(await registers.carryOverAll(automatic(open, `carry-over/${registerId}`), { registerId }, (rows) => progress.update((done += rows))));
      progress.finish();
      await open.settle();
      context.output.result({ registerId, ...value, duplicate }, () => context.output.say(text(`${registerId}：已转入 ${value.carried} 人，未转入 ${value.refused} 人`, `${registerId}: ${value.carried} carried over, ${value.refused} not`)));
      return value.refused === 0 ? exitCodes.ok : exitCodes.refused;
    });
  },
};
