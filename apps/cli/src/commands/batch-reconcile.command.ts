import { Result, accept, parseDate, refuse, text } from '@zhibu/kernel';
import { batchStep } from '../batch/batch-step';
import { CommandContext, stringValue } from '../cli-command';
import { allOf } from '../command-refused';
import { parseChoice, parseGiven, parseWhole } from '../input';

const numberMax = 999_999_999;
const outcomes = ['credited', 'returned'] as const;
type Outcome = (typeof outcomes)[number];

type Asked =
  | { readonly do: 'propose'; readonly outcome: Outcome; readonly creditedOn: string | null; readonly evidence: string }
  | { readonly do: 'approve'; readonly reconciliation: number }
  | { readonly do: 'decline'; readonly reconciliation: number; readonly reason: string };

const asked = (context: CommandContext): Result<Asked> => {
  const { values } = context;
  const [outcome, approve, decline] = [stringValue(values, 'outcome'), stringValue(values, 'approve'), stringValue(values, 'decline')];
  if ([outcome, approve, decline].filter((each) => each !== undefined).length !== 1) {
    return refuse({ code: 'cli.reconcile', message: text('须三者择一', 'One of three has to be named'), expected: text('--outcome、--approve 或 --decline', '--outcome, --approve or --decline'), actual: text('没有或不止一个', 'none, or more than one') });
  }
  if (approve !== undefined) {
    const input = allOf({ approve: parseWhole(approve, 1, numberMax) });
    return accept({ do: 'approve', reconciliation: input.approve });
  }
  if (decline !== undefined) {
    const input = allOf({ decline: parseWhole(decline, 1, numberMax), reason: parseGiven(context, 'reason', text('不采纳的原因', 'why it is declined')) });
    return accept({ do: 'decline', reconciliation: input.decline, reason: input.reason });
  }
  const day = stringValue(values, 'credited-on');
  const input = allOf({
    outcome: parseChoice(outcome ?? '', outcomes, 'cli.outcome'),
    'credited-on': day === undefined ? accept(null) : parseDate(day),
    evidence: parseGiven(context, 'evidence', text('哪份银行对账单，内容为何', 'which statement of the bank, and what it says')),
  });
  return accept({ do: 'propose', outcome: input.outcome as Outcome, creditedOn: input['credited-on'], evidence: input.evidence });
};

export const batchReconcile = batchStep({
  word: 'reconcile',
  text: text('银行答复未能了结的行：经办人凭对账单提出，审批人批准', 'A line that the bank leaves open: a preparer proposes by the statement, an approver agrees'),
  options: [
    { name: 'line', value: 'N', text: text('行号', 'line number'), required: true },
    { name: 'outcome', value: 'OUTCOME', text: text('提出：款项已入账或已退回', 'propose: the money was credited, or came back'), choices: outcomes },
    { name: 'credited-on', value: 'DATE', text: text('对账单上的入账日', 'day of the credit by the statement') },
    { name: 'evidence', value: 'TEXT', text: text('依据', 'the evidence') },
    { name: 'approve', value: 'N', text: text('批准第 N 次意见', 'approve proposal N of the line') },
    { name: 'decline', value: 'N', text: text('不采纳第 N 次意见', 'decline proposal N of the line') },
    { name: 'reason', value: 'TEXT', text: text('不采纳的原因', 'why it is declined') },
  ],
  prepare: (context) => {
    const { line, step } = allOf({ line: parseWhole(stringValue(context.values, 'line') ?? '', 1, numberMax), step: asked(context) });
    return async (open, given, batchId) => {
      const { payments } = open.runtime.services;
      // The line itself refuses what was done before; the same words after a declined proposal are a new one.
      const command = stringValue(context.values, 'key') === undefined ? await open.everyTime() : given;
      const on = { batchId, lineNo: line };
      switch (step.do) {
        case 'propose':
          return payments.proposeReconciliation(command, { ...on, outcome: step.outcome, creditedOn: step.creditedOn, evidence: step.evidence });
        case 'approve':
          return payments.approveReconciliation(command, { ...on, reconciliation: step.reconciliation });
        case 'decline':
          return payments.declineReconciliation(command, { ...on, reconciliation: step.reconciliation, reason: step.reason });
      }
    };
  },
});
