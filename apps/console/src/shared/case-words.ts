import { text } from '@zhibu/kernel';

/** Words for what the service answers in codes about cases. Keys are the codes. */
export const caseStatuses = {
  checking: text('等待自动核查', 'Waiting for the automatic check'),
  checked: text('已自动核查', 'Checked automatically'),
  'in-review': text('审核中', 'In review'),
  'in-notice': text('公示中', 'On public notice'),
  returned: text('退回补正', 'Returned for correction'),
  refused: text('不予确认', 'Refused'),
  withdrawn: text('已撤回', 'Withdrawn'),
  confirmed: text('已确认', 'Confirmed'),
} as const;

export const answers = { yes: text('符合', 'Met'), no: text('不符合', 'Not met'), unknown: text('情况不明', 'Not known') } as const;

export const outcomes = { approved: text('通过', 'Approve'), refused: text('不予通过', 'Refuse'), returned: text('退回补正', 'Return for correction') } as const;

export const outcomesDone = { approved: text('通过', 'Approved'), refused: text('不予通过', 'Refused'), returned: text('退回补正', 'Returned') } as const;

export const opinions = { agree: text('同意', 'Agrees'), disagree: text('不同意', 'Disagrees') } as const;

export const levels = { village: text('村级', 'Village'), township: text('乡镇级', 'Township'), county: text('县级', 'County') } as const;

export const channels = { window: text('窗口', 'At the counter'), import: text('导入', 'By import'), online: text('网上', 'Online') } as const;

export const reopeningBases = { appeal: text('申诉', 'Appeal'), 'new-evidence': text('新证据', 'New evidence'), 'error-found': text('发现差错', 'An error was found') } as const;
