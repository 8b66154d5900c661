import { IdAsked, PageQuery } from '../common/asked';
import { Choice, Instant, Str } from '../common/shown';

export class AccessLogQuery extends PageQuery {
  @IdAsked('人员编号 / person key', { optional: true })
  personKey?: string;

  @IdAsked('查看人 / who looked', { optional: true })
  viewedBy?: string;
}

export class LookItem {
  @Str('人员编号 / person key')
  readonly personKey!: string;

  @Str('查看人 / who looked')
  readonly viewedBy!: string;

  @Choice('查看内容 / what', ['details', 'history', 'number', 'account'])
  readonly what!: 'details' | 'history' | 'number' | 'account';

  @Str('理由 / reason')
  readonly reason!: string;

  @Instant('时间 / when')
  readonly viewedAt!: string;
}
