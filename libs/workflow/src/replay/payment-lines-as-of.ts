import { RecordedEvent, Text, fold, formatYuan, text } from '@zhibu/kernel';
import { LineState, PaymentBatchEvent, PaymentBatchState, PaymentLinesEvent, ZhibuEvent, batchStream, paymentBatchDecider, paymentLinesDecider } from '@zhibu/domain';
import { linesOfPerson } from './batch-words';
import { exceptionWords, reasonWords } from './payment-words';
import type { StateLine } from './state-as-of';

const approvers = (batch: PaymentBatchState): string => batch.approvals.flat().join(', ');

/** A line that is not sent yet stands where its batch stands. */
const pending = (batch: PaymentBatchState): Text => {
  switch (batch.status) {
    case 'approved':
    case 'funded':
    case 'filed':
    case 'sent':
    case 'closed':
      return text(`已批准（${approvers(batch)}），待送`, `approved by ${approvers(batch)}, not sent`);
    case 'submitted':
      return text('应发，待审批', 'due, waiting for approval');
    case 'cancelled':
      return text('已取消', 'cancelled');
    case 'none':
    case 'open':
    case 'planned':
    case 'frozen':
      return text('应发，待提交', 'due, not submitted');
  }
};

const standing = (line: LineState, batch: PaymentBatchState): Text => {
  const why = line.openExceptions.map((kind) => exceptionWords[kind]);
  const open = why.length === 0 ? text('', '') : text(`：${why.map(({ zh }) => zh).join('、')}`, `: ${why.map(({ en }) => en).join(', ')}`);
  switch (line.status) {
    case 'pending':
      return pending(batch);
    case 'sent':
      return text(`已送银行，未答复${open.zh}`, `sent, not answered${open.en}`);
    case 'credited':
      return text(`已到账${open.zh}`, `credited${open.en}`);
    case 'returned': {
      const reason = reasonWords[line.failures.at(-1)?.reason ?? 'other'];
      return text(`已退回：${reason.zh}`, `returned: ${reason.en}`);
    }
    case 'unknown':
      return text(`结果未知${open.zh}`, `not known${open.en}`);
  }
};

/** Where each payment of a person stands by what was recorded until then, and why. Needs the batches' own events beside the person's. */
export const paymentLinesAsOf = (events: readonly RecordedEvent[], personKey: string): readonly StateLine[] =>
  [...linesOfPerson(events as unknown as readonly ZhibuEvent[], personKey)].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([batchId, { lineNo }]) => {
    const of = (prefix: string): readonly RecordedEvent[] => events.filter(({ meta }) => meta.stream.startsWith(prefix));
    const chunk = of(`lines-${batchId}.`);
    const state = fold(paymentLinesDecider, chunk as unknown as readonly PaymentLinesEvent[]);
    const line = state.lines[lineNo];
    if (line === undefined) return [];
    const batch = fold(paymentBatchDecider, events.filter(({ meta }) => meta.stream === batchStream(batchId)) as unknown as readonly PaymentBatchEvent[]);
    const where = state.status === 'cancelled' ? text('已取消', 'cancelled') : standing(line, batch);
    const yuan = formatYuan(line.amountFen);
    return [{
      key: `payment/${batchId}/${lineNo}`,
      label: text(`发放 ${batchId} 第 ${lineNo} 行`, `Payment ${batchId}, line ${lineNo}`),
      value: text(`${yuan} 元，第 ${line.attempt} 次，${where.zh}`, `${yuan} yuan, attempt ${line.attempt}, ${where.en}`),
    }];
  });
