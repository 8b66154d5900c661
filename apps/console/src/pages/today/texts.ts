import { text } from '@zhibu/kernel';

export const texts = {
  title: text('今日', 'Today'),
  todo: text('待办', 'To do'),
  late: text('逾期', 'Late'),
  others: text('待他人办理', 'Waits for others'),
  waitingCases: text('待他人办理的案件', 'Cases that wait for others'),
  changes: text('待他人审批的资格变更', 'Changes of rights that wait for approval'),
  timers: text('将到期', 'Coming days'),
  returnedMoney: text('退回待换账户', 'Came back'),
  administrator: text('用户、地区与系统', 'Users, areas, system'),
  noTodo: text('没有待办。新申请受理后，会按期限排在这里', 'Nothing to do. New applications appear here, the most urgent first'),
  noLate: text('没有逾期案件', 'Nothing is late'),
  noWaitingCases: text('没有等待他人办理的案件：办理中的都在“待办”里', 'No case waits for others: whatever is under way stands in To do'),
  noChanges: text('没有等待他人审批的资格变更', 'No change of a right waits for approval'),
  noTimers: text('没有将到期的事项', 'No day is coming that matters'),
  noneForRole: text('您的角色没有日常待办，请从菜单选择页面', 'Your role has no daily list: choose a page from the menu'),
  scheme: text('项目', 'Scheme'),
  village: text('村', 'Village'),
  area: text('地区', 'Area'),
  stage: text('环节', 'Stage'),
  due: text('应办结', 'Due'),
  month: text('自', 'From month'),
  change: text('变更', 'Change'),
  proposedOn: text('提出日期', 'Proposed on'),
  kind: text('事项', 'What'),
  held: text('因异议暂停', 'Held by an objection'),
} as const;

/** Money that came back. */
export const returnedTexts = {
  title: text('退回待换账户', 'Came back'),
  nothing: text('没有退回后等待新账户的款项', 'No money has come back and waits for another account'),
  how: text('银行退回的款项：请联系本人，打开一行登记新账户；登记后由财务重新发放', 'Money that the bank gave back: ask the person, open the row and record another account; finance then pays it again'),
  batch: text('批次', 'Batch'),
  village: text('村', 'Village'),
  amount: text('金额', 'Amount'),
  reason: text('退回原因', 'Why it came back'),
  returnedOn: text('退回日期', 'Came back on'),
} as const;

/** What waits for an administrator. */
export const administratorTexts = {
  waits: text('等待管理员处理的事项', 'What waits for the administrator'),
  asking: text('正在询问各引擎、队列和地区人员', 'Asking the engines, the queues and the officers of the areas'),
  nothing: text('没有等待您处理的事项', 'Nothing waits for you'),
  lookedAt: text('各引擎应答，查询表已跟上，没有死信，各地区各环节都有足够的人', 'Every engine answers, the read models are up to date, there are no dead letters, and every stage of every area has enough officers'),
  toSystem: text('查看“系统”', 'To System'),
  deadLetters: (count: number) => text(`本地区 ${count} 项任务的全部尝试均已失败（死信）：查明原因后重新运行`, count === 1 ? '1 job of your area has failed for good: find out why, then run it again' : `${count} jobs of your area have failed for good: find out why, then run them again`),
  runAgain: text('查看并重新运行', 'See and run again'),
  gaps: (areas: number) => text(`${areas} 个地区缺人，案件会停在相应环节`, areas === 1 ? 'Officers are missing in 1 area, and cases will wait there' : `Officers are missing in ${areas} areas, and cases will wait there`),
  toAreas: text('查看“地区”', 'To Areas'),
} as const;

export const timerKinds = {
  'notice-end': text('公示期满', 'A notice ends'),
  'stage-deadline': text('环节期限', 'A stage is due'),
  'batch-deadline': text('批次期限', 'A batch is due'),
  'delegation-end': text('委托到期', 'A delegation ends'),
} as const;
