import type { Tongue } from './screen';

export interface CaseWords {
  readonly decide: string;
  readonly approved: string;
  readonly reviewers: RegExp;
  readonly withdraw: string;
  readonly reason: string;
  readonly colleague: string;
  readonly lastDay: string;
  readonly letStandIn: string;
  readonly standsIn: (who: string) => string;
  readonly takeBack: (who: string) => string;
  readonly takeBackShort: string;
  readonly actFor: (who: string) => string;
  readonly ownPassword: string;
  readonly waitsNow: string;
  readonly mayDecide: string;
  readonly onNotice: string;
  readonly withdrawn: string;
  readonly doneFor: (who: string, whom: string) => RegExp;
  readonly queue: string;
  readonly handle: (count: number) => string;
  readonly goesToAll: (count: number) => string;
  readonly progress: (done: number, all: number, refused: number) => string;
  readonly refusedOnes: string;
  readonly leave: string;
  readonly others: string;
  readonly waitingCases: string;
  readonly waitingChanges: string;
  readonly columns: readonly string[];
  readonly byVillage: RegExp;
  readonly day: RegExp;
  readonly waitsForVillage: RegExp;
  readonly meanwhile: string;
  readonly decidedBy: (who: string) => RegExp;
  readonly stage: string;
  readonly stages: readonly [string, string];
  readonly goOn: string;
}

/** What officers of cases read and press, from the queue to the end. */
export const caseWords: Readonly<Record<Tongue, CaseWords>> = {
  zh: {
    decide: '作出决定', approved: '通过', reviewers: /评议人员姓名/, withdraw: '撤回申请', reason: '理由',
    colleague: '同事的用户编号', lastDay: '最后一天', letStandIn: '委托同事', standsIn: (who) => `${who} · 至`, takeBack: (who) => `收回对 ${who} 的委托`, takeBackShort: '收回', actFor: (who) => `代 ${who} 行事`, ownPassword: '您的密码',
    waitsNow: '现在等待什么', mayDecide: '您可以：作出决定', onNotice: '公示中', withdrawn: '已撤回', doneFor: (who, whom) => new RegExp(`\\(${who}\\), 代 .*\\(${whom}\\)`),
    queue: '待审核', handle: (count) => `逐件办理 ${count} 件`, goesToAll: (count) => `将对 ${count} 件申请逐件办理：通过。`, progress: (done, all, refused) => `已办 ${done}/${all} 件，其中 ${refused} 件未获准`, refusedOnes: '未获准的案件', leave: '关闭',
    others: '待他人办理', waitingCases: '待他人办理的案件', waitingChanges: '待他人审批的资格变更', columns: ['环节', '项目', '村', '应办结', '自', '等待'], byVillage: /村级评议[^]*村级评议员/, day: /\d{4}年\d{1,2}月\d{1,2}日/g, waitsForVillage: /等待村级评议员作出决定/,
    meanwhile: '您填写期间，他人已办理本案', decidedBy: (who) => new RegExp(`${who}\\) 在村级评议作出决定：通过`), stage: '环节', stages: ['村级评议', '村级公示'], goOn: '已看过变动，继续办理',
  },
  en: {
    decide: 'Decide', approved: 'Approve', reviewers: /Names of the reviewers/, withdraw: 'Withdraw', reason: 'Reason',
    colleague: "Colleague's user id", lastDay: 'Last day', letStandIn: 'Let a colleague stand in', standsIn: (who) => `${who} · until`, takeBack: (who) => `Take back from ${who}`, takeBackShort: 'Take back', actFor: (who) => `Act for ${who}`, ownPassword: 'Your password',
    waitsNow: 'What it waits for now', mayDecide: 'You may: Decide', onNotice: 'On public notice', withdrawn: 'Withdrawn', doneFor: (who, whom) => new RegExp(`\\(${who}\\), for .*\\(${whom}\\)`),
    queue: 'Waiting for review', handle: (count) => `Handle ${count} cases, one by one`, goesToAll: (count) => `For ${count} applications, one by one: Approve.`, progress: (done, all, refused) => `${done} of ${all} done, ${refused} of them not accepted`, refusedOnes: 'Not accepted', leave: 'Close',
    others: 'Waits for others', waitingCases: 'Cases that wait for others', waitingChanges: 'Changes of rights that wait for approval', columns: ['Stage', 'Scheme', 'Village', 'Due', 'Since', 'Waits for'], byVillage: /Village review[^]*Village reviewer/, day: /\d{1,2} [A-Z][a-z]{2,3} \d{4}/g, waitsForVillage: /waits for a decision of Village reviewer/,
    meanwhile: 'Somebody else handled this case while you had it open', decidedBy: (who) => new RegExp(`${who}\\) decided Village review: Approved`), stage: 'Stage', stages: ['Village review', 'Village notice'], goOn: 'I have seen what changed: go on',
  },
};
