import { Actor, LocalDate, RecordedEvent, Result, RoleGrant } from '@zhibu/kernel';
import { AccessLogEvent, Listing, LookPurpose, UserEvent } from '@zhibu/domain';
import { CommandContext } from '../execute/context';
import { Outcome } from '../execute/outcome';

type Written = Promise<Outcome<UserEvent>>;

export interface UsersService {
  add(context: CommandContext, input: { readonly userId: string; readonly displayName: string; readonly kind: 'officer' | 'automation'; readonly roles: readonly RoleGrant[]; readonly demo: boolean }): Written;
  changeRoles(context: CommandContext, input: { readonly userId: string; readonly roles: readonly RoleGrant[]; readonly reason: string }): Written;
  disable(context: CommandContext, input: { readonly userId: string; readonly reason: string }): Written;
  /** To be recorded before a one-time password is set. Refuses whoever is no administrator of the user's areas, and the user. */
  resetPassword(context: CommandContext, input: { readonly userId: string }): Written;
  /** The officer set a password of their own. */
  changePassword(context: CommandContext, input: { readonly userId: string }): Written;
  recordSignIn(context: CommandContext, input: { readonly userId: string; readonly onBehalfOf: string | null; readonly oneTimePassword: boolean }): Written;
  /** The user's own events and the last 100 sign-ins, in the order they were recorded. */
  history(userId: string): Promise<readonly RecordedEvent[]>;
  /** The officer lets another act in their name until the day given. */
  grantDelegation(context: CommandContext, input: { readonly userId: string; readonly toUserId: string; readonly untilDay: LocalDate }): Written;
  endDelegation(context: CommandContext, input: { readonly userId: string; readonly toUserId: string }): Written;
  /**
   * Who acts, from the user's own stream. With `onBehalfOf` the roles are those of the officer behind, and only
   * while a delegation holds. Refuses `user.not-found`, `user.disabled`, `user.no-delegation`.
   */
  resolveActor(userId: string, today: LocalDate, onBehalfOf?: string): Promise<Result<Actor>>;
}

export interface AccessLogService {
  /** Called before anything about a person is shown. Refuses an empty reason. */
  recordView(context: CommandContext, input: { readonly personKey: string; readonly what: 'details' | 'history' | 'number' | 'account'; readonly reason: string }): Promise<Outcome<AccessLogEvent>>;
  /** Called before a list of people is shown, with everybody in it (500 at most). A search needs a reason in words. */
  recordListing(context: CommandContext, input: { readonly what: Listing; readonly personKeys: readonly string[]; readonly purpose: LookPurpose; readonly reason: string | null }): Promise<Outcome<AccessLogEvent>>;
}
