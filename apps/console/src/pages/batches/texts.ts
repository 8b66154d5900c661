import { text } from '@zhibu/kernel';

export const texts = {
  title: text('发放批次', 'Payment batches'),
  list: text('批次', 'Batches'),
  nothing: text('没有符合条件的批次；经办人可开立新批次', 'No batch fits; a preparer can open a new one'),
  scheme: text('项目', 'Scheme'),
  period: text('期间', 'Period'),
  status: text('状态', 'Status'),
  lines: text('人数', 'People'),
  total: text('总额', 'Total'),
  credited: text('已到账', 'Credited'),
  openMoney: text('未了金额', 'Not settled'),
  deadline: text('到账期限', 'Deadline'),
  year: text('年度', 'Year'),
  all: text('全部', 'All'),
  open: text('开立批次', 'Open a batch'),
  onlyPreparer: text('开立批次由财政经办人办理，您的角色不是', 'A finance preparer opens batches; that is not your role'),
} as const;
