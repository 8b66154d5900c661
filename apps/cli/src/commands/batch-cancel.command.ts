import { text } from '@zhibu/kernel';
import { batchStep } from '../batch/batch-step';
import { allOf } from '../command-refused';
import { parseGiven } from '../input';

export const batchCancel = batchStep({
  word: 'cancel',
  text: text('作废未发送的批次，释放月份和资金', 'Cancel a batch that was not sent; its months and funds are free again'),
  options: [{ name: 'reason', value: 'TEXT', text: text('原因；以明文保存，不写姓名、号码、病情', 'the reason, kept in the clear: no names, numbers or illnesses') }],
  prepare: (context) => {
    const { reason } = allOf({ reason: parseGiven(context, 'reason', text('原因', 'the reason')) });
    return (open, command, batchId) => open.runtime.services.payments.cancel(command, { batchId, reason });
  },
});
