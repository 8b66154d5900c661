import { text } from '@zhibu/kernel';

export const texts = {
  scheme: text('项目', 'Scheme'),
  area: text('地区', 'Area'),
  period: text('期间', 'Period'),
  year: text('年度', 'Year'),
  open: text('开立批次', 'Open a batch'),
  periodMissing: text('请选择期间', 'Choose a period'),
  periods: text('发放计划的各期', 'Periods of the payment plan'),
  planPeriod: (id: string, deadline: string) => text(`${id}（${deadline} 前到账）`, `${id} (to be credited by ${deadline})`),
  plan: (source: string) => text(`依据：${source}`, `By: ${source}`),
  readingPlan: text('正在读取发放计划', 'Reading the payment plan'),
  already: (count: number) => text(`该期已有 ${count} 个批次：新批次只包括尚未列入的月份`, count === 1 ? 'There is 1 batch for this period: a new one holds only months not listed yet' : `There are ${count} batches for this period: a new one holds only months not listed yet`),
  whatHappens: text('系统将找出该项目、地区、期间的应发人员并逐人计算金额。名单冻结前可随时取消，不动用资金。', 'Everybody due for this scheme, area and period is found and each amount worked out. It can be cancelled until it is paid; no money moves.'),
  chooseScheme: text('请选择项目', 'Choose a scheme'),
} as const;
