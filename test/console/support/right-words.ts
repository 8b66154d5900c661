import type { Tongue } from './screen';

export interface RightWords {
  readonly reason: string;
  readonly fromMonth: string;
  readonly suspend: string;
  readonly suspended: string;
  readonly resume: string;
  readonly tooEarly: RegExp;
  readonly proposeResume: string;
  readonly withBackPay: RegExp;
  readonly ownProposal: string;
  readonly pending: string;
  readonly noPending: string;
  readonly approve: string;
  readonly decline: string;
  readonly concernsOne: RegExp;
  readonly running: string;
  readonly branch: string;
  readonly toBranch: readonly [label: string, option: string];
  readonly changeOfBranch: string;
  readonly exit: string;
  readonly exitReason: readonly [label: string, option: string];
  readonly ended: string;
  readonly reverse: string;
  readonly exitTakenBack: string;
  readonly account: string;
  readonly accountForm: { readonly number: string; readonly holder: string; readonly bank: string; readonly reference: RegExp };
  readonly notOwn: string;
  readonly recorded: string;
  readonly compare: string;
  readonly verify: string;
  readonly verified: RegExp;
  readonly showPayments: string;
  readonly payments: string;
  readonly paid: RegExp;
  readonly doneBy: string;
}

/** What whoever looks after a right, approves its changes or inspects it reads and presses. */
export const rightWords: Readonly<Record<Tongue, RightWords>> = {
  zh: {
    reason: '理由', fromMonth: '起始月',
    suspend: '停发', suspended: '停发', resume: '恢复发放，不补发', tooEarly: /补发以往月份须提出申请|月份过早/, proposeResume: '申请恢复并补发以往月份', withBackPay: /恢复发放.*补发停发期间/, ownProposal: '您参与了提出，须由他人审批；可以撤回',
    pending: '等待他人审批的变更', noPending: '没有等待审批的变更', approve: '批准', decline: '不予批准', concernsOne: /涉及 1 人/, running: '享受中',
    branch: '申请变更类别', toBranch: ['新类别', '死亡'], changeOfBranch: '变更类别', exit: '退出', exitReason: ['退出原因', '本人放弃'], ended: '已退出', reverse: '申请撤销退出', exitTakenBack: '撤销退出',
    account: '登记新账户', accountForm: { number: '账号', holder: '户名', bank: '开户行', reference: /编号或登记号/ }, notOwn: '账户户名不是本人', recorded: '已登记: 登记新账户', compare: '请核对',
    verify: '年审', verified: /最近年审.*2026 年/, showPayments: '查看发放记录', payments: '发放记录', paid: /计划生育家庭特别扶助 20\d\d/, doneBy: '由专干、乡镇初审员或县级确认员办理',
  },
  en: {
    reason: 'Reason', fromMonth: 'From month',
    suspend: 'Suspend', suspended: 'Suspended', resume: 'Resume, without back pay', tooEarly: /Paying months that have passed is proposed|The month is too early/, proposeResume: 'Propose to resume for months that have passed', withBackPay: /Payment resumed.*the suspended months are paid/, ownProposal: 'You took part in proposing it: somebody else approves it; you may take it back',
    pending: 'Changes that wait for approval', noPending: 'No change waits for approval', approve: 'Approve', decline: 'Decline', concernsOne: /It concerns 1 person/, running: 'Running',
    branch: 'Propose another branch', toBranch: ['New branch', 'died'], changeOfBranch: 'Change of branch', exit: 'End the right', exitReason: ['Why it ends', 'given up by the person'], ended: 'Ended', reverse: 'Propose to take the end back', exitTakenBack: 'Exit taken back',
    account: 'Record a new account', accountForm: { number: 'Account number', holder: 'Name of the holder', bank: 'Bank', reference: /Its number or entry/ }, notOwn: "The account is not the person's own", recorded: 'Recorded: Record a new account', compare: 'Please compare',
    verify: 'Yearly check', verified: /Last yearly check.*2026: /, showPayments: 'Show the payments', payments: 'Payments', paid: /Special-hardship relief .*20\d\d/, doneBy: 'Done by caseworkers, township and county reviewers',
  },
};
