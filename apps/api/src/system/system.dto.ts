import { Bool, Choice, Instant, Int, Many, One, Str } from '../common/shown';
import { EngineHealthView, LagView, ReadModelHealthView } from '../health/health.dto';
import { QueueCountsView } from '../jobs/jobs.dto';
import { TextView } from '../replay/replay.dto';

export class FindingView {
  @Str('固定代码 / stable code', { example: 'read-model cases' })
  readonly check!: string;

  @One('看的是什么 / what was looked at', () => TextView)
  readonly title!: TextView;

  @Bool('正常 / well')
  readonly ok!: boolean;

  @One('实际 / found', () => TextView)
  readonly found!: TextView;

  @One('应为 / expected', () => TextView)
  readonly expected!: TextView;

  @One('下一步，正常时为 null / what to do next, null where all is well', () => TextView, { nullable: true })
  readonly todo!: TextView | null;
}

export class StoppedView {
  @Str('数据流 / stream')
  readonly stream!: string;

  @Int('第几条 / version in it')
  readonly version!: number;

  @Str('事件种类 / type of the event')
  readonly type!: string;

  @Str('原因 / reason')
  readonly reason!: string;
}

export class ReadModelStateView extends ReadModelHealthView {
  @One('名称 / title', () => TextView)
  readonly title!: TextView;

  @One('进度 / how far it has come', () => TextView)
  readonly lag!: TextView;

  @One('停在何处 / where it stands still', () => StoppedView, { nullable: true })
  readonly stoppedAt!: StoppedView | null;
}

export class FollowUpsView extends LagView {
  @One('进度 / how far it has come', () => TextView)
  readonly lag!: TextView;
}

export class QueueStateView extends QueueCountsView {
  @One('名称 / title', () => TextView)
  readonly title!: TextView;

  @Int('最早的已等毫秒数 / milliseconds that the oldest has waited')
  readonly oldestWaitingMs!: number;
}

export class EngineStateView extends EngineHealthView {
  @One('名称 / title', () => TextView)
  readonly title!: TextView;
}

export class ProcessView {
  @Choice('种类 / kind', ['api', 'worker', 'start', 'command'])
  readonly kind!: 'api' | 'worker' | 'start' | 'command';

  @Str('主机 / host')
  readonly host!: string;

  @Int('进程号 / process id')
  readonly pid!: number;

  @Str('程序指纹 / fingerprint of its code')
  readonly code!: string;

  @Instant('启动时间 / started at')
  readonly startedAt!: string;

  @Int('最近一次报到距今毫秒数 / milliseconds since it was last heard of')
  readonly silentMs!: number;
}

export class LeaseView {
  @Str('为何 / what for', { example: 'follow-ups/07' })
  readonly name!: string;

  @Str('持有者，无人持有为 null / who holds it, null where nobody does', { nullable: true })
  readonly owner!: string | null;

  @Instant('最近续期 / renewed at')
  readonly renewedAt!: string;

  @Bool('无人续期 / nobody renews it')
  readonly expired!: boolean;
}

export class SystemView {
  @Instant('所问时间 / asked at')
  readonly askedAt!: string;

  @Many('引擎 / engines', () => EngineStateView)
  readonly engines!: readonly EngineStateView[];

  @Many('查询表，未知为 null / read models, null when not known', () => ReadModelStateView, { nullable: true })
  readonly readModels!: readonly ReadModelStateView[] | null;

  @One('后续任务的生成，未知为 null / events that become jobs, null when not known', () => FollowUpsView, { nullable: true })
  readonly followUps!: FollowUpsView | null;

  @Many('队列，未知为 null / queues, null when not known', () => QueueStateView, { nullable: true })
  readonly queues!: readonly QueueStateView[] | null;

  @Many('进程，未知为 null / processes, null when not known', () => ProcessView, { nullable: true })
  readonly processes!: readonly ProcessView[] | null;

  @Many('租约，未知为 null / leases, null when not known', () => LeaseView, { nullable: true })
  readonly leases!: readonly LeaseView[] | null;

  @Many('逐项所见及下一步 / each thing that was looked at, with what to do next', () => FindingView)
  readonly findings!: readonly FindingView[];
}
