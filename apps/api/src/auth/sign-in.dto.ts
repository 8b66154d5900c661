import { TextAsked } from '../common/asked';
import { Bool, Choice, Instant, Many, One, Str } from '../common/shown';
import { GrantView } from '../users/users.dto';

export class SignInDto {
  @TextAsked('用户名 / user id', 64, { example: 'county-1' })
  userId!: string;

  @TextAsked('密码 / password', 200)
  password!: string;

  @TextAsked('代其行事的用户名，须有有效委托 / act in the name of this user, under a delegation that holds', 64, { optional: true })
  onBehalfOf?: string;
}

export class ChangePasswordDto {
  @TextAsked('现在的密码 / present password', 200)
  current!: string;

  @TextAsked('新密码，10 位以上 / new password, 10 characters or more', 200)
  next!: string;
}

export class ActorView {
  @Str('用户名 / user id')
  readonly userId!: string;

  @Choice('种类 / kind', ['officer', 'automation'])
  readonly kind!: 'officer' | 'automation';

  @Many('角色 / roles', () => GrantView)
  readonly roles!: readonly GrantView[];

  @Str('代其行事 / on behalf of', { optional: true })
  readonly onBehalfOf?: string;
}

export class CurrentView extends ActorView {
  @Bool('须先修改密码 / the password has to be changed before anything else')
  readonly mustChangePassword!: boolean;
}

export class SignedInView {
  /** For programs, as `Authorization: Bearer`. A browser has the cookie and need not look at it. */
  @Str('令牌，供程序使用 / token, for programs')
  readonly token!: string;

  @Instant('到期 / ends at the latest at')
  readonly expiresAt!: string;

  @Bool('须先修改密码，此前其他操作均被拒绝 / the password has to be changed; nothing else works before')
  readonly mustChangePassword!: boolean;

  @One('用户 / user', () => ActorView)
  readonly actor!: ActorView;
}
