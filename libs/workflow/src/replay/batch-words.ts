import { formatYuan, text } from '@zhibu/kernel';
import { ZhibuEvent } from '@zhibu/domain';
import { Words } from './words';

/** A line of one person in a batch, with the bank files that carried it. */
export interface PaidIn {
  readonly lineNo: number;
  readonly files: ReadonlySet<number>;
}

/** By batch, from what the ledger and the lines say of the person. */
export const linesOfPerson = (events: readonly ZhibuEvent[], personKey: string): ReadonlyMap<string, PaidIn> => {
  const found = new Map<string, PaidIn>();
  for (const event of events) {
    if (event.type === 'DuesClaimed' && event.data.personKey === personKey) found.set(event.data.batchId, { lineNo: event.data.lineNo, files: new Set([1]) });
    if (event.type !== 'LineReissued' || event.data.personKey !== personKey) continue;
    const before = found.get(event.data.batchId);
    if (before?.lineNo === event.data.lineNo) found.set(event.data.batchId, { ...before, files: new Set([...before.files, event.data.fileNo]) });
  }
  return found;
};

const by = (ids: readonly string[]): ReturnType<typeof text> => text(ids.join('、'), ids.join(', '));
const names = (lineNo: number) => (instruction: string): boolean => instruction.startsWith(`${lineNo}/`);

/** What happened to the batch as a whole, for a person on it; of its files only those that carried the person's line. */
export const batchWords = (event: ZhibuEvent, paidIn: ReadonlyMap<string, PaidIn>): Words | null => {
  if (!('batchId' in event.data)) return null;
  const { batchId } = event.data;
  const own = paidIn.get(batchId);
  return own === undefined ? null : (listWords(event, batchId) ?? fileWords(event, batchId, own));
};

const listWords = (event: ZhibuEvent, batchId: string): Words | null => {
  switch (event.type) {
    case 'BatchOpened':
      return { what: text(`开立批次 ${batchId}，到账期限 ${event.data.deadline}`, `Opened the batch ${batchId}, to be credited by ${event.data.deadline}`), why: [text(`经办：${by(event.data.preparedBy).zh}`, `Prepared by ${by(event.data.preparedBy).en}`)], from: event.data.openedOn };
    case 'BatchFrozen':
      return { what: text(`批次 ${batchId} 名单冻结，${event.data.lines} 人 ${formatYuan(event.data.totalFen)} 元`, `Froze the list of ${batchId}: ${event.data.lines} lines, ${formatYuan(event.data.totalFen)} yuan`), why: [text(`名单哈希 ${event.data.listHash}`, `List hash ${event.data.listHash}`)], from: event.data.frozenOn };
    case 'BatchSubmitted':
      return { what: text(`批次 ${batchId} 提交审批`, `Submitted the batch ${batchId} for approval`), why: [text(`提交：${by(event.data.submittedBy).zh}`, `Submitted by ${by(event.data.submittedBy).en}`)], from: event.data.submittedOn };
    case 'BatchSentBack':
      return { what: text(`批次 ${batchId} 退回经办`, `Sent the batch ${batchId} back to its preparer`), why: [text(event.data.reason, event.data.reason)], ...(event.data.sentBackOn === null ? {} : { from: event.data.sentBackOn }) };
    case 'BatchApproved': {
      const { approvedBy, complete, approvedOn, secondApprovalAboveFen } = event.data;
      const limit = secondApprovalAboveFen === undefined ? [] : [text(`须两人审批的限额 ${formatYuan(secondApprovalAboveFen)} 元`, `Two approvals are needed above ${formatYuan(secondApprovalAboveFen)} yuan`)];
      const more = complete ? text('', '') : text('，尚须另一人审批', '; another approval is needed');
      return { what: text(`批次 ${batchId} 由 ${by(approvedBy).zh} 批准${more.zh}`, `The batch ${batchId} was approved by ${by(approvedBy).en}${more.en}`), why: limit, from: approvedOn };
    }
    case 'BatchFundsReserved':
      return { what: text(`批次 ${batchId} 资金已预留`, `Funds were reserved for the batch ${batchId}`) };
    case 'BatchFundsShort':
      return { what: text(`批次 ${batchId} 资金不足`, `Funds are short for the batch ${batchId}`) };
    case 'BatchClosed':
      return { what: text(`批次 ${batchId} 结清`, `Closed the batch ${batchId}`), why: [text(`办理：${by(event.data.closedBy).zh}`, `Closed by ${by(event.data.closedBy).en}`)], from: event.data.closedOn };
    case 'BatchCancelled':
      return { what: text(`取消批次 ${batchId}`, `Cancelled the batch ${batchId}`), why: [text(event.data.reason, event.data.reason)], ...(event.data.cancelledOn === null ? {} : { from: event.data.cancelledOn }) };
    default:
      return null;
  }
};

