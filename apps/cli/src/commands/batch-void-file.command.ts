import { text } from '@zhibu/kernel';
import { batchStep } from '../batch/batch-step';
import { stringValue } from '../cli-command';
import { allOf } from '../command-refused';
import { parseGiven, parseWhole } from '../input';

const fileNoMax = 9_999;

export const batchVoidFile = batchStep({
  word: 'void-file',
  text: text('作废未送出的银行文件（须由未经手的审批人），之后可重新生成', 'Void a bank file that was not sent, by an approver with no hand in it; it can then be written anew'),
  options: [
    { name: 'file-no', value: 'N', text: text('文件号（见 batch show）', 'number of the file (see batch show)'), required: true },
    { name: 'reason', value: 'TEXT', text: text('原因；以明文保存，不写姓名、号码、病情', 'the reason, kept in the clear: no names, numbers or illnesses') },
  ],
  prepare: (context) => {
    const input = allOf({ 'file-no': parseWhole(stringValue(context.values, 'file-no') ?? '', 1, fileNoMax), reason: parseGiven(context, 'reason', text('原因', 'the reason')) });
    return (open, command, batchId) => open.runtime.services.payments.voidFile(command, { batchId, fileNo: input['file-no'], reason: input.reason });
  },
});
