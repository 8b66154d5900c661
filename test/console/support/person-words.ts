import { RightWords, rightWords } from './right-words';
import type { Tongue } from './screen';

export interface PersonWords extends RightWords {
  readonly tongue: Tongue;
  readonly searchName: string;
  readonly searchWhy: string;
  readonly search: string;
  readonly lookWhy: string;
  readonly look: string;
  readonly retract: string;
  readonly retracted: string;
  readonly family: string;
  readonly child: string;
  readonly relative: string;
  readonly nobody: RegExp;
  readonly linked: string;
  readonly move: string;
  readonly village: string;
  readonly movedOn: string;
  readonly moveOrder: string;
  readonly movedDone: string;
  readonly death: string;
  readonly diedDone: string;
  readonly exited: RegExp;
  readonly diedAlready: string;
  readonly undoDeath: string;
  readonly undone: string;
  /** As the page calls a village. */
  readonly inTownship: (village: string, township: string) => string;
}

/** What whoever records a move or a death reads and presses. */
export const personWords: Readonly<Record<Tongue, PersonWords>> = {
  zh: {
    ...rightWords.zh, tongue: 'zh',
    searchName: '姓名的开头', searchWhy: '查找理由，不写姓名，会被记录', search: '查找', lookWhy: '查看理由，会被记录', look: '查看', retract: '撤销此项', retracted: '已撤销',
    family: '登记家庭关系', child: '子女', relative: '对方的身份证号', nobody: /没有这个人员/, linked: '已登记: 登记家庭关系',
    move: '登记迁居', village: '迁入的村（社区）', movedOn: '迁居日期', moveOrder: '迁移日期不晚于上一次居住起始日', movedDone: '已登记: 登记迁居',
    death: '登记死亡', diedDone: '已登记: 登记死亡', exited: /死亡/, diedAlready: '死亡已登记', undoDeath: '撤销误登的死亡', undone: '已登记: 撤销误登的死亡',
    inTownship: (village, township) => `${township}${village}`,
  },
  en: {
    ...rightWords.en, tongue: 'en',
    searchName: 'How the name begins', searchWhy: 'Why you search, without names; it is recorded', search: 'Search', lookWhy: 'Why you look; it is recorded', look: 'Look', retract: 'Take this back', retracted: 'Taken back',
    family: 'Link a relative', child: 'their child', relative: 'ID number of the other person', nobody: /There is no such person/, linked: 'Recorded: Link a relative',
    move: 'Record a move', village: 'Village moved to', movedOn: 'Moved on', moveOrder: 'The move does not come after the residence before it', movedDone: 'Recorded: Record a move',
    death: 'Record a death', diedDone: 'Recorded: Record a death', exited: /death|died/i, diedAlready: 'The death is recorded already', undoDeath: 'Take back a death recorded wrongly', undone: 'Recorded: Take back a death recorded wrongly',
    inTownship: (village, township) => `${village}, ${township}`,
  },
};
