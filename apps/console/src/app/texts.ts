import { text } from '@zhibu/kernel';

export const texts = {
  name: text('直补', 'Zhibu'),
  whoIsAsked: text('正在确认登录', 'Looking up who is signed in'),
  sessionEnded: text('登录已到期：请重新登录，已填写的内容仍在', 'The session has ended: sign in again, what you typed is still there'),
  skip: text('跳到正文', 'Skip to the page'),
  menu: text('菜单', 'Menu'),
  keys: text('快捷键', 'Keyboard shortcuts'),
  account: text('我的账户：密码与委托', 'My account: password and standing in'),
  standsIn: (who: string, whom: string) => text(`${who} 代 ${whom}`, `${who} for ${whom}`),
  signOut: text('退出', 'Sign out'),
  language: text('English', '中文'),
  notHere: text('没有这个页面', 'There is no such page'),
  notYours: text('您的角色不使用这个页面', 'Your role does not use this page'),
  loading: text('正在打开页面', 'Opening the page'),
  broken: text('页面打不开', 'This page cannot be shown'),
  wayOn: text('其他页面仍可使用：请从菜单选择，或回到首页。重试后仍打不开，请联系管理员', 'Other pages still work: choose one from the menu, or go to the first page. If it fails again, tell the administrator'),
  newVersion: text('已有新版本', 'A new version is there'),
  newVersionWhy: text('系统已更新，此页面需要重新载入后才能打开', 'The console was updated: this page opens once it is loaded anew'),
  reload: text('重新载入', 'Reload'),
  home: text('回到首页', 'Go to the first page'),
} as const;
