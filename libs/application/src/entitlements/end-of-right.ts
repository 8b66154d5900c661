import { LocalDate, Result, monthOf } from '@zhibu/kernel';
import { EntitlementState, areaIn } from '@zhibu/domain';
import { EndOfPayment, EndQuestion, PolicySet } from '@zhibu/policy';

type Right = Pick<EntitlementState, 'scheme' | 'branches' | 'areas' | 'areaCode'>;

/** What the rules are asked about an end: the area of the month in which it happened sets the rule. */
export const endQuestionOf = (right: Right, reason: string, happenedOn: LocalDate): EndQuestion => ({
  scheme: right.scheme,
  branch: right.branches.at(-1)?.branch ?? null,
  areaCode: areaIn(right, monthOf(happenedOn)),
  reason,
  happenedOn,
});

export const endOf = (policies: PolicySet, right: Right, reason: string, happenedOn: LocalDate): Result<EndOfPayment> => policies.endOfPayment(endQuestionOf(right, reason, happenedOn));
