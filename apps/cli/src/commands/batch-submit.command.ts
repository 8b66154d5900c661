import { text } from '@zhibu/kernel';
import { batchStep } from '../batch/batch-step';

export const batchSubmit = batchStep({
  word: 'submit',
  text: text('与上期比较并提交审批', 'Compare with the last period and submit for approval'),
  prepare: () => (open, command, batchId) => open.runtime.services.payments.submit(command, { batchId }),
});
