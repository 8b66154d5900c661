import { Checkpoint, RecordedEvent } from '@zhibu/kernel';
import { UserEvent } from '@zhibu/domain';
import { userTimelineOf } from './user-words';

const userId = 'u';
const roles = [{ role: 'finance-approver' as const, areaCode: '990101000000' }];
const events: readonly UserEvent[] = [
  { type: 'UserAdded', data: { userId, displayName: '王五', kind: 'officer', roles, demo: false } },
  { type: 'UserSignedIn', data: { userId, onBehalfOf: null, oneTimePassword: true } },
  { type: 'UserPasswordChanged', data: { userId, on: '2016-03-01' } },
  { type: 'UserSignedIn', data: { userId, onBehalfOf: 'v', oneTimePassword: false } },
  { type: 'UserRolesChanged', data: { userId, roles: [], reason: '调岗' } },
  { type: 'DelegationGranted', data: { userId, toUserId: 'w', untilDay: '2016-03-31' } },
  { type: 'DelegationEnded', data: { userId, toUserId: 'w' } },
  { type: 'UserPasswordReset', data: { userId, resetBy: ['root'], on: '2016-03-02' } },
  { type: 'UserDisabled', data: { userId, reason: '离职' } },
];
const recorded = events.map((event, index): RecordedEvent => ({
  ...event,
  checkpoint: `${index}` as Checkpoint,
  meta: { id: `${index}`, stream: 'user-u', version: index + 1, schemaVersion: 1, recordedAt: '2016-03-01T00:00:00.000Z', simulated: false, actor: { userId: 'root', kind: 'officer', roles: [] }, causationId: '', correlationId: '', commandKey: '', commandHash: '', subjects: [] },
}));

describe('the history of an account', () => {
  it('says in both languages what was done to it and who signed in how', () => {
    const timeline = userTimelineOf(recorded);
    expect(timeline.map(({ what }) => what.zh)).toEqual([
      '添加用户 u（王五）：财政审核（990101000000）', '用一次性密码登录', '本人修改密码', '登录，代 v 办理', '角色改为：没有角色', '委托 w 代为办理', '终止对 w 的委托', '由 root 重设一次性密码', '停用',
    ]);
    expect(timeline.map(({ what }) => what.en)).toEqual([
      'Added the user u (王五): Finance approver (990101000000)', 'Signed in with a one-time password', 'Changed their own password', 'Signed in, acting for v', 'Changed the roles to no role',
      'Let w act in their name', 'Ended the delegation to w', 'root set a one-time password', 'Disabled',
    ]);
    expect(timeline[4]).toMatchObject({ who: { userId: 'root' }, why: [{ zh: '调岗' }] });
  });
  it('calls areas by their names where somebody knows them', () =>
    expect(userTimelineOf(recorded, () => ({ zh: '示例县', en: 'Example County' }))[0]?.what).toEqual({ zh: '添加用户 u（王五）：财政审核（示例县）', en: 'Added the user u (王五): Finance approver (Example County)' }));
  it('leaves out what is not about an account', () =>
    expect(userTimelineOf([{ ...recorded[0], type: 'PersonViewed', data: { personKey: 'p', viewedBy: userId, what: 'details', reason: 'x' } } as unknown as RecordedEvent])).toEqual([]));
});
