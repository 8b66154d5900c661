import { text } from '@zhibu/kernel';
import { batchStep } from '../batch/batch-step';

export const batchClose = batchStep({
  word: 'close',
  text: text('全部有答复后关闭批次', 'Close the batch once every line has its answer'),
  prepare: () => (open, command, batchId) => open.runtime.services.payments.close(command, { batchId }),
});
