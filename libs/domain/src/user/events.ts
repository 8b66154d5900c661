import { DomainEvent, LocalDate, RoleGrant, describeEvents } from '@zhibu/kernel';

/** Stream `user-<userId>`. Credentials are not events; they stand in a table of their own. */
export type UserEvent =
  | DomainEvent<'UserAdded', { readonly userId: string; readonly displayName: string; readonly kind: 'officer' | 'automation'; readonly roles: readonly RoleGrant[]; readonly demo: boolean }>
  | DomainEvent<'UserRolesChanged', { readonly userId: string; readonly roles: readonly RoleGrant[]; readonly reason: string }>
  | DomainEvent<'UserDisabled', { readonly userId: string; readonly reason: string }>
  /** A one-time password was set by others; it opens nothing but the change of itself. `resetBy` holds stable ids. */
  | DomainEvent<'UserPasswordReset', { readonly userId: string; readonly resetBy: readonly string[]; readonly on: LocalDate }>
  | DomainEvent<'UserPasswordChanged', { readonly userId: string; readonly on: LocalDate }>
  /** Stream `signins-<userId>`. */
  | DomainEvent<'UserSignedIn', { readonly userId: string; readonly onBehalfOf: string | null; readonly oneTimePassword: boolean }>
  /** The officer allows another to act in their name until the day given. */
  | DomainEvent<'DelegationGranted', { readonly userId: string; readonly toUserId: string; readonly untilDay: string }>
  | DomainEvent<'DelegationEnded', { readonly userId: string; readonly toUserId: string }>;

const spec = { schemaVersion: 1, subjects: [], personal: [] };

export const userEventSpecs = describeEvents<UserEvent>()({ UserAdded: spec, UserRolesChanged: spec, UserDisabled: spec, UserPasswordReset: spec, UserPasswordChanged: spec, UserSignedIn: spec, DelegationGranted: spec, DelegationEnded: spec });
