import { AreaAsked, AreaPrefixAsked, ChoiceAsked, DayAsked, IdAsked, PageQuery, SchemeAsked } from '../common/asked';
import { stageLevels } from '../applications/applications.view';
import { Bool, Choice, Day, Int, Str, Strs } from '../common/shown';

export class RunningNoticesQuery {
  @AreaPrefixAsked()
  areaPrefix?: string;

  @SchemeAsked({ optional: true })
  scheme?: string;

  @ChoiceAsked('级别 / level', stageLevels, { optional: true })
  level?: (typeof stageLevels)[number];
}

/** With `stage`, `boardArea`, `postedOn` and `lastDay` of a running notice: that one list. */
export class ListNoticesQuery extends PageQuery {
  @AreaPrefixAsked()
  areaPrefix?: string;

  @SchemeAsked({ optional: true })
  scheme?: string;

  @ChoiceAsked('级别 / level', stageLevels, { optional: true })
  level?: (typeof stageLevels)[number];

  @IdAsked('环节 / stage', { optional: true })
  stage?: string;

  @AreaAsked('张贴地区 / area where it hangs', { optional: true })
  boardArea?: string;

  @DayAsked('张贴日期 / posted on', { optional: true })
  postedOn?: string;

  @DayAsked('公示末日 / last day', { optional: true })
  lastDay?: string;
}

/** One list as it hangs, with its days counted by the calendar of the county. */
export class RunningNoticeView {
  @Str('项目 / scheme')
  readonly scheme!: string;

  @Str('流程 / procedure')
  readonly procedureId!: string;

  @Int('流程版本 / version of the procedure')
  readonly procedureVersion!: number;

  @Str('环节 / stage')
  readonly stage!: string;

  @Choice('级别 / level', stageLevels, { nullable: true })
  readonly level!: (typeof stageLevels)[number] | null;

  @Str('张贴地区 / area where it hangs')
  readonly boardArea!: string;

  @Day('张贴日期，当日不计 / posted on; that day does not count')
  readonly postedOn!: string;

  @Day('公示末日（含） / last day, included')
  readonly lastDay!: string;

  @Bool('末日暂定：该年度节假日安排未录入 / provisional: the holidays of that year are not on record')
  readonly provisional!: boolean;

  @Choice('按工作日或自然日计 / counted in working or calendar days', ['working', 'calendar'], { nullable: true })
  readonly dayKind!: 'working' | 'calendar' | null;

  @Int('应公示天数 / days that it has to hang', { nullable: true })
  readonly days!: number | null;

  @Int('已满天数，今日不计 / full days so far, without today')
  readonly daysHung!: number;

  @Int('尚余天数，含今日 / days left, today included')
  readonly daysLeft!: number;

  @Strs('其间不计的日子：周末与节假日 / days in between that do not count: weekends and holidays')
  readonly daysOff!: readonly string[];

  @Int('您可见的人数 / entries that you see')
  readonly entries!: number;

  @Int('其中有未决异议的 / of these held by an objection')
  readonly held!: number;

  @Bool('名单全部在您管辖范围内 / all of the list is in your scope')
  readonly whole!: boolean;
}

/** One entry of a public list: masked, without account and without the branch, which would tell of a death. */
export class NoticeItem {
  @Str('申请编号 / application id')
  readonly applicationId!: string;

  @Str('姓名，已遮盖 / name, masked', { nullable: true, example: '王*明' })
  readonly name!: string | null;

  @Str('身份证号，已遮盖 / ID number, masked', { nullable: true })
  readonly idNumber!: string | null;

  @Str('项目 / scheme')
  readonly scheme!: string;

  @Str('村（社区）代码 / village')
  readonly areaCode!: string;

  @Choice('级别 / level', stageLevels, { nullable: true })
  readonly level!: (typeof stageLevels)[number] | null;

  @Day('公示末日 / last day', { nullable: true })
  readonly lastDay!: string | null;

  @Int('未决异议 / open objections')
  readonly openObjections!: number;

  @Int('版本 / version')
  readonly version!: number;
}
