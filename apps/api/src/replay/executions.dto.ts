import { executionKinds, executionOutcomes } from '@zhibu/application';
import type { Execution, ExecutionKind, ExecutionOutcome } from '@zhibu/application';
import { Choice, Instant, Int, Many, One, Str } from '../common/shown';
import { TextView } from './replay.dto';

export class ExecutionDifferenceView {
  @One('何项 / what', () => TextView)
  readonly item!: TextView;

  @One('原存 / as stored', () => TextView)
  readonly stored!: TextView;

  @One('重算 / executed again', () => TextView)
  readonly again!: TextView;
}

/** One decision, executed again from the facts and rules that it was made with. */
export class ExecutionItem implements Execution {
  @Choice('种类 / kind', executionKinds)
  readonly kind!: ExecutionKind;

  @Str('数据流 / stream')
  readonly stream!: string;

  @Int('版本 / version')
  readonly version!: number;

  @Instant('记录时间 / recorded at')
  readonly recordedAt!: string;

  @Choice('结果；rules-gone 为当时的规则不在本机，erased 为资料已删除 / outcome; rules-gone: the rules of that time are not on this machine, erased: what it rests on was erased', executionOutcomes)
  readonly outcome!: ExecutionOutcome;

  @One('何事 / what was decided', () => TextView)
  readonly what!: TextView;

  @Many('依据 / why', () => TextView)
  readonly why!: readonly TextView[];

  @One('为何不一致；一致时为 null / why it is not the same; null when it is', () => TextView, { nullable: true })
  readonly finding!: TextView | null;

  @Many('差异 / what differs', () => ExecutionDifferenceView)
  readonly differences!: readonly ExecutionDifferenceView[];
}
