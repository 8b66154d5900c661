import { AreaPrefixAsked, BranchAsked, ChoiceAsked, DayAsked, FlagAsked, IdAsked, IntAsked, MonthAsked, PageQuery, PatternAsked, SchemeAsked, TextAsked, TextsAsked } from '../common/asked';

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
}

export class CarryOverDto {
  @IdAsked('人员编号 / person key')
  personKey!: string;

  @SchemeAsked()
  scheme!: string;

  @BranchAsked()
  branch!: string | null;

  @MonthAsked('起发月 / first month paid')
  startMonth!: string;

  @TextAsked('原名册 / register kept before', 200, { example: '2015 年度名册' })
  register!: string;

  @TextsAsked('当时的确认人，不得经办发放 / who confirmed then; they may not pay', 50, 64)
  confirmedBy!: string[];

  @DayAsked('核查所依据的日期 / day the conditions are checked for', { optional: true })
  on?: string;
}

export class SuspendDto {
  @MonthAsked('停发起始月 / first month without payment')
  fromMonth!: string;

  @TextAsked('理由 / reason', 500)
  reason!: string;
}

export class ResumeDto extends SuspendDto {
  @FlagAsked('补发停发期间 / pay the months in between')
  backPay!: boolean;
}

export class ChangeBranchDto extends SuspendDto {
  @PatternAsked('新类别 / new branch', /^[a-z][a-z0-9-]{0,59}$/)
  toBranch!: string;
}

export class ReverifyDto {
  @IntAsked('年审年度 / year', 1980, 2200)
  year!: number;
}

export class ExitDto {
  @ChoiceAsked('退出原因 / reason', exitReasons)
  reason!: (typeof exitReasons)[number];

  @DayAsked('发生日期 / happened on')
  happenedOn!: string;
}
