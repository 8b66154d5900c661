import { text } from '@zhibu/kernel';

/** Words for what the service answers in codes about rights. Keys are the codes. */
export const rightStatuses = { active: text('享受中', 'Running'), suspended: text('停发', 'Suspended'), ended: text('已退出', 'Ended') } as const;

export const changeKinds = {
  branch: text('变更类别', 'Change of branch'),
  resume: text('恢复发放', 'Payment resumed'),
  'reverse-exit': text('撤销退出', 'Exit taken back'),
} as const;
