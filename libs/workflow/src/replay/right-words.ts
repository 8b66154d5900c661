import { firstDay, lastDay, text } from '@zhibu/kernel';
import { ExitReason, ZhibuEvent } from '@zhibu/domain';
import { answerWords, decisionWords, or } from './in-words';
import { Words } from './words';

const exits: Readonly<Record<ExitReason, ReturnType<typeof text>>> = {
  death: text('死亡', 'death'),
  'moved-out': text('迁出', 'moved away'),
  'child-added': text('新增子女', 'a child was added'),
  'child-recovered': text('子女康复', 'the child recovered'),
  'wrongly-confirmed': text('确认有误', 'wrongly confirmed'),
  'child-age-reached': text('子女达到年龄', 'the child reached the age'),
  withdrawn: text('自愿退出', 'withdrawn'),
};

/** What somebody is entitled to, from grant to exit. */
export const rightWords = (event: ZhibuEvent): Words | null => {
  switch (event.type) {
    case 'EntitlementGranted': {
      const { scheme, branch, startMonth, confirmedBy } = event.data;
      return {
        what: text(`自 ${startMonth} 起享受 ${scheme}${branch === null ? '' : `（${branch}）`}`, `Entitled to ${scheme}${branch === null ? '' : ` (${branch})`} from ${startMonth}`),
        why: [text(`依据申请 ${event.data.applicationId}，审核人 ${confirmedBy.join('、')}`, `By application ${event.data.applicationId}, decided by ${confirmedBy.join(', ')}`)],
        from: firstDay(startMonth),
      };
    }
    case 'EntitlementCarriedOver': {
      const { scheme, startMonth, register, answer, decision } = event.data;
      const words = answerWords(answer);
      return {
        what: text(`由 ${register} 转入 ${scheme}，自 ${startMonth} 起`, `Taken over from ${register} for ${scheme}, from ${startMonth}`),
        why: [text(`转入时核查：${words.zh}`, `Checked then: ${words.en}`), ...decisionWords(decision)],
        from: firstDay(startMonth),
      };
    }
    case 'EntitlementBranchChanged': {
      const { fromBranch, toBranch, fromMonth, reason } = event.data;
      return { what: text(`类别由 ${fromBranch} 变为 ${toBranch}，自 ${fromMonth} 起`, `Branch changed from ${fromBranch} to ${toBranch}, from ${fromMonth}`), why: [or(reason)], from: firstDay(fromMonth) };
    }
    case 'EntitlementSuspended':
      return { what: text(`自 ${event.data.fromMonth} 起暂停`, `Suspended from ${event.data.fromMonth}`), why: [or(event.data.reason)], from: firstDay(event.data.fromMonth) };
    case 'EntitlementResumed': {
      const { fromMonth, backPay, reason } = event.data;
      return { what: text(`自 ${fromMonth} 起恢复${backPay ? '并补发' : ''}`, `Resumed from ${fromMonth}${backPay ? ', with back pay' : ''}`), why: [or(reason)], from: firstDay(fromMonth) };
    }
    case 'EntitlementReverified': {
      const { year, answer, decision } = event.data;
      const words = answerWords(answer);
      return { what: text(`${year} 年度年审：${words.zh}`, `Yearly check ${year}: ${words.en}`), why: decisionWords(decision) };
    }
    case 'EntitlementExited': {
      const { reason, happenedOn, lastMonth } = event.data;
      const last = lastMonth === null ? text('没有应发月份', 'no month is due') : text(`发至 ${lastMonth}`, `paid through ${lastMonth}`);
      return { what: text(`退出：${exits[reason].zh}，${last.zh}`, `Ended: ${exits[reason].en}, ${last.en}`), from: lastMonth === null ? happenedOn : lastDay(lastMonth) };
    }
    default:
      return null;
  }
};
