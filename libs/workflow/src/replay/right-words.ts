import { firstDay, lastDay, text } from '@zhibu/kernel';
import { EntitlementChange, ExitReason, ZhibuEvent } from '@zhibu/domain';
import { StartMonth, StopRule } from '@zhibu/policy';
import { answerWords, decisionWords, erased, or } from './in-words';
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

const stops: Readonly<Record<StopRule, ReturnType<typeof text>>> = {
  'next-month': text('从次月起停发', 'payment stops from the next month'),
  'year-end': text('发至当年年底', 'paid to the end of the year'),
  'alive-on-payment-date': text('发放日在世者发放当期', 'a period is paid to those alive on its payment date'),
};

/** How the first month came; events from before it was kept say nothing. */
const startWords = (start: StartMonth | null | undefined): readonly ReturnType<typeof text>[] => (start === undefined ? [] : [start?.reason ?? erased]);

const changeWords = (change: EntitlementChange): ReturnType<typeof text> => {
  switch (change.kind) {
    case 'branch':
      return text(`自 ${change.fromMonth} 起变更类别为 ${change.toBranch}`, `change the branch to ${change.toBranch} from ${change.fromMonth}`);
    case 'resume':
      return text(`自 ${change.fromMonth} 起恢复${change.backPay ? '并补发' : ''}`, `resume from ${change.fromMonth}${change.backPay ? ' with back pay' : ''}`);
    case 'reverse-exit':
      return text('撤销退出', 'take back the end of the right');
  }
};

/** Two persons, where two decided. */
const approvedWords = (decidedBy: readonly string[] = [], approvedBy: readonly string[] = []): readonly ReturnType<typeof text>[] =>
  approvedBy.length === 0 ? [] : [text(`提出人 ${decidedBy.join('、')}，批准人 ${approvedBy.join('、')}`, `Proposed by ${decidedBy.join(', ')}, approved by ${approvedBy.join(', ')}`)];

/** What somebody is entitled to, from grant to exit. */
export const rightWords = (event: ZhibuEvent): Words | null => {
  switch (event.type) {
    case 'EntitlementGranted': {
      const { scheme, branch, startMonth, confirmedBy } = event.data;
      return {
        what: text(`自 ${startMonth} 起享受 ${scheme}${branch === null ? '' : `（${branch}）`}`, `Entitled to ${scheme}${branch === null ? '' : ` (${branch})`} from ${startMonth}`),
        why: [text(`依据申请 ${event.data.applicationId}，审核人 ${confirmedBy.join('、')}`, `By application ${event.data.applicationId}, decided by ${confirmedBy.join(', ')}`), ...startWords(event.data.start)],
        from: firstDay(startMonth),
      };
    }
    case 'EntitlementCarriedOver': {
      const { scheme, startMonth, register, answer, decision } = event.data;
      const words = answerWords(answer);
      return {
        what: text(`由 ${register} 转入 ${scheme}，自 ${startMonth} 起`, `Taken over from ${register} for ${scheme}, from ${startMonth}`),
        why: [...approvedWords(event.data.preparedBy, event.data.approvedBy), text(`转入时核查：${words.zh}`, `Checked then: ${words.en}`), ...decisionWords(decision)],
        from: firstDay(startMonth),
      };
    }
    case 'EntitlementConfirmedAgain': {
      const { applicationId, confirmedOn, confirmedBy } = event.data;
      return {
        what: text('申请确认时已享受该项目，资格照旧', 'A case was confirmed while the right ran already; it goes on as it is'),
        why: [text(`申请 ${applicationId}，审核人 ${confirmedBy.join('、')}`, `Application ${applicationId}, decided by ${confirmedBy.join(', ')}`)],
        from: confirmedOn,
      };
    }
    case 'EntitlementChangeProposed': {
      const words = changeWords(event.data.change);
      const by = event.data.proposedBy.join('、');
      return { what: text(`申请${words.zh}，待他人审批`, `Proposed to ${words.en}; somebody else has to approve`), why: [or(event.data.reason), text(`提出人 ${by}`, `By ${by}`)] };
    }
    case 'EntitlementChangeDeclined':
      return { what: text(`变更申请 ${event.data.changeId} 未获批准`, `Declined the proposal ${event.data.changeId}`), why: [or(event.data.reason)] };
    case 'EntitlementExitReversed': {
      const exit = exits[event.data.exitReason];
      return { what: text(`撤销退出（${exit.zh}），资格继续`, `Took back the end (${exit.en}); the right goes on`), why: [or(event.data.reason), ...approvedWords(event.data.decidedBy, event.data.approvedBy)], from: event.data.reversedOn };
    }
    case 'EntitlementAreaMoved': {
      const { fromArea, toArea, fromMonth } = event.data;
      return { what: text(`自 ${fromMonth} 起由 ${fromArea} 转至 ${toArea}`, `Kept in ${toArea} instead of ${fromArea} from ${fromMonth}`), from: firstDay(fromMonth) };
    }
    case 'EntitlementBranchChanged': {
      const { fromBranch, toBranch, fromMonth, reason } = event.data;
      return { what: text(`类别由 ${fromBranch} 变为 ${toBranch}，自 ${fromMonth} 起`, `Branch changed from ${fromBranch} to ${toBranch}, from ${fromMonth}`), why: [or(reason), ...approvedWords(event.data.decidedBy, event.data.approvedBy)], from: firstDay(fromMonth) };
    }
    case 'EntitlementSuspended':
      return { what: text(`自 ${event.data.fromMonth} 起暂停`, `Suspended from ${event.data.fromMonth}`), why: [or(event.data.reason)], from: firstDay(event.data.fromMonth) };
    case 'EntitlementResumed': {
      const { fromMonth, backPay, reason } = event.data;
      return { what: text(`自 ${fromMonth} 起恢复${backPay ? '并补发' : ''}`, `Resumed from ${fromMonth}${backPay ? ', with back pay' : ''}`), why: [or(reason), ...approvedWords(event.data.decidedBy, event.data.approvedBy)], from: firstDay(fromMonth) };
    }
    case 'EntitlementReverified': {
      const { year, answer, decision } = event.data;
      const words = answerWords(answer);
      return { what: text(`${year} 年度年审：${words.zh}`, `Yearly check ${year}: ${words.en}`), why: decisionWords(decision) };
    }
    case 'EntitlementExited': {
      const { reason, happenedOn, lastMonth, end } = event.data;
      const last = lastMonth === null ? text('没有应发月份', 'no month is due') : text(`发至 ${lastMonth}`, `paid through ${lastMonth}`);
      const what = text(`退出：${exits[reason].zh}，${last.zh}`, `Ended: ${exits[reason].en}, ${last.en}`);
      const why = end === undefined ? {} : { why: [text(`${stops[end.stopRule].zh}（${end.source}）`, `${stops[end.stopRule].en} (${end.source})`)] };
      return { what, ...why, from: lastMonth === null ? happenedOn : lastDay(lastMonth) };
    }
    default:
      return null;
  }
};
