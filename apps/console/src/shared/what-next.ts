import { Text, text } from '@zhibu/kernel';

const mend = text('按“应为”更正后再试；已填写的内容仍在', 'Mend it as expected and try again; what you typed is still there');
const later = text('请稍候再试；已填写的内容仍在', 'Wait a little and try again; what you typed is still there');
const anew = text('情况已经变化：刷新页面，看过现在的情况再办理', 'Things have changed: reload the page, see how they stand now, and go on from there');
const elsewhere = text('请由有此职责、管辖该地区的人员办理；本应由您办理的，请管理员核对您的角色', 'Somebody with this duty in this area does it; if that is you, ask the administrator to look at your roles');

const byCode: Readonly<Record<string, Text>> = {
  'identity.sign-in-failed': text('核对用户名和密码；忘记密码的，请管理员发一次性密码', 'Check the user name and the password; if you forgot it, the administrator gives you a one-time password'),
  'identity.locked': text('请到所示时间之后再试，或请管理员重设密码', 'Try again after the time that is shown, or ask the administrator for a new password'),
  'auth.password-change-required': text('请先更改密码', 'Change your password first'),
};

const byStatus: Readonly<Record<number, Text>> = {
  401: text('请重新登录；已填写的内容仍在', 'Sign in again; what you typed is still there'),
  403: elsewhere,
  404: text('请返回列表或重新查找：也可能不在您的地区', 'Go back to the list or search again: it may also lie outside your area'),
  409: anew,
  410: text('个人资料已依法删除，无法恢复', 'The personal data were erased as the law asks and cannot come back'),
  412: anew,
  413: text('请拆分或缩小后再试', 'Split it or make it smaller, and try again'),
  429: later,
};

const faultsFrom = 500;
const fault = text('稍后重试，同一操作不会办理两次；反复出现的，请把编号告诉管理员', 'Try again later, nothing is done twice; if it keeps happening, give the administrator the number');

/** What the reader does after a refusal with this code and HTTP status. */
export const whatNext = ({ code, status }: { readonly code: string; readonly status: number }): Text => byCode[code] ?? byStatus[status] ?? (status >= faultsFrom ? fault : mend);
