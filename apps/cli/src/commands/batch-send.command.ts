import { text } from '@zhibu/kernel';
import { batchStep } from '../batch/batch-step';
import { stringValue } from '../cli-command';
import { allOf } from '../command-refused';
import { parseGiven, parseWhole } from '../input';

const fileNoMax = 9_999;

export const batchSend = batchStep({
  word: 'send',
  text: text('登记文件已送交银行', 'Note that a file was handed to the bank'),
  options: [
    { name: 'file-no', value: 'N', text: text('文件号（见 batch show）', 'number of the file (see batch show)'), required: true },
    { name: 'bank-reference', value: 'TEXT', text: text('银行受理号', "the bank's reference") },
  ],
  prepare: (context) => {
    const input = allOf({
      'file-no': parseWhole(stringValue(context.values, 'file-no') ?? '', 1, fileNoMax),
      'bank-reference': parseGiven(context, 'bank-reference', text('银行受理号', "the bank's reference")),
    });
    return (open, command, batchId) => open.runtime.services.payments.send(command, { batchId, fileNo: input['file-no'], bankReference: input['bank-reference'] });
  },
});
