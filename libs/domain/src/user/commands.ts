import { DomainCommand, LocalDate, RoleGrant } from '@zhibu/kernel';

export type UserCommand =
  | DomainCommand<'AddUser', { readonly userId: string; readonly displayName: string; readonly kind: 'officer' | 'automation'; readonly roles: readonly RoleGrant[]; readonly demo: boolean }>
  | DomainCommand<'ChangeUserRoles', { readonly roles: readonly RoleGrant[]; readonly reason: string }>
  | DomainCommand<'DisableUser', { readonly reason: string }>
  /** An administrator sets a one-time password. The password itself is no part of any command. */
  | DomainCommand<'ResetPassword', Readonly<Record<string, never>>>
  /** The officer set a password of their own. */
  | DomainCommand<'ChangePassword', Readonly<Record<string, never>>>
  /** Goes to a stream of its own, so that the user's stream stays short. */
  | DomainCommand<'RecordSignIn', { readonly userId: string; readonly onBehalfOf: string | null; readonly oneTimePassword: boolean }>
  | DomainCommand<'GrantDelegation', { readonly toUserId: string; readonly untilDay: LocalDate }>
  | DomainCommand<'EndDelegation', { readonly toUserId: string }>;
