import { formatYuan, text } from '@zhibu/kernel';
import { ZhibuEvent } from '@zhibu/domain';
import { Words } from './words';

export const statuses = { credited: text('已到账', 'credited'), returned: text('退回', 'returned'), unknown: text('结果未知', 'unknown') };

/** First and last of some months; the word for none. */
const rangeOf = (months: readonly string[], none: string, to: string): string => (months.length === 0 ? none : months.length === 1 ? (months[0] ?? none) : `${months[0]} ${to} ${months.at(-1)}`);

/** What two officers found out about a line that the bank left open, and what the ledger did about a late credit. */
export const settlementWords = (event: ZhibuEvent, personKey: string): Words | null => {
  switch (event.type) {
    case 'DuesHeldAgain': {
      const { batchId, months, contested } = event.data;
      return {
        what: text(`批次 ${batchId} 的应发月份重新占用：${rangeOf(months, '无', '至')}`, `The months of batch ${batchId} are held again: ${rangeOf(months, 'none', 'to')}`),
        why: contested.map((other) => text(`${rangeOf(other.months, '无', '至')} 已由批次 ${other.batchId} 列支`, `${rangeOf(other.months, 'none', 'to')} claimed by batch ${other.batchId} meanwhile`)),
      };
    }
    case 'LineReconciliationProposed': {
      if (event.data.personKey !== personKey) return null;
      const { lineNo, outcome, amountFen, evidence, creditedOn, proposedOn } = event.data;
      return {
        what: text(`第 ${lineNo} 行 ${formatYuan(amountFen)} 元拟核定为${statuses[outcome].zh}`, `Line ${lineNo}, ${formatYuan(amountFen)} yuan: proposed as ${statuses[outcome].en}`),
        why: [...(evidence === null ? [] : [text(evidence, evidence)]), ...(creditedOn === null ? [] : [text(`入账日 ${creditedOn}`, `credited on ${creditedOn}`)])],
        from: proposedOn,
      };
    }
    case 'LineReconciliationDeclined': {
      if (event.data.personKey !== personKey) return null;
      const { lineNo, reason, declinedOn } = event.data;
      return { what: text(`第 ${lineNo} 行的核对意见未获采纳`, `The proposal for line ${lineNo} was declined`), why: reason === null ? [] : [text(reason, reason)], from: declinedOn };
    }
    case 'LineReconciled': {
      if (event.data.personKey !== personKey) return null;
      const { lineNo, outcome, amountFen, decidedBy, approvedBy, creditedOn, reconciledOn } = event.data;
      return {
        what: text(`第 ${lineNo} 行 ${formatYuan(amountFen)} 元经两人核定：${statuses[outcome].zh}`, `Line ${lineNo}, ${formatYuan(amountFen)} yuan, settled by two officers: ${statuses[outcome].en}`),
        why: [
          text(`提出：${decidedBy.join('、')}；批准：${approvedBy.join('、')}`, `proposed by ${decidedBy.join(', ')}, approved by ${approvedBy.join(', ')}`),
          ...(creditedOn === null ? [] : [text(`入账日 ${creditedOn}`, `credited on ${creditedOn}`)]),
        ],
        from: reconciledOn,
      };
    }
    default:
      return null;
  }
};
