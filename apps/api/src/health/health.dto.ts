import { Bool, Choice, Int, Many, One, Str } from '../common/shown';

export class AliveView {
  @Choice('状态 / status', ['ok'])
  readonly status!: 'ok';
}

export class EngineHealthView {
  @Choice('引擎 / engine', ['database', 'event-store', 'queue'])
  readonly engine!: 'database' | 'event-store' | 'queue';

  @Bool('应答 / answers')
  readonly ok!: boolean;

  @Int('保持这一状态的毫秒数 / milliseconds that it has been so')
  readonly forMs!: number;
}

export class ReadModelHealthView {
  @Str('读模型 / read model')
  readonly name!: string;

  @Int('版本 / version')
  readonly version!: number;

  @Choice('角色 / role', ['building', 'live', 'retired'])
  readonly role!: 'building' | 'live' | 'retired';

  @Bool('尚有事件未读 / events are still to be read')
  readonly behind!: boolean;

  @Int('落后的事件数，1000 表示至少这么多 / events behind; 1000 is at least so many')
  readonly lagEvents!: number;

  @Int('落后毫秒数，从未追上为 null / milliseconds behind, null when it never had everything', { nullable: true })
  readonly lagMs!: number | null;

  @Bool('因错误停止 / stopped by a fault')
  readonly stopped!: boolean;
}

export class LagView {
  @Bool('尚有事件未读 / events are still to be read')
  readonly behind!: boolean;

  @Int('落后的事件数，1000 表示至少这么多 / events behind; 1000 is at least so many')
  readonly events!: number;
}

export class LeasesView {
  @Int('有效租约 / leases that are held')
  readonly held!: number;

  @Int('无人续期的租约 / leases that nobody renews')
  readonly expired!: number;
}

export class WrongView {
  @Str('引擎或读模型 / engine or read model')
  readonly name!: string;

  @Str('固定代码 / stable code')
  readonly code!: string;
}

export class ReadyView {
  @Choice('状态；degraded：可以服务，但有依赖不正常 / status; degraded: it serves, though something behind it is not well', ['ok', 'degraded'])
  readonly status!: 'ok' | 'degraded';

  @Many('不正常的依赖 / what is not well', () => WrongView)
  readonly wrong!: readonly WrongView[];

  @Many('引擎 / engines', () => EngineHealthView)
  readonly engines!: readonly EngineHealthView[];

  @Many('读模型，未知为 null / read models, null when not known', () => ReadModelHealthView, { nullable: true })
  readonly readModels!: readonly ReadModelHealthView[] | null;

  @One('后续任务的生成进度，未知为 null / how far follow-ups have come, null when not known', () => LagView, { nullable: true })
  readonly followUps!: LagView | null;

  @One('后台进程的租约，未知为 null / leases of the workers, null when not known', () => LeasesView, { nullable: true })
  readonly leases!: LeasesView | null;
}
