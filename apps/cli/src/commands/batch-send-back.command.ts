import { text } from '@zhibu/kernel';
import { batchStep } from '../batch/batch-step';
import { allOf } from '../command-refused';
import { parseGiven } from '../input';

export const batchSendBack = batchStep({
  word: 'send-back',
  text: text('退回经办人修改', 'Send the list back to who prepared it'),
  options: [{ name: 'reason', value: 'TEXT', text: text('原因；以明文保存，不写姓名、号码、病情', 'the reason, kept in the clear: no names, numbers or illnesses') }],
  prepare: (context) => {
    const { reason } = allOf({ reason: parseGiven(context, 'reason', text('原因', 'the reason')) });
    return (open, command, batchId) => open.runtime.services.payments.sendBack(command, { batchId, reason });
  },
});
