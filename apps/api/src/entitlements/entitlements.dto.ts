import { AreaPrefixAsked, ChoiceAsked, DayAsked, FlagAsked, IdAsked, IntAsked, IntInQuery, MonthAsked, PageQuery, PatternAsked, SchemeAsked, TextAsked } from '../common/asked';

export const entitlementStatuses = ['active', 'suspended', 'ended'] as const;
export const exitReasons = ['death', 'moved-out', 'child-added', 'child-recovered', 'wrongly-confirmed', 'child-age-reached', 'withdrawn'] as const;

export class ListEntitlementsQuery extends PageQuery {
  @AreaPrefixAsked()
  areaPrefix?: string;

  @SchemeAsked({ optional: true })
  scheme?: string;

  @ChoiceAsked('状态 / status', entitlementStatuses, { optional: true })
  status?: (typeof entitlementStatuses)[number];

  @IdAsked('人员编号 / person key', { optional: true })
  personKey?: string;

  @ChoiceAsked('只看有变更待审批的 / only those with a change that waits for approval', ['true', 'false'], { optional: true })
  pending?: 'true' | 'false';

  @IntInQuery('只看该年度应年审而未年审的在享资格 / only rights that run and still have to be checked for this year', 1980, 2200)
  uncheckedFor?: number;

  @ChoiceAsked('最近一次年审的结果 / answer of the last yearly check', ['yes', 'no', 'unknown'], { optional: true })
  verifiedAnswer?: 'yes' | 'no' | 'unknown';
}

export class AmountsQuery {
  @IntInQuery('年度 / year', 1980, 2200, {})
  year!: number;
}

export class SuspendDto {
  @MonthAsked('停发起始月 / first month without payment')
  fromMonth!: string;

  @TextAsked('理由 / reason', 500)
  reason!: string;
}

export class ChangeReasonDto {
  @TextAsked('理由 / reason', 500)
  reason!: string;
}

export class ProposeResumptionDto extends SuspendDto {
  @FlagAsked('补发停发期间 / pay the suspended months too')
  backPay!: boolean;
}

export class ProposeBranchDto extends SuspendDto {
  @PatternAsked('新类别 / new branch', /^[a-z][a-z0-9-]{0,59}$/)
  toBranch!: string;
}

export class ReverifyDto {
  @IntAsked('年审年度 / year', 1980, 2200)
  year!: number;
}

export const changeKinds = ['branch', 'resume', 'reverse-exit'] as const;

export class ExitDto {
  @ChoiceAsked('退出原因 / reason', exitReasons)
  reason!: (typeof exitReasons)[number];

  @DayAsked('发生日期 / happened on')
  happenedOn!: string;
}
