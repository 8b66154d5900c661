import { listings, lookPurposes } from '@zhibu/domain';
import type { LookPurpose } from '@zhibu/domain';
import { IdAsked, PageQuery } from '../common/asked';
import { Choice, Instant, Int, Str } from '../common/shown';

export class AccessLogQuery extends PageQuery {
  @IdAsked('人员编号 / person key', { optional: true })
  personKey?: string;

  @IdAsked('查看人 / who looked', { optional: true })
  viewedBy?: string;
}

const looks = ['details', 'history', 'number', 'account', ...listings] as const;

export class LookItem {
  @Str('人员编号 / person key')
  readonly personKey!: string;

  @Str('查看人 / who looked')
  readonly viewedBy!: string;

  @Str('代谁查看 / in whose name', { nullable: true })
  readonly onBehalfOf!: string | null;

  @Choice('查看内容；列表、查找、概要均已遮盖，材料为原件 / what; lists, searches and summaries are masked, evidence is shown as it is', looks)
  readonly what!: (typeof looks)[number];

  @Int('同时显示的人数 / people shown at once')
  readonly together!: number;

  @Choice('事由 / purpose', lookPurposes, { nullable: true })
  readonly purpose!: LookPurpose | null;

  @Str('理由；按事由查看时为 null / reason; null where the purpose says it', { nullable: true })
  readonly reason!: string | null;

  @Instant('时间 / when')
  readonly viewedAt!: string;
}
