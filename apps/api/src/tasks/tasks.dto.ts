import { CaseItem } from '../applications/applications.view';
import { ChoiceAsked, DayAsked, PageQuery, SchemeAsked } from '../common/asked';
import { Bool, Choice, Day, FenShown, Int, Str } from '../common/shown';

export const timerKinds = ['notice-end', 'stage-deadline', 'batch-deadline', 'delegation-end'] as const;

export class ListTasksQuery extends PageQuery {
  @SchemeAsked({ optional: true })
  scheme?: string;

  @DayAsked('只看此日之前到期的 / only what is due before this day', { optional: true })
  dueBefore?: string;

  @ChoiceAsked('略去本人已参与的案件 / leave out cases one acted in', ['true', 'false'], { optional: true })
  withoutActed?: 'true' | 'false';
}

export class ListTimersQuery extends PageQuery {
  @DayAsked('截至此日 / those that fire by this day', { optional: true })
  dueBy?: string;

  @ChoiceAsked('种类 / kind', timerKinds, { optional: true })
  kind?: (typeof timerKinds)[number];
}

/** A day on which something happens or becomes late. */
export class TimerItem {
  @Str('编号 / id')
  readonly timerId!: string;

  @Choice('种类 / kind', timerKinds)
  readonly kind!: (typeof timerKinds)[number];

  @Str('申请、批次或用户编号 / id of the application, batch or user')
  readonly subject!: string;

  @Str('环节 / stage', { nullable: true })
  readonly stage!: string | null;

  @Str('项目 / scheme', { nullable: true })
  readonly scheme!: string | null;

  @Str('地区 / area')
  readonly areaCode!: string;

  @Day('触发日 / first day on which it fires')
  readonly dueOn!: string;

  @Bool('暂定：该年度节假日安排未录入 / provisional: the holidays of that year were not on record')
  readonly provisional!: boolean;

  @Bool('因异议暂停 / held by an objection')
  readonly held!: boolean;
}

/** A case that somebody else, a day or the automation has to move on. */
export class WaitingCaseItem extends CaseItem {
  @Day('自何日起处于此环节或状态 / since when it stands at that stage or status')
  readonly since!: string;
}

/** Money that came back from the bank and waits until its owner names another account. */
export class ReturnedMoneyItem {
  @Str('批次 / batch')
  readonly batchId!: string;

  @Int('行号 / line')
  readonly lineNo!: number;

  @Str('人员编号 / person key')
  readonly personKey!: string;

  @Str('资格 / entitlement')
  readonly entitlementId!: string;

  @Str('地区 / area')
  readonly areaCode!: string;

  @FenShown('金额 / amount')
  readonly amountFen!: number;

  @Str('退回原因 / why it came back', { nullable: true })
  readonly reason!: string | null;

  @Day('退回日期 / day on which it came back', { nullable: true })
  readonly settledOn!: string | null;
}
