import { formatYuan, text } from '@zhibu/kernel';
import { LineExceptionKind, ReturnReason, ZhibuEvent } from '@zhibu/domain';
import { or } from './in-words';
import { settlementWords, statuses } from './settlement-words';
import { Words } from './words';

/** Why the bank gave money back. */
export const reasonWords: Readonly<Record<ReturnReason, ReturnType<typeof text>>> = {
  'name-mismatch': text('户名不符', 'the name does not match'),
  'no-such-account': text('无此账号', 'there is no such account'),
  'account-closed': text('账户已销户', 'the account was closed'),
  'account-frozen': text('账户冻结或休眠', 'the account is frozen or dormant'),
  'id-mismatch': text('证件号码不符', 'the ID number does not match'),
  other: text('其他', 'another reason'),
};
/** What the bank's answers leave for people to look at. */
export const exceptionWords: Readonly<Record<LineExceptionKind, ReturnType<typeof text>>> = {
  'unknown-line': text('回盘中有不认识的行', 'the answer names a line that is not known'),
  missing: text('回盘缺这一行', 'the answer lacks this line'),
  duplicated: text('回盘重复', 'the answer names it twice'),
  short: text('回盘金额不符', 'the answer has another amount'),
  reversed: text('到账后被冲回', 'reversed after it was credited'),
  late: text('迟到的回复', 'a late answer'),
  'paid-twice': text('同一月份已由另一批次列支，可能重复发放', 'another batch has claimed the same months, so they may be paid twice'),
};

/** What was claimed, sent and answered for one person; other people on the same lines are not mentioned. */
export const paymentWords = (event: ZhibuEvent, personKey: string): Words | null => {
  switch (event.type) {
    case 'DuesClaimed': {
      const { scheme, batchId, lineNo, months, components, amountFen } = event.data;
      const [first, last] = [months[0]?.month ?? '', months.at(-1)?.month ?? ''];
      return {
        what: text(`${scheme} ${first} 至 ${last} 应发 ${formatYuan(amountFen)} 元，列入批次 ${batchId} 第 ${lineNo} 行`, `${scheme}, ${first} to ${last}: ${formatYuan(amountFen)} yuan, on line ${lineNo} of batch ${batchId}`),
        why: components.map((part) =>
          text(
            `${part.title.zh} ${part.fromMonth} 至 ${part.toMonth}：${formatYuan(part.amountFen)} 元（${part.source}；${part.funders.map((funder) => `${funder.level} ${formatYuan(funder.amountFen)}`).join('，')}）`,
            `${part.title.en}, ${part.fromMonth} to ${part.toMonth}: ${formatYuan(part.amountFen)} yuan (${part.source}; ${part.funders.map((funder) => `${funder.level} ${formatYuan(funder.amountFen)}`).join(', ')})`,
          ),
        ),
      };
    }
    case 'DuesSuppressed':
      return { what: text(`${event.data.scheme} ${formatYuan(event.data.amountFen)} 元不发`, `${formatYuan(event.data.amountFen)} yuan of ${event.data.scheme} are not paid`), why: [event.data.reason] };
    case 'DuesReleased':
      return { what: text(`释放批次 ${event.data.batchId} 的应发月份`, `Released the months of batch ${event.data.batchId}`), why: [text(event.data.reason, event.data.reason)] };
    case 'LinesBuilt': {
      const line = event.data.lines.find((candidate) => candidate.personKey === personKey);
      if (line !== undefined) return { what: text(`批次 ${event.data.batchId} 第 ${line.lineNo} 行：${formatYuan(line.amountFen)} 元`, `Line ${line.lineNo} of batch ${event.data.batchId}: ${formatYuan(line.amountFen)} yuan`) };
      const left = event.data.exceptions.find((candidate) => candidate.personKey === personKey);
      return left === undefined ? null : { what: text(`未列入批次 ${event.data.batchId}`, `Left out of batch ${event.data.batchId}`), why: [text(left.code, left.code)] };
    }
    case 'LinesSettled': {
      const outcome = event.data.outcomes.find((candidate) => candidate.personKey === personKey);
      if (outcome === undefined) return null;
      const { status, reason, amountFen, lineNo, attempt, creditedOn } = outcome;
      return {
        what: text(`第 ${lineNo} 行第 ${attempt} 次发放 ${formatYuan(amountFen)} 元：${statuses[status].zh}`, `Line ${lineNo}, attempt ${attempt}, ${formatYuan(amountFen)} yuan: ${statuses[status].en}`),
        why: [...(reason === null ? [] : [reasonWords[reason]]), ...(creditedOn === undefined ? [] : [text(`入账日 ${creditedOn}`, `credited on ${creditedOn}`)])],
        from: creditedOn ?? event.data.settledOn,
      };
    }
    case 'LineReissued':
      if (event.data.personKey !== personKey) return null;
      return { what: text(`第 ${event.data.lineNo} 行重新发放（第 ${event.data.attempt} 次）`, `Line ${event.data.lineNo} goes out again (attempt ${event.data.attempt})`), why: [or(event.data.reason)] };
    case 'BatchReissueProposed': {
      if (event.data.personKey !== personKey) return null;
      const { lineNo, accountRecordedBy, reason, proposedOn } = event.data;
      return {
        what: text(`提出第 ${lineNo} 行向新账户重发，待他人批准`, `Asked that line ${lineNo} goes out again to a new account; somebody else has to approve`),
        why: [or(reason), text(`账户登记人：${accountRecordedBy.join('、')}`, `The account was recorded by ${accountRecordedBy.join(', ')}`)],
        from: proposedOn,
      };
    }
    case 'LineExceptionRaised':
      if (event.data.personKey !== personKey) return null;
      return { what: text(`第 ${event.data.lineNo} 行异常：${exceptionWords[event.data.kind].zh}`, `Exception on line ${event.data.lineNo}: ${exceptionWords[event.data.kind].en}`) };
    default:
      return settlementWords(event, personKey);
  }
};
