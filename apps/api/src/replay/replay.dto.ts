import { DayAsked, IdAsked, InstantAsked, PartAsked, TextAsked } from '../common/asked';
import { Bool, Day, Instant, Int, Many, One, Open_, Str } from '../common/shown';

/** What the replay is about: a person or one application. */
export class SubjectDto {
  @IdAsked('人员编号 / person key', { optional: true })
  personKey?: string;

  @IdAsked('申请编号 / application id', { optional: true })
  applicationId?: string;
}

export class TimelineDto {
  @PartAsked('人员或申请，二者其一 / a person or an application, one of the two', () => SubjectDto)
  subject!: SubjectDto;

  @TextAsked('查看理由，会被记录 / reason, which is recorded', 500)
  reason!: string;
}

/** Known then, and in force on that day: two times, asked together. */
export class MomentDto {
  @InstantAsked('当时已记录的 / only what was recorded by then')
  knownAt!: string;

  @DayAsked('在此日有效的 / in force on that day')
  inForceOn!: string;
}

export class StateDto extends TimelineDto {
  @PartAsked('时点 / moment', () => MomentDto)
  moment!: MomentDto;
}

export class ChangesDto extends TimelineDto {
  @PartAsked('之前 / before', () => MomentDto)
  before!: MomentDto;

  @PartAsked('之后 / after', () => MomentDto)
  after!: MomentDto;
}

export class TextView {
  @Str('中文 / Chinese')
  readonly zh!: string;

  @Str('英文 / English')
  readonly en!: string;
}

export class WhoView {
  @Str('用户 / user')
  readonly userId!: string;

  @Str('委托人 / on behalf of', { nullable: true })
  readonly onBehalfOf!: string | null;
}

export class TimelineItem {
  @Str('数据流 / stream')
  readonly stream!: string;

  @Int('版本 / version')
  readonly version!: number;

  @Str('事件 / event')
  readonly type!: string;

  @Instant('记录时间 / recorded at')
  readonly recordedAt!: string;

  @Bool('模拟时钟 / simulated clock')
  readonly simulated!: boolean;

  @Day('有效自 / in force from', { nullable: true })
  readonly inForceFrom!: string | null;

  @Day('有效至 / in force to', { nullable: true })
  readonly inForceTo!: string | null;

  @One('办理人 / who', () => WhoView)
  readonly who!: WhoView;

  @One('何事 / what', () => TextView)
  readonly what!: TextView;

  @Many('依据 / why', () => TextView)
  readonly why!: readonly TextView[];
}

export class StateLineView {
  @Str('键 / key')
  readonly key!: string;

  @One('项目 / label', () => TextView)
  readonly label!: TextView;

  @One('内容 / value', () => TextView)
  readonly value!: TextView;
}

export class ReplayStateView {
  @Str('人员编号 / person key')
  readonly personKey!: string;

  @Instant('当时已记录的 / known at')
  readonly knownAt!: string;

  @Day('在此日有效的 / in force on')
  readonly inForceOn!: string;

  @Many('状态 / lines', () => StateLineView)
  readonly lines!: readonly StateLineView[];
}

export class StateChangeView {
  @Str('键 / key')
  readonly key!: string;

  @One('项目 / label', () => TextView)
  readonly label!: TextView;

  @One('之前 / before', () => TextView, { nullable: true })
  readonly before!: TextView | null;

  @One('之后 / after', () => TextView, { nullable: true })
  readonly after!: TextView | null;
}

export class RecordedEventView {
  @Str('数据流 / stream')
  readonly stream!: string;

  @Int('版本 / version')
  readonly version!: number;

  @Str('事件 / event')
  readonly type!: string;

  @Instant('记录时间 / recorded at')
  readonly recordedAt!: string;

  @Bool('模拟时钟 / simulated clock')
  readonly simulated!: boolean;

  @One('办理人 / who', () => WhoView)
  readonly who!: WhoView;

  @Open_('内容，仅含此人 / content, of this person only')
  readonly data!: unknown;
}

export class AreaNameView {
  @Str('地区代码 / area code')
  readonly code!: string;

  @One('全称 / full name', () => TextView)
  readonly name!: TextView;
}

/** What the timeline, the state and the changes of any moment are made of, with the names of the areas in it. */
export class RecordedHistoryView {
  @Str('人员编号 / person key')
  readonly personKey!: string;

  @Many('事件 / events', () => RecordedEventView)
  readonly events!: readonly RecordedEventView[];

  @Many('所涉地区 / areas in them', () => AreaNameView)
  readonly areas!: readonly AreaNameView[];
}
