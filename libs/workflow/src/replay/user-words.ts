import { RecordedEvent, RoleGrant, Text, roleTitles, text } from '@zhibu/kernel';
import { ZhibuEvent } from '@zhibu/domain';
import { TimelineEntry, entryOf } from './timeline';
import { Words } from './words';

/** What an area is called. */
type AreaTitle = (code: string) => Text;

const grants = (roles: readonly RoleGrant[], area: AreaTitle): Text => {
  if (roles.length === 0) return text('没有角色', 'no role');
  const shown = roles.map(({ role, areaCode }) => ({ role: roleTitles[role], area: area(areaCode) }));
  return text(shown.map((each) => `${each.role.zh}（${each.area.zh}）`).join('、'), shown.map((each) => `${each.role.en} (${each.area.en})`).join(', '));
};

/** An officer's account: roles, delegations, passwords and sign-ins. Passwords themselves are nowhere. */
const userWords = (event: ZhibuEvent, area: AreaTitle): Words | null => {
  switch (event.type) {
    case 'UserAdded': {
      const roles = grants(event.data.roles, area);
      return { what: text(`添加用户 ${event.data.userId}（${event.data.displayName}）：${roles.zh}`, `Added the user ${event.data.userId} (${event.data.displayName}): ${roles.en}`) };
    }
    case 'UserRolesChanged': {
      const roles = grants(event.data.roles, area);
      return { what: text(`角色改为：${roles.zh}`, `Changed the roles to ${roles.en}`), why: [text(event.data.reason, event.data.reason)] };
    }
    case 'UserDisabled':
      return { what: text('停用', 'Disabled'), why: [text(event.data.reason, event.data.reason)] };
    case 'DelegationGranted':
      return { what: text(`委托 ${event.data.toUserId} 代为办理`, `Let ${event.data.toUserId} act in their name`), to: event.data.untilDay };
    case 'DelegationEnded':
      return { what: text(`终止对 ${event.data.toUserId} 的委托`, `Ended the delegation to ${event.data.toUserId}`) };
    case 'UserPasswordReset':
      return { what: text(`由 ${event.data.resetBy.join('、')} 重设一次性密码`, `${event.data.resetBy.join(', ')} set a one-time password`), from: event.data.on };
    case 'UserPasswordChanged':
      return { what: text('本人修改密码', 'Changed their own password'), from: event.data.on };
    case 'UserSignedIn': {
      const { onBehalfOf, oneTimePassword } = event.data;
      const [zh, en] = [onBehalfOf === null ? '' : `，代 ${onBehalfOf} 办理`, onBehalfOf === null ? '' : `, acting for ${onBehalfOf}`];
      return { what: oneTimePassword ? text(`用一次性密码登录${zh}`, `Signed in with a one-time password${en}`) : text(`登录${zh}`, `Signed in${en}`) };
    }
    default:
      return null;
  }
};

/** Pure: what happened to an officer's account in plain words, in the order given. Areas that nobody names are told by their codes. */
export const userTimelineOf = (events: readonly RecordedEvent[], area: AreaTitle = (code) => text(code, code)): readonly TimelineEntry[] =>
  events.flatMap((event) => {
    const words = userWords(event as unknown as ZhibuEvent, area);
    return words === null ? [] : [entryOf(event, words)];
  });
