import { AreaCode, DomainCommand, LocalDate, Month } from '@zhibu/kernel';
import { Branch, RuleDecision, Scheme } from '@zhibu/policy';
import { ExitReason } from './events';

/** How an area starts and stops payment; from the policy layers. */
export interface StartStopRules {
  readonly start: 'birthday-year' | 'birthday-month' | 'confirmation-month' | 'certificate-month';
  readonly stop: 'next-month' | 'year-end' | 'alive-on-payment-date';
  readonly backPay: boolean;
}

interface GrantData {
  readonly entitlementId: string;
  readonly personKey: string;
  readonly scheme: Scheme;
  readonly branch: Branch | null;
  readonly areaCode: AreaCode;
  readonly startMonth: Month;
  readonly confirmedBy: readonly string[];
  readonly rateFacts: Readonly<Record<string, string | number | boolean>>;
}

export type EntitlementCommand =
  | DomainCommand<'GrantEntitlement', GrantData & { readonly applicationId: string; readonly grantedOn: LocalDate }>
  | DomainCommand<'CarryOverEntitlement', GrantData & { readonly register: string; readonly decision: RuleDecision; readonly carriedOverOn: LocalDate }>
  | DomainCommand<'ChangeBranch', { readonly toBranch: Branch; readonly fromMonth: Month; readonly reason: string }>
  | DomainCommand<'SuspendEntitlement', { readonly fromMonth: Month; readonly reason: string }>
  | DomainCommand<'ResumeEntitlement', { readonly fromMonth: Month; readonly backPay: boolean; readonly reason: string }>
  | DomainCommand<'ReverifyEntitlement', { readonly year: number; readonly decision: RuleDecision }>
  | DomainCommand<'ExitEntitlement', { readonly reason: ExitReason; readonly happenedOn: LocalDate; readonly rules: StartStopRules }>;
