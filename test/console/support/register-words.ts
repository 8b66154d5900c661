import type { Tongue } from './screen';

export interface RegisterWords {
  readonly open: string;
  readonly scheme: readonly [label: string, option: string];
  readonly name: string;
  readonly people: string;
  readonly conditionsOn: RegExp;
  readonly begin: string;
  readonly oneWrong: string;
  readonly mayRead: string;
  readonly readIn: string;
  readonly submit: string;
  readonly notOwn: string;
  readonly approve: string;
  readonly approves: RegExp;
  readonly approveTwo: string;
  readonly finished: string;
}

/** What whoever loads or approves a register kept before reads and presses. */
export const registerWords: Readonly<Record<Tongue, RegisterWords>> = {
  zh: {
    open: '登记一份旧名册', scheme: ['项目', '农村部分计划生育家庭奖励扶助'], name: '名称', people: '名册总人数', conditionsOn: /核查所依据的日期/, begin: '开始登记',
    oneWrong: '1 行有误：名册整体批准，全部无误才能读入', mayRead: '全部无误，人数相符', readIn: '读入 2 人', submit: '提交批准', notOwn: '编制人不得批准，须由他人批准',
    approve: '批准', approves: /系统将逐人核查 2 人/, approveTwo: '批准 2 人', finished: '转入 2 人，未转入 0 人',
  },
  en: {
    open: 'Load a register', scheme: ['Scheme', 'Rural reward-assistance'], name: 'Title', people: 'People on it', conditionsOn: /Day the conditions are checked for/, begin: 'Begin',
    oneWrong: '1 with errors: a register is approved as a whole, so all of it must be right', mayRead: 'Nothing is wrong, and the number agrees', readIn: 'Take in 2 people', submit: 'Submit for approval', notOwn: 'Whoever prepared it may not approve: somebody else must',
    approve: 'Approve', approves: /2 people will be checked one by one/, approveTwo: 'Approve 2 people', finished: '2 people carried over, 0 not',
  },
};
