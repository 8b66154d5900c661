import type { DifferenceReason } from '@zhibu/application';
import { differenceReasonCodes } from '@zhibu/application';
import type { DifferenceKind } from '@zhibu/projections';
import { differenceKinds } from '@zhibu/projections';
import { Bool, Choice, Day, FenShown, Int, Many, One, Str } from '../common/shown';
import { TextView } from '../replay/replay.dto';

/** Why somebody differs, as the records tell it. What a code does not need is null. */
export class DifferenceReasonView implements DifferenceReason {
  @Choice('原因 / reason', differenceReasonCodes)
  readonly code!: DifferenceReason['code'];

  @Str('月 / month', { nullable: true })
  readonly month!: string | null;

  @Day('日期 / day', { nullable: true })
  readonly day!: string | null;

  @Str('未列入的代码、退出原因、另一项目、批次或类别 / code of what kept them off the list, reason of the exit, the other scheme, batch or branch', { nullable: true })
  readonly detail!: string | null;

  @One('标准的层 / layer of the rates', () => TextView, { nullable: true })
  readonly title!: TextView | null;

  @Str('现行标准的文号 / document of the rate now', { nullable: true })
  readonly source!: string | null;

  @Int('上期每月标准（分）或月数 / a month at the rate then, in fen, or months paid then', { nullable: true })
  readonly before!: number | null;

  @Int('本期每月标准（分）或月数 / the same now', { nullable: true })
  readonly after!: number | null;
}

/** One person who is new, gone, paid another amount or to another account. */
export class DifferenceItem {
  @Choice('类别：新增、退出、变动、换账户 / kind', differenceKinds)
  readonly kind!: DifferenceKind;

  @Str('资格 / entitlement')
  readonly entitlementId!: string;

  @Str('人员编号 / person key')
  readonly personKey!: string;

  @Str('地区 / area')
  readonly areaCode!: string;

  @Int('本期行号 / line here', { nullable: true })
  readonly lineNo!: number | null;

  @Int('上期行号 / line in the batch before', { nullable: true })
  readonly previousLineNo!: number | null;

  @FenShown('本期 / now', { nullable: true })
  readonly nowFen!: number | null;

  @FenShown('上期 / before', { nullable: true })
  readonly thenFen!: number | null;

  @Bool('换了账户 / goes to another account')
  readonly otherAccount!: boolean;

  @Many('原因 / reasons', () => DifferenceReasonView)
  readonly reasons!: readonly DifferenceReasonView[];
}
