import { Bool, Choice, Int, Many, Str } from '../common/shown';

export class AliveView {
  @Choice('状态 / status', ['ok'])
  readonly status!: 'ok';
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

  @Int('落后毫秒数，从未追上为 null / milliseconds behind, null when it never had everything', { nullable: true })
  readonly lagMs!: number | null;

  @Bool('因错误停止 / stopped by a fault')
  readonly stopped!: boolean;
}

export class ReadyView extends AliveView {
  @Many('读模型 / read models', () => ReadModelHealthView)
  readonly readModels!: readonly ReadModelHealthView[];
}
