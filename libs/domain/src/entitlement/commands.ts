import { AreaCode, DomainCommand, LocalDate, Month } from '@zhibu/kernel';
import { Branch, EndOfPayment, RuleDecision, Scheme, StartMonth } from '@zhibu/policy';
import { EntitlementChange, ExitReason } from './events';

interface GrantData {
  readonly entitlementId: string;
  readonly personKey: string;
  readonly scheme: Scheme;
  readonly branch: Branch | null;
  readonly areaCode: AreaCode;
  readonly confirmedBy: readonly string[];
  readonly rateFacts: Readonly<Record<string, string | number | boolean>>;
}

interface CarriedOver {
  /** Title of the register kept before, as people know it. */
  readonly register: string;
  readonly registerId: string;
  readonly preparedBy: readonly string[];
  readonly approvedBy: readonly string[];
  /** Last month that was paid before; payment goes on in the next one. */
  readonly paidThrough: Month;
  /** Month from which the person was entitled, where the register says so. */
  readonly entitledFrom: Month | null;
  readonly decision: RuleDecision;
  readonly carriedOverOn: LocalDate;
}

export type EntitlementCommand =
  | DomainCommand<'GrantEntitlement', GrantData & { readonly applicationId: string; readonly start: StartMonth; readonly grantedOn: LocalDate }>
  | DomainCommand<'CarryOverEntitlement', GrantData & CarriedOver>
  /** What follows a confirmation when the right runs already, by a register or because its end was taken back. */
  | DomainCommand<'ConfirmEntitlementAgain', { readonly applicationId: string; readonly confirmedOn: LocalDate; readonly confirmedBy: readonly string[] }>
  | DomainCommand<'SuspendEntitlement', { readonly fromMonth: Month; readonly reason: string }>
  /** From this month or a later one, without back pay; whatever pays months that have passed is proposed. */
  | DomainCommand<'ResumeEntitlement', { readonly fromMonth: Month; readonly reason: string }>
  | DomainCommand<'ReverifyEntitlement', { readonly year: number; readonly decision: RuleDecision }>
  | DomainCommand<'ExitEntitlement', { readonly reason: ExitReason; readonly happenedOn: LocalDate; readonly end: EndOfPayment }>
  /** The person moved within the county: the new area counts from the month after the move. */
  | DomainCommand<'MoveEntitlementArea', { readonly toArea: AreaCode; readonly movedOn: LocalDate }>
  /** `proposedBy` names those a program proposes for; an officer proposes in their own name. */
  | DomainCommand<'ProposeChange', { readonly change: EntitlementChange; readonly reason: string; readonly proposedBy?: readonly string[] }>
  | DomainCommand<'ApproveChange', { readonly changeId: string }>
  | DomainCommand<'DeclineChange', { readonly changeId: string; readonly reason: string }>;
