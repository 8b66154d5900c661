import type { EntitlementRow } from '@zhibu/projections';
import { MonthPaidView, RatesUsedView } from '../batches/line-amount.view';
import { Bool, Choice, Day, FenShown, Int, Many, Str, Strs } from '../common/shown';
import { ComponentView } from '../policies/policies.view';
import { OfficerView } from '../users/users.dto';
import { changeKinds, entitlementStatuses, exitReasons } from './entitlements.dto';

export class SuspensionView {
  @Str('停发起始月 / first month without payment')
  readonly fromMonth!: string;

  @Str('恢复月 / payment went on in', { nullable: true })
  readonly resumedFrom!: string | null;

  @Bool('补发 / months in between are paid')
  readonly backPay!: boolean;
}

/** Waits for somebody who took no part in proposing it. The reason is told by the history of the person. */
export class PendingChangeView {
  @Str('变更编号 / change id')
  readonly changeId!: string;

  @Choice('种类：变更类别、恢复发放、撤销退出 / kind', changeKinds)
  readonly kind!: (typeof changeKinds)[number];

  @Str('新类别 / new branch', { nullable: true })
  readonly toBranch!: string | null;

  @Str('起始月 / from month', { nullable: true })
  readonly fromMonth!: string | null;

  @Bool('补发 / with back pay')
  readonly backPay!: boolean;

  @Strs('提出人，不得审批 / who proposed it; they may not approve')
  readonly proposedBy!: readonly string[];

  @Day('提出日期 / proposed on')
  readonly proposedOn!: string;
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

  @Many('待他人审批的变更 / changes that wait for approval', () => PendingChangeView)
  readonly pending!: readonly PendingChangeView[];

  @Strs('参与决定的人，不得经办发放 / who decided on it; they may not pay it')
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

  @Many('参与决定或提出变更的人的名字，只在单项中给出 / names of those who decided or proposed; given for one right only', () => OfficerView, { optional: true })
  readonly officers?: readonly OfficerView[];
}

/** What a right is worth in the months of a year; what was paid of it stands on the lists. */
export class AmountsOfYearView {
  @Int('年度 / year')
  readonly year!: number;

  @FenShown('合计 / total')
  readonly totalFen!: number;

  @Many('逐月 / by month', () => MonthPaidView)
  readonly months!: readonly MonthPaidView[];

  @Many('逐层，含出资 / by layer, with its funders', () => ComponentView)
  readonly components!: readonly ComponentView[];

  @Many('依据：连续月份的类别与地区 / basis: branch and area of consecutive months', () => RatesUsedView)
  readonly basis!: readonly RatesUsedView[];
}

export class ChangeProposedView {
  @Str('资格编号 / entitlement id')
  readonly entitlementId!: string;

  @Str('变更编号 / change id')
  readonly changeId!: string;

  @Int('写入后的版本 / version after it')
  readonly version!: number;

  @Bool('同一请求先前已办理 / the same request was done before')
  readonly duplicate!: boolean;
}
