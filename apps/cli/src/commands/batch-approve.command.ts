import { text } from '@zhibu/kernel';
import { automatic, batchStep } from '../batch/batch-step';
import { allOf } from '../command-refused';
import { parseGiven } from '../input';

export const batchApprove = batchStep({
  word: 'approve',
  text: text('批准名单（须由经办人以外的人），随后预留资金', 'Approve the list, by somebody who did not prepare it; funds are then reserved'),
  options: [{ name: 'hash', value: 'HASH', text: text('所审名单的哈希（见 batch show）', 'hash of the list that was looked at (see batch show)') }],
  prepare: (context) => {
    const { hash } = allOf({ hash: parseGiven(context, 'hash', text('所审名单的哈希', 'the hash of the list that was looked at')) });
    return async (open, command, batchId) => {
      const { payments } = open.runtime.services;
      const approved = await payments.approve(command, { batchId, listHash: hash });
      // What a worker does too; short funds are noted on the batch and are no refusal of the approval.
      if (approved.ok) await payments.reserveFunds(automatic(open, `reserve/${batchId}`), { batchId });
      return approved;
    };
  },
});
