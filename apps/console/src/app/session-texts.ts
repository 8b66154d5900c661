import { text } from '@zhibu/kernel';

export const sessionTexts = {
  leave: text('退出登录', 'Sign out'),
  unsent: (count: number) => text(`本机还有 ${count} 份申请草稿没有送出。退出会清空本机，草稿将永久丢失。`, `${count === 1 ? '1 draft of an application on this device is' : `${count} drafts of applications on this device are`} not sent. Signing out empties the device, and they are lost for good.`),
  leaveAnyway: (count: number) => text(`丢弃 ${count} 份草稿并退出`, `Lose ${count === 1 ? 'the draft' : `${count} drafts`} and sign out`),
  stay: text('留下', 'Stay'),
  emptying: text('正在清空本机', 'Emptying the device'),
  left: text('本机已清空', 'The device is emptied'),
  leftCut: text('现在没有网络，服务器上的登录尚未结束：网络恢复后，请在本机再打开一次直补，登录会随即结束；否则闲置 30 分钟后自动结束。', 'There is no line now, so the session has not ended at the server yet: open Zhibu on this device once the line is back and it ends at once; otherwise it ends by itself after 30 idle minutes.'),
  ending: text('正在结束服务器上的登录', 'Ending the session at the server'),
  again: text('现在结束', 'End it now'),
  cut: text('没有网络：可以继续填写，内容加密保存在本机，恢复后再送出', 'No line: you can go on typing. It is kept encrypted on this device and sent when the line is back'),
} as const;
