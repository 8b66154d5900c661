import { roles } from '@zhibu/kernel';
import type { Role, RoleGrant } from '@zhibu/kernel';
import { AreaAsked, ChoiceAsked, DayAsked, IdAsked, PageQuery, PartsAsked, PatternAsked, TextAsked } from '../common/asked';
import { Bool, Choice, Day, Int, Many, Str } from '../common/shown';

/** What somebody who had a hand in a case or a batch is called. */
export class OfficerView {
  @Str('用户编号 / user id')
  readonly userId!: string;

  @Str('显示名 / display name')
  readonly displayName!: string;
}

export class GrantDto implements RoleGrant {
  @ChoiceAsked('角色 / role', roles)
  role!: Role;

  @AreaAsked('地区，含其下各级 / area, with everything below it')
  areaCode!: string;
}

export class UsersQuery extends PageQuery {
  @ChoiceAsked('角色；与地区须为同一项授权 / role; of the same grant as the area', roles, { optional: true })
  role?: Role;

  @AreaAsked('地区，含其下各级 / area, with everything below it', { optional: true })
  area?: string;

  @ChoiceAsked('状态 / status', ['active', 'disabled'], { optional: true })
  status?: 'active' | 'disabled';
}

/** In a body, because an address is written to logs. */
export class SearchUsersDto extends UsersQuery {
  @TextAsked('编号或姓名的一部分 / part of the id or of the name', 100)
  words!: string;
}

export class DelegationsQuery extends PageQuery {
  @ChoiceAsked('received：您可代其行事的人（默认）；given：您所委托的人 / received: in whose name you may act (default); given: who may act in yours', ['received', 'given'], { optional: true })
  direction?: 'received' | 'given';
}

export class StandInsQuery extends PageQuery {
  @IdAsked('只看某人的委托，双向 / of one officer only, in either direction', { optional: true })
  userId?: string;
}

export class AddUserDto {
  @PatternAsked('用户编号 / user id', /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
  userId!: string;

  @TextAsked('显示名 / display name', 100)
  displayName!: string;

  @PartsAsked('角色 / roles', () => GrantDto, 20)
  roles!: GrantDto[];

  @TextAsked('一次性密码，10 位以上，本人登录后须先修改 / one-time password, 10 characters or more, to be changed at the first sign-in', 200)
  password!: string;
}

export class ChangeRolesDto {
  @PartsAsked('全部角色 / all roles', () => GrantDto, 20)
  roles!: GrantDto[];

  @TextAsked('理由 / reason', 500)
  reason!: string;
}

export class SetPasswordDto {
  @TextAsked('一次性密码，10 位以上，本人登录后须先修改 / one-time password, 10 characters or more, to be changed at the first sign-in', 200)
  password!: string;
}

export class DelegateDto {
  @PatternAsked('受托人 / who may act in your name', /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
  toUserId!: string;

  @DayAsked('截止日，含当日 / last day, included')
  untilDay!: string;
}

export class GrantView implements RoleGrant {
  @Choice('角色 / role', roles)
  readonly role!: Role;

  @Str('地区 / area')
  readonly areaCode!: string;
}

export class UserView {
  @Str('用户编号 / user id')
  readonly userId!: string;

  @Str('显示名 / display name')
  readonly displayName!: string;

  @Choice('种类 / kind', ['officer', 'automation'])
  readonly kind!: 'officer' | 'automation';

  @Many('角色 / roles', () => GrantView)
  readonly roles!: readonly GrantView[];

  @Bool('演示用户 / demo user')
  readonly demo!: boolean;

  @Str('停用原因 / why it is disabled', { nullable: true })
  readonly disabledReason!: string | null;

  @Int('版本 / version')
  readonly version!: number;
}

export class DelegationView {
  @Str('委托人 / officer')
  readonly userId!: string;

  @Str('受托人 / who may act')
  readonly toUserId!: string;

  @Day('截止日 / last day')
  readonly untilDay!: string;
}
