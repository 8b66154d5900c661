import { DomainCommand, LocalDate, RoleGrant } from '@zhibu/kernel';

export type UserCommand =
  | DomainCommand<'AddUser', { readonly userId: string; readonly displayName: string; readonly kind: 'officer' | 'automation'; readonly roles: readonly RoleGrant[]; readonly demo: boolean }>
  | DomainCommand<'ChangeUserRoles', { readonly roles: readonly RoleGrant[]; readonly reason: string }>
  | DomainCommand<'DisableUser', { readonly reason: string }>
  | DomainCommand<'GrantDelegation', { readonly toUserId: string; readonly untilDay: LocalDate }>
  | DomainCommand<'EndDelegation', { readonly toUserId: string }>;
