import { LocalDate, Month, Result } from '@zhibu/kernel';
import { EntitlementChange, EntitlementEvent, ExitReason } from '@zhibu/domain';
import { CommandContext } from '../execute/context';
import { Done, Outcome } from '../execute/outcome';
import { DueAmounts } from '../payments/due-amounts';

export interface EntitlementRef {
  readonly entitlementId: string;
}

export interface ChangeRef extends EntitlementRef {
  readonly changeId: string;
}

type Written = Promise<Outcome<EntitlementEvent>>;

export interface EntitlementsService {
  /** After `ApplicationConfirmed`: start month and rate facts by the area's policy. Safe to repeat. */
  grantFor(context: CommandContext, input: { readonly applicationId: string }): Promise<Done<EntitlementRef>>;
  suspend(context: CommandContext, input: EntitlementRef & { readonly fromMonth: Month; readonly reason: string }): Written;
  /** From this month or a later one; refuses `entitlement.needs-approval` for months that have passed. */
  resume(context: CommandContext, input: EntitlementRef & { readonly fromMonth: Month; readonly reason: string }): Written;
  /** What pays months that have passed, changes the branch or takes back an end; somebody else approves it. */
  propose(context: CommandContext, input: EntitlementRef & { readonly change: EntitlementChange; readonly reason: string }): Promise<Done<ChangeRef>>;
  approve(context: CommandContext, input: ChangeRef): Written;
  decline(context: CommandContext, input: ChangeRef & { readonly reason: string }): Written;
  /** Yearly check: executes the rule on the facts known now. */
  reverify(context: CommandContext, input: EntitlementRef & { readonly year: number }): Written;
  exit(context: CommandContext, input: EntitlementRef & { readonly reason: ExitReason; readonly happenedOn: LocalDate }): Written;
  /** Months of a year that the right is owed for, with the amounts by the rates known now. Reads only. */
  amountsOfYear(input: EntitlementRef & { readonly year: number }): Promise<Result<DueAmounts>>;
  /** Ends every right of a person who died, on the day recorded of them; nothing when the death was taken back. Safe to repeat. */
  exitAllOnDeath(context: CommandContext, input: { readonly personKey: string }): Promise<Done<{ readonly exited: readonly string[] }>>;
}
