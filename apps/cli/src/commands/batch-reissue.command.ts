import { Result, accept, refuse, text } from '@zhibu/kernel';
import { batchStep } from '../batch/batch-step';
import { stringValue } from '../cli-command';
import { allOf } from '../command-refused';
import { parseGiven } from '../input';

const parseLines = (input: string): Result<readonly number[]> => {
  const parts = input.split(',').map((part) => part.trim());
  return parts.every((part) => /^[1-9]\d{0,8}$/.test(part))
    ? accept([...new Set(parts.map(Number))])
    : refuse({ code: 'cli.lines', message: text('行号不正确', 'These are not line numbers'), expected: text('以逗号分隔的行号，如 12,40', 'line numbers with commas between them, such as 12,40'), actual: text(`“${input}”`, `"${input}"`) });
};

export const batchReissue = batchStep({
  word: 'reissue',
  text: text('退回的行改正账户后重新发放', 'Pay returned lines again, to the account of today'),
  options: [
    { name: 'lines', value: 'N,N', text: text('行号，以逗号分隔', 'line numbers with commas between them'), required: true },
    { name: 'reason', value: 'TEXT', text: text('原因', 'the reason') },
  ],
  prepare: (context) => {
    const { lines, reason } = allOf({ lines: parseLines(stringValue(context.values, 'lines') ?? ''), reason: parseGiven(context, 'reason', text('原因', 'the reason')) });
    return (open, command, batchId) => open.runtime.services.payments.reissue(command, { batchId, lines, reason });
  },
});
