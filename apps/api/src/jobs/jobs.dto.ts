import { queueNames } from '@zhibu/application';
import type { QueueName } from '@zhibu/application';
import type { OutstandingWorkRow } from '@zhibu/projections';
import { ChoiceAsked, IntInQuery, PageQuery, TextAsked } from '../common/asked';
import { Bool, Choice, Instant, Int, One, Open_, Str } from '../common/shown';
import { TextView } from '../replay/replay.dto';

type WorkKind = OutstandingWorkRow['kind'];

export const workKinds = [
  'check-eligibility', 'close-notice', 'recheck-applications', 'grant-entitlement', 'exit-on-death', 'exit-on-move', 'follow-move', 'propose-reversal', 'carry-over-part', 'exit-after-check', 'build-chunks', 'reserve-funds', 'reserve-waiting', 'write-file',
  'release-batch', 'apply-returns', 'apply-reconciliation',
] as const satisfies readonly WorkKind[];

export class DeadLettersQuery {
  @IntInQuery('最多条数 / at most', 1, 200)
  limit?: number;
}

export class OutstandingQuery extends PageQuery {
  @ChoiceAsked('种类 / kind', workKinds, { optional: true })
  kind?: WorkKind;
}

export class RunAgainDto {
  @ChoiceAsked('队列 / queue', queueNames)
  queue!: QueueName;

  @TextAsked('任务编号 / id of the job', 300)
  jobId!: string;
}

export class QueueCountsView {
  @Choice('队列 / queue', queueNames)
  readonly queue!: QueueName;

  @Int('等待 / waiting')
  readonly waiting!: number;

  @Int('进行中 / active')
  readonly active!: number;

  @Int('未到时间 / delayed')
  readonly delayed!: number;

  @Int('失败 / dead letters')
  readonly failed!: number;
}

export class DeadLetterView {
  @Choice('队列 / queue', queueNames)
  readonly queue!: QueueName;

  @Str('任务编号 / id of the job')
  readonly jobId!: string;

  @Open_('内容 / payload; ids only')
  readonly payload!: unknown;

  @Instant('失败时间 / failed at')
  readonly failedAt!: string;

  @Int('尝试次数 / attempts')
  readonly attempts!: number;

  @One('原因 / reason', () => TextView)
  readonly reason!: TextView;
}

export class JobView {
  @Choice('队列 / queue', queueNames)
  readonly queue!: QueueName;

  @Str('任务编号 / id of the job')
  readonly jobId!: string;
}

export class OutstandingItem {
  @Str('编号 / id')
  readonly workId!: string;

  @Choice('种类 / kind', workKinds)
  readonly kind!: WorkKind;

  @Str('对象 / what it is about')
  readonly subject!: string;

  @Str('地区 / area', { nullable: true })
  readonly areaCode!: string | null;

  @Instant('自 / since')
  readonly since!: string;

  @Instant('不早于 / not before', { nullable: true })
  readonly notBefore!: string | null;

  @Str('受阻原因 / what holds it up', { nullable: true })
  readonly blockedBy!: string | null;

  @Bool('模拟时钟 / simulated clock')
  readonly simulated!: boolean;
}
