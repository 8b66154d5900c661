import { CaseWords, caseWords } from './case-words';
import type { Tongue } from './screen';

export interface AgainWords extends CaseWords {
  readonly refusedFor: RegExp;
  readonly letter: string;
  readonly letterSays: readonly RegExp[];
  readonly reopen: string;
  readonly goOnAt: readonly [label: string, option: string];
  readonly appeal: string;
  readonly toSign: (people: number) => RegExp;
  readonly sign: string;
  readonly agrees: string;
  readonly otherSigner: RegExp;
  readonly fewSignatures: RegExp;
  readonly twoLevels: (who: string) => RegExp;
  readonly waitsForDecision: RegExp;
  readonly close: string;
  readonly tooShort: RegExp;
  readonly object: string;
  readonly statement: string;
  readonly isOpen: RegExp;
  readonly holds: RegExp;
  readonly resolve: string;
  readonly objection: readonly [label: string, option: string];
  readonly notUpheld: RegExp;
  readonly note: string;
  readonly hangs: RegExp;
  readonly way: string;
  readonly wayOfOne: string;
  readonly here: string;
  readonly backToCase: string;
  readonly required: string;
}

/** What is read and pressed on the way of a case from a refusal to its next notice. */
export const againWords: Readonly<Record<Tongue, AgainWords>> = {
  zh: {
    ...caseWords.zh,
    refusedFor: /不予确认：材料与核实情况不一致/, letter: '不予确认告知书', letterSays: [/于 2016年\d+月\d+日 提出的农村部分计划生育家庭奖励扶助申请.*决定不予确认/, /材料与核实情况不一致[^]*申诉/],
    reopen: '重新办理', goOnAt: ['重新进入的环节', '乡镇初审'], appeal: '申诉',
    toSign: (people) => new RegExp(`还须 ${people} 名乡镇初审员签名`), sign: '签名', agrees: '同意', otherSigner: /两个签名必须来自不同的人/, fewSignatures: /签名人数不足.*2 人签名.*1 人/, twoLevels: (who) => new RegExp(`不得办理同一案件的两级审核.*${who} 已办理村级`), waitsForDecision: /等待乡镇初审员作出决定/,
    close: '结束公示', tooShort: /公示期未满/, object: '登记异议', statement: '异议内容', isOpen: /1 项异议未决/, holds: /有异议尚未处理/, resolve: '处理异议', objection: ['异议', '第 1 项'], notUpheld: /^不成立/, note: '说明', hangs: /公示至/,
    way: '在流程图中看本案走过的路', wayOfOne: '一件申请走过的路', here: '● 现在这里', backToCase: '打开本件', required: '必填',
  },
  en: {
    ...caseWords.en,
    refusedFor: /Refused: The evidence contradicts what was found/, letter: 'Notice of refusal', letterSays: [/Your application for Rural reward-assistance of \d+ [A-Z][a-z]+ 2016 was examined and refused on/, /The evidence contradicts what was found[^]*appeal/],
    reopen: 'Re-open', goOnAt: ['Stage to go on at', 'Township review'], appeal: 'Appeal',
    toSign: (people) => new RegExp(`${people === 1 ? '1 person' : `${people} people`} of Township reviewer still to sign`), sign: 'Sign', agrees: 'Agrees', otherSigner: /Signatures must come from different officers/, fewSignatures: /There are too few signatures.*2 signatures.*1/, twoLevels: (who) => new RegExp(`One officer may not decide two levels of one case.*${who}`), waitsForDecision: /waits for a decision of Township reviewer/,
    close: 'Close the notice', tooShort: /The notice has not hung its full time/, object: 'Take in an objection', statement: 'What is objected', isOpen: /1 open objection, to be resolved/, holds: /An objection holds the notice/, resolve: 'Resolve the objection', objection: ['Objection', 'No. 1'], notUpheld: /^Not upheld/, note: 'Note', hangs: /hangs through/,
    way: 'See its way through the procedure', wayOfOne: 'The way of one case', here: '● is here', backToCase: 'Open the case', required: 'Needed',
  },
};
