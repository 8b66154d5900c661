import { text } from '@zhibu/kernel';

export const texts = {
  title: text('决定重新执行', 'Decisions executed again'),
  away: text('请从人员的全过程页面打开', 'Open it from the page of a person’s life'),
  look: text('记录并重新执行', 'Record it and execute again'),
  executing: text('正在用当时的事实和规则重新执行每项决定', 'Executing every decision again, with the facts and the rules of that time'),
  how: text('每项决定都用当时留存的事实、当时的规则版本和当时的办理人重新执行；与原存结果逐项比对。', 'Each decision is executed again from the facts kept with it, by the version of the rule it names, for the officer who made it; the result is compared with what was stored.'),
  sum: (all: number, same: number, differ: number, other: number) => text(
    `共 ${all} 项决定：一致 ${same} 项，不一致 ${differ} 项${other === 0 ? '' : `，无法重新执行 ${other} 项`}`,
    `${all} decision${all === 1 ? '' : 's'}: ${same} the same, ${differ} ${differ === 1 ? 'differs' : 'differ'}${other === 0 ? '' : `, ${other} cannot be executed again`}`,
  ),
  nothing: text('此人还没有可以重新执行的决定', 'There is no decision yet that could be executed again'),
  onlyNotSame: text('只看不一致的', 'Only what is not the same'),
  allSame: text('没有不一致的决定', 'No decision differs'),
  recorded: (moment: string) => text(`${moment} 记录`, `Recorded ${moment}`),
  why: (count: number) => text(`当时的依据（${count} 条）`, count === 1 ? 'Why it was decided so (1 line)' : `Why it was decided so (${count} lines)`),
  item: text('何项', 'What'),
  stored: text('原存', 'As stored'),
  again: text('重新执行', 'Executed again'),
  differences: text('差异', 'What differs'),
  whole: text('查看全过程', 'The whole life'),
  another: text('再执行一遍', 'Execute again'),
  print: text('打印', 'Print'),
} as const;

/** Keys are the codes. */
export const kinds = {
  eligibility: text('资格核查', 'Check of conditions'),
  'carry-over': text('名册结转', 'Carry-over from a register'),
  reverification: text('年审', 'Yearly re-verification'),
  grant: text('起发月份', 'First month paid'),
  exit: text('停发月份', 'Last month paid'),
  amount: text('发放金额', 'Amount'),
  suppression: text('就高不发', 'Left to the higher scheme'),
  chunk: text('名单分块', 'Chunk of a list'),
  list: text('冻结名单', 'Frozen list'),
  approval: text('批次审批', 'Approval of a batch'),
  review: text('审核决定', 'Decision of a review'),
} as const;

export const outcomes = {
  same: text('✓ 一致', '✓ the same'),
  differs: text('≠ 不一致', '≠ differs'),
  'rules-gone': text('? 当时的规则不在本机', '? the rules of that time are not on this machine'),
  erased: text('— 依据已按规定删除', '— what it rests on was erased'),
} as const;
