import { LocalDate, Month } from '@zhibu/kernel';
import { EntitlementEvent, ExitReason } from '@zhibu/domain';
import { Branch, Scheme } from '@zhibu/policy';
import { CommandContext } from '../execute/context';
import { Done, Outcome } from '../execute/outcome';

export interface EntitlementRef {
  readonly entitlementId: string;
}

/** One person of the register kept before this system. The person is registered, with facts. */
export interface CarryOverInput {
  readonly personKey: string;
  readonly scheme: Scheme;
  readonly branch: Branch | null;
  readonly startMonth: Month;
  /** Name and year of the register, for example `2015 年度名册`. */
  readonly register: string;
  /** Stable ids of those who confirmed then; they may not pay. */
  readonly confirmedBy: readonly string[];
  /** Day for which the conditions are checked. Default: today. */
  readonly on?: LocalDate;
}

type Written = Promise<Outcome<EntitlementEvent>>;

export interface EntitlementsService {
  /** After `ApplicationConfirmed`: start month and rate facts by the area's policy. Safe to repeat. */
  grantFor(context: CommandContext, input: { readonly applicationId: string }): Promise<Done<EntitlementRef>>;
  carryOver(context: CommandContext, input: CarryOverInput): Written;
  /** Many at once with few round trips; one outcome for each, in the order given. At most 1,000. */
  carryOverMany(context: CommandContext, inputs: readonly CarryOverInput[]): Promise<readonly Outcome<EntitlementEvent>[]>;
  suspend(context: CommandContext, input: EntitlementRef & { readonly fromMonth: Month; readonly reason: string }): Written;
  resume(context: CommandContext, input: EntitlementRef & { readonly fromMonth: Month; readonly backPay: boolean; readonly reason: string }): Written;
  changeBranch(context: CommandContext, input: EntitlementRef & { readonly toBranch: Branch; readonly fromMonth: Month; readonly reason: string }): Written;
  /** Yearly check: executes the rule on the facts known now. */
  reverify(context: CommandContext, input: EntitlementRef & { readonly year: number }): Written;
  exit(context: CommandContext, input: EntitlementRef & { readonly reason: ExitReason; readonly happenedOn: LocalDate }): Written;
  /** Ends every right of a person who died, on the day recorded of them; nothing when the death was taken back. Safe to repeat. */
  exitAllOnDeath(context: CommandContext, input: { readonly personKey: string }): Promise<Done<{ readonly exited: readonly string[] }>>;
}
