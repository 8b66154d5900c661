import { text } from '@zhibu/kernel';

export const texts = {
  title: text('申请草稿', 'Drafts of applications'),
  start: text('受理申请', 'Take in an application'),
  reading: text('正在读取本机草稿', 'Reading the drafts of this device'),
  none: text('本机没有草稿。受理申请时，填写的内容会随时加密存在这里', 'No drafts on this device. What is typed while taking in an application is kept here, encrypted'),
  noSecrets: text('此连接不是 https，浏览器不允许加密，本机不能保存草稿', 'This connection is not https, so the browser encrypts nothing and no drafts are kept on the device'),
  about: text('草稿只在本机，只有您登录后能看到；退出登录会清空本机', 'Drafts are on this device only and shown to you alone; signing out empties the device'),
  state: text('状态', 'State'),
  name: text('姓名', 'Name'),
  scheme: text('项目', 'Scheme'),
  village: text('村', 'Village'),
  changed: text('最近改动', 'Changed'),
  open: text('打开', 'Open'),
  openOf: (name: string) => text(`打开${name === '' ? '未填姓名的' : ` ${name} 的`}草稿`, `Open the draft of ${name === '' ? 'nobody yet' : name}`),
  openCase: text('打开案件', 'Open the case'),
  remove: text('删除', 'Delete'),
  removeWhat: text('这份草稿连同其中的材料将从本机永久删除。', 'This draft is deleted from the device for good, with the evidence in it.'),
  leave: text('不删除', 'Keep it'),
  sendNow: text('现在送出', 'Send now'),
} as const;

export const stateWords = {
  typing: text('填写中', 'Being typed'),
  waiting: text('等待送出', 'Waits to be sent'),
  sent: text('已受理', 'Taken in'),
  refused: text('未被接受，待修改', 'Not taken, to be changed'),
  conflict: text('与已登记的不一致，待处理', 'Somebody else was quicker, to be resolved'),
} as const;
