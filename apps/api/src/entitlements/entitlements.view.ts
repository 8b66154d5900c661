import type { EntitlementRow } from '@zhibu/projections';
import { Bool, Choice, Day, Int, Many, Str, Strs } from '../common/shown';
import { entitlementStatuses, exitReasons } from './entitlements.dto';

export class SuspensionView {
  @Str('停发起始月 / first month without payment')
  readonly fromMonth!: string;

  @Str('恢复月 / payment went on in', { nullable: true })
  readonly resumedFrom!: string | null;

  @Bool('补发 / months in between are paid')
  readonly backPay!: boolean;
}

export class EntitlementView {
  @Str('资格编号 / entitlement id')
  readonly entitlementId!: string;

  @Str('人员编号 / person key')
  readonly personKey!: string;

  @Str('项目 / scheme')
  readonly scheme!: string;

  @Str('类别 / branch', { nullable: true })
  readonly branch!: string | null;

  @Str('地区 / area')
  readonly areaCode!: string;

  @Choice('状态 / status', entitlementStatuses)
  readonly status!: EntitlementRow['status'];

  @Str('起发月 / first month paid')
  readonly startMonth!: string;

  @Str('末发月 / last month paid', { nullable: true })
  readonly lastMonth!: string | null;

  @Str('已列支至 / claimed through', { nullable: true })
  readonly claimedThrough!: string | null;

  @Many('停发 / suspensions', () => SuspensionView)
  readonly suspensions!: readonly SuspensionView[];

  @Strs('确认人 / confirmed by')
  readonly confirmedBy!: readonly string[];

  @Str('来自申请 / from application', { nullable: true })
  readonly applicationId!: string | null;

  @Bool('由旧名册转入 / taken over from an older register')
  readonly carriedOver!: boolean;

  @Int('最近年审年度 / last verified for', { nullable: true })
  readonly verifiedYear!: number | null;

  @Choice('年审结果 / answer of that check', ['yes', 'no', 'unknown'], { nullable: true })
  readonly verifiedAnswer!: EntitlementRow['verifiedAnswer'];

  @Choice('退出原因 / why it ended', exitReasons, { nullable: true })
  readonly exitReason!: EntitlementRow['exitReason'];

  @Day('退出日期 / ended on', { nullable: true })
  readonly exitedOn!: string | null;

  @Int('版本 / version')
  readonly version!: number;
}
