import { text } from '@zhibu/kernel';
import { batchStep } from '../batch/batch-step';

export const batchFreeze = batchStep({
  word: 'freeze',
  text: text('冻结名单并算出名单哈希', 'Freeze the list and work out its hash'),
  prepare: () => (open, command, batchId) => open.runtime.services.payments.freeze(command, { batchId }),
});
