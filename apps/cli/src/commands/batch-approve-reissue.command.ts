import { Result, accept, refuse, text } from '@zhibu/kernel';
import { batchStep } from '../batch/batch-step';
import { CommandContext, stringValue } from '../cli-command';
import { allOf } from '../command-refused';
import { parseGiven } from '../input';

const parseInstructions = (input: string): Result<readonly string[]> => {
  const parts = input.split(',').map((part) => part.trim());
  return parts.every((part) => /^[1-9]\d{0,8}\/[1-9]\d?$/.test(part))
    ? accept([...new Set(parts)])
    : refuse({ code: 'cli.instructions', message: text('指令号不正确', 'These are not instructions'), expected: text('以逗号分隔的行号/次数，如 5/2,12/2', 'line/attempt with commas between them, such as 5/2,12/2'), actual: text(`“${input}”`, `"${input}"`) });
};

const options = [
  { name: 'instructions', value: 'N/N,N/N', text: text('等待批准的指令（见 batch show）', 'instructions that wait (see batch show)'), required: true },
  { name: 'reason', value: 'TEXT', text: text('理由，如何核实', 'the reason, and how it was made sure') },
];

const decisionOf = (context: CommandContext) =>
  allOf({ instructions: parseInstructions(stringValue(context.values, 'instructions') ?? ''), reason: parseGiven(context, 'reason', text('理由', 'the reason')) });

export const batchApproveReissue = batchStep({
  word: 'approve-reissue',
  text: text('批准向新账户重发（须由未经手的审批人）', 'Approve that lines go out again to another account, by an approver with no hand in it'),
  options,
  prepare: (context) => {
    const decision = decisionOf(context);
    return (open, command, batchId) => open.runtime.services.payments.approveReissue(command, { batchId, ...decision });
  },
});

export const batchDeclineReissue = batchStep({
  word: 'decline-reissue',
  text: text('不批准向新账户重发', 'Decline that lines go out again to another account'),
  options,
  prepare: (context) => {
    const decision = decisionOf(context);
    return (open, command, batchId) => open.runtime.services.payments.declineReissue(command, { batchId, ...decision });
  },
});
