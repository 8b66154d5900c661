import { Text, text } from '@zhibu/kernel';
import { RightElsewhere, ZhibuEvent } from '@zhibu/domain';
import { answerWords, decisionWords, or } from './in-words';
import { Words } from './words';

const outcomes = { approved: text('通过', 'approved'), refused: text('不予通过', 'refused'), returned: text('退回补正', 'returned') };
const bases = { appeal: text('申诉', 'an appeal'), 'new-evidence': text('新证据', 'new evidence'), 'error-found': text('发现差错', 'an error that was found') };
const findings = { correct: text('正确', 'correct'), 'wrongly-in': text('误纳入', 'wrongly in'), 'wrongly-out': text('误排除', 'wrongly out') };

const list = (reasons: readonly string[]): readonly Text[] => (reasons.length === 0 ? [] : [text(`理由：${reasons.join('、')}`, `Reasons: ${reasons.join(', ')}`)]);
const note = (words: string | null): readonly Text[] => (words === '' ? [] : [or(words)]);

/** Why a case goes back whose person has the right already. */
const alreadyWords = (already: RightElsewhere | undefined): readonly Text[] => {
  if (already === undefined) return [];
  const { entitlementId, register } = already;
  return [register === null ? text(`已享受该项目（${entitlementId}）`, `Has the right already (${entitlementId})`) : text(`已由登记册“${register}”转入，享受该项目（${entitlementId}）`, `Has the right already, taken over from the register "${register}" (${entitlementId})`)];
};

const provisionalDay = text('暂定日期：该年度节假日安排当时未录入', 'A provisional day: the holidays of that year were not on record');

/** One application from submission to confirmation or refusal. */
export const caseWords = (event: ZhibuEvent): Words | null => {
  switch (event.type) {
    case 'ApplicationSubmitted': {
      const { scheme, branch, appliedOn, procedure } = event.data;
      return {
        what: text(`申请 ${scheme}${branch === null ? '' : `（${branch}）`}`, `Applied for ${scheme}${branch === null ? '' : ` (${branch})`}`),
        why: [text(`按流程 ${procedure.id} 第 ${procedure.version} 版办理`, `Follows procedure ${procedure.id}, version ${procedure.version}`)],
        from: appliedOn,
      };
    }
    case 'ApplicationCorrected':
      return { what: text('补正申请', 'Corrected the application'), why: note(event.data.note) };
    case 'EligibilityChecked': {
      const { answer, on, decision } = event.data;
      const words = answerWords(answer);
      return { what: text(`自动核查：${words.zh}`, `Automatic check: ${words.en}`), why: decisionWords(decision), from: on };
    }
    case 'StageEntered': {
      const { stage, enteredOn, dueOn, provisional } = event.data;
      return { what: text(`进入环节 ${stage}`, `Entered the stage ${stage}`), why: dueOn === null ? [] : [text(`期限 ${dueOn}`, `Due by ${dueOn}`), ...(provisional === true ? [provisionalDay] : [])], from: enteredOn };
    }
    case 'StageSigned': {
      const agree = event.data.opinion === 'agree';
      return { what: text(`在 ${event.data.stage} 签字：${agree ? '同意' : '不同意'}`, `Signed in ${event.data.stage}: ${agree ? 'agrees' : 'disagrees'}`), why: note(event.data.note) };
    }
    case 'StageDecided': {
      const { stage, outcome, reasons, note: words, decidedOn } = event.data;
      return { what: text(`${stage} 审核：${outcomes[outcome].zh}`, `Decided ${stage}: ${outcomes[outcome].en}`), why: [...list(reasons), ...note(words)], from: decidedOn };
    }
    case 'NoticePosted': {
      const { stage, postedOn, lastDay, restarted, provisional } = event.data;
      return { what: text(`${restarted ? '重新公示' : '公示'} ${stage}，至 ${lastDay}`, `${restarted ? 'Posted again' : 'Posted'} the notice ${stage}, through ${lastDay}`), ...(provisional === true ? { why: [provisionalDay] } : {}), from: postedOn, to: lastDay };
    }
    case 'ObjectionRaised':
      return { what: text('有人提出异议', 'An objection was raised'), why: note(event.data.statement), from: event.data.raisedOn };
    case 'ObjectionResolved':
      return { what: text(`异议处理：${event.data.upheld ? '成立' : '不成立'}`, `The objection was ${event.data.upheld ? 'upheld' : 'not upheld'}`), why: note(event.data.note) };
    case 'NoticeClosed':
      return { what: text(`公示期满 ${event.data.stage}`, `The notice ${event.data.stage} ended`), from: event.data.closedOn };
    case 'ApplicationReturned':
      return { what: text('退回补正', 'Returned for correction'), why: [...list(event.data.reasons), ...alreadyWords(event.data.already), ...note(event.data.note)] };
    case 'ApplicationRefused':
      return { what: text('不予确认', 'Refused'), why: [...list(event.data.reasons), ...note(event.data.note)], from: event.data.refusedOn };
    case 'ApplicationWithdrawn':
      return { what: text('撤回申请', 'Withdrew the application'), why: note(event.data.reason), from: event.data.withdrawnOn };
    case 'ApplicationReopened': {
      const { basis, stage, reason, reopenedOn } = event.data;
      return { what: text(`因${bases[basis].zh}重新办理，自 ${stage} 起`, `Re-opened from ${stage} on, because of ${bases[basis].en}`), why: note(reason), from: reopenedOn };
    }
    case 'ApplicationConfirmed':
      return { what: text('确认资格', 'Confirmed'), why: [text(`审核人：${event.data.confirmedBy.join('、')}`, `Decided by ${event.data.confirmedBy.join(', ')}`)], from: event.data.confirmedOn };
    case 'AuditSampleChecked':
      return { what: text(`抽查结论：${findings[event.data.finding].zh}`, `Audit sample: ${findings[event.data.finding].en}`), why: note(event.data.note), from: event.data.checkedOn };
    default:
      return null;
  }
};
