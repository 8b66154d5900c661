import type { Tongue } from './screen';

export interface AdminWords {
  readonly users: string;
  readonly find: string;
  readonly add: string;
  readonly userId: string;
  readonly name: string;
  readonly oneTime: string;
  readonly role: string;
  readonly area: string;
  readonly township: string;
  readonly roles: Readonly<Record<'village' | 'preparer' | 'caseworker', string>>;
  readonly added: string;
  readonly setFirst: string;
  readonly theirOneTime: string;
  readonly next: string;
  readonly again: string;
  readonly differ: string;
  readonly changeIt: string;
  readonly today: string;
  readonly review: string;
  readonly menu: string;
  readonly changeRoles: string;
  readonly addOne: string;
  readonly apart: string;
  readonly reason: string;
  readonly change: string;
  readonly changed: string;
  readonly reset: string;
  readonly endsSessions: string;
  readonly makeOne: string;
  readonly resetDone: string;
  readonly sessionEnded: RegExp;
  readonly disable: string;
  readonly neverAgain: string;
  readonly disabled: (why: string) => string;
  readonly changesNoMore: string;
  readonly refused: RegExp;
  readonly askAdministrator: RegExp;
}

/** What an administrator and the officers they look after read and press. */
export const adminWords: Readonly<Record<Tongue, AdminWords>> = {
  zh: {
    users: '用户',
    find: '编号或姓名',
    add: '添加用户', userId: '用户编号', name: '姓名', oneTime: '一次性密码', role: '角色', area: '地区，含其下各级', township: '示例一镇', roles: { village: '村级评议员', preparer: '财政经办', caseworker: '专干' }, added: '添加用户 ',
    setFirst: '请先设置自己的密码', theirOneTime: '管理员给您的一次性密码', next: '新密码', again: '再输一遍新密码', differ: '两次输入的新密码不一致', changeIt: '修改密码', today: '今日', review: '审核', menu: '菜单',
    changeRoles: '变更角色', addOne: '增加一项', apart: '村级评议员与财政经办不能由同一人担任', reason: '理由', change: '变更', changed: '角色改为：村级评议员',
    reset: '重设密码', endsSessions: '的全部登录随即结束', makeOne: '生成', resetDone: '已设一次性密码，其登录已结束', sessionEnded: /登录已到期/,
    disable: '停用', neverAgain: '以后不能再登录', disabled: (why) => `已停用：${why}`, changesNoMore: '已停用的用户不能再变更', refused: /用户名或密码不正确，或该用户已被停用/, askAdministrator: /请找系统管理员/,
  },
  en: {
    users: 'Users',
    find: 'Id or name',
    add: 'Add a user', userId: 'User id', name: 'Name', oneTime: 'One-time password', role: 'Role', area: 'Area, with everything below it', township: 'Example Township 1', roles: { village: 'Village reviewer', preparer: 'Finance preparer', caseworker: 'Caseworker' }, added: 'Added the user ',
    setFirst: 'Set a password of your own first', theirOneTime: 'One-time password from the administrator', next: 'New password', again: 'New password once more', differ: 'The two new passwords differ', changeIt: 'Change it', today: 'Today', review: 'Review', menu: 'Menu',
    changeRoles: 'Change roles', addOne: 'Add one', apart: 'Village reviewer and Finance preparer may not be the same person', reason: 'Reason', change: 'Change', changed: 'Changed the roles to Village reviewer',
    reset: 'Reset the password', endsSessions: 'ends at once', makeOne: 'Make one', resetDone: 'The one-time password is set, and their sessions have ended', sessionEnded: /The session has ended/,
    disable: 'Disable', neverAgain: 'they never sign in again', disabled: (why) => `Disabled: ${why}`, changesNoMore: 'A disabled user changes no more', refused: /the user or the password is wrong, or the user is disabled/, askAdministrator: /ask the administrator/,
  },
};