const fileWords = (event: ZhibuEvent, batchId: string, { lineNo, files }: PaidIn): Words | null => {
  switch (event.type) {
    case 'BatchFileWritten': {
      const { fileNo, sha256, fileVersion = 1 } = event.data;
      return files.has(fileNo) ? { what: text(`批次 ${batchId} 生成第 ${fileNo} 号银行文件（第 ${fileVersion} 版）`, `Wrote bank file ${fileNo} of ${batchId}, version ${fileVersion}`), why: [text(`SHA-256 ${sha256}`, `SHA-256 ${sha256}`)] } : null;
    }
    case 'BatchFileTaken': {
      const { fileNo, takenBy, reason, takenOn } = event.data;
      return files.has(fileNo) ? { what: text(`${by(takenBy).zh} 取走批次 ${batchId} 第 ${fileNo} 号银行文件`, `${by(takenBy).en} took bank file ${fileNo} of ${batchId}`), why: [text(reason, reason)], from: takenOn } : null;
    }
    case 'BatchFileVoided': {
      const { fileNo, fileVersion, voidedBy, reason, voidedOn } = event.data;
      return files.has(fileNo) ? { what: text(`${by(voidedBy).zh} 作废批次 ${batchId} 第 ${fileNo} 号银行文件（第 ${fileVersion} 版，未送出）`, `${by(voidedBy).en} voided bank file ${fileNo} of ${batchId}, version ${fileVersion}, which was not sent`), why: [text(reason, reason)], from: voidedOn } : null;
    }
    case 'BatchSent': {
      const { fileNo, sentBy, bankReference, sentOn } = event.data;
      return files.has(fileNo) ? { what: text(`批次 ${batchId} 第 ${fileNo} 号银行文件由 ${by(sentBy).zh} 送银行`, `Bank file ${fileNo} of ${batchId} was sent by ${by(sentBy).en}`), why: [text(`银行受理号 ${bankReference}`, `The bank's reference ${bankReference}`)], from: sentOn } : null;
    }
    case 'LinesSent': {
      const sent = event.data.lines.find((line) => line.lineNo === lineNo);
      return sent === undefined ? null : { what: text(`批次 ${batchId} 第 ${lineNo} 行第 ${sent.attempt} 次发放送出`, `Line ${lineNo} of ${batchId}, attempt ${sent.attempt}, was sent`), from: event.data.sentOn };
    }
    case 'LinesCancelled':
      return { what: text(`批次 ${batchId} 第 ${lineNo} 行取消`, `Line ${lineNo} of ${batchId} was cancelled`), why: [text(event.data.reason, event.data.reason)] };
    case 'BatchReissueApproved': {
      const { instructions, approvedBy, approvedOn } = event.data;
      return instructions.some(names(lineNo)) ? { what: text(`${by(approvedBy).zh} 批准第 ${lineNo} 行向新账户重发`, `${by(approvedBy).en} approved that line ${lineNo} goes out again to the new account`), from: approvedOn } : null;
    }
    case 'BatchReissueDeclined': {
      const { instructions, declinedBy, reason, declinedOn } = event.data;
      return instructions.some(names(lineNo)) ? { what: text(`${by(declinedBy).zh} 不批准第 ${lineNo} 行向新账户重发`, `${by(declinedBy).en} declined that line ${lineNo} goes out again to the new account`), why: [text(reason, reason)], from: declinedOn } : null;
    }
    case 'BatchReissued': {
      const { lines, reissuedBy, reissuedOn } = event.data;
      return lines.some((line) => line.lineNo === lineNo) ? { what: text(`批次 ${batchId} 准许第 ${lineNo} 行重发`, `${batchId} allowed that line ${lineNo} goes out again`), why: [text(`经办：${by(reissuedBy).zh}`, `Asked for by ${by(reissuedBy).en}`)], ...(reissuedOn === null ? {} : { from: reissuedOn }) } : null;
    }
    default:
      return null;
  }
};
