import { ChoiceAsked, AreaPrefixAsked, PageQuery, SchemeAsked } from '../common/asked';
import { stageLevels } from '../applications/applications.view';
import { Choice, Day, Int, Str } from '../common/shown';

export class ListNoticesQuery extends PageQuery {
  @AreaPrefixAsked()
  areaPrefix?: string;

  @SchemeAsked({ optional: true })
  scheme?: string;

  @ChoiceAsked('级别 / level', stageLevels, { optional: true })
  level?: (typeof stageLevels)[number];
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
}
