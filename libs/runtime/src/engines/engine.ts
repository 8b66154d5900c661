import type { Rejection, Text } from '@zhibu/kernel';
import { text } from '@zhibu/kernel';
import { FailureCode, PlatformFailure } from '@zhibu/platform';

export type EngineName = 'database' | 'event-store' | 'queue';

/** What people call it. */
export const engineTitles: Readonly<Record<EngineName, Text>> = {
  database: text('数据库', 'the database'),
  'event-store': text('事件库', 'the event store'),
  queue: text('队列', 'the queue'),
};

export type FaultKind =
  /** It may come, or come back: worth waiting for. */
  | 'unreachable'
  /** It does not let us in, or is not who it should be. */
  | 'refused'
  /** It is there, and is not what is needed. */
  | 'unfit';

export interface EngineFault {
  readonly kind: FaultKind;
  /** What is wrong and what would be right. Holds no secret. */
  readonly rejection: Rejection;
}

/** How an engine was found at one look. */
export interface EngineLook {
  readonly engine: EngineName;
  /** Hosts and ports; no user and no password. */
  readonly address: string;
  readonly version: string | null;
  /** The gravest first; empty when all is well. */
  readonly faults: readonly EngineFault[];
}

const failureCodes: Readonly<Record<FaultKind, FailureCode>> = { unreachable: 'engine-unreachable', refused: 'engine-refused', unfit: 'engine-unfit' };

/** One thing that is wrong of one engine. */
export interface EngineProblem extends EngineFault {
  readonly engine: EngineName;
  /** Hosts and ports; no user and no password. */
  readonly address: string;
}

const sentence = ({ engine, address, rejection: { code, message, expected, actual } }: EngineProblem): Text => {
  const { zh, en } = engineTitles[engine];
  // What cannot be read as a URL names no address.
  const [atZh, at] = address === '' ? ['', ''] : [`（${address}）`, ` (${address})`];
  return text(
    `${zh}${atZh}不能使用：${message.zh}；应为${expected.zh}，实为${actual.zh} [${code}]。`,
    `${en.replace(/^t/, 'T')}${at} cannot be used: ${message.en}; expected ${expected.en}, found ${actual.en} [${code}].`,
  );
};

/** Ends a start with everything that is wrong of the engines, one sentence for each fault. The code is that of what waiting does not mend. */
export class EnginesUnusable extends PlatformFailure {
  constructor(readonly problems: readonly EngineProblem[]) {
    const told = problems.map(sentence);
    const lasting = problems.find(({ kind }) => kind !== 'unreachable');
    super(failureCodes[lasting?.kind ?? 'unreachable'], text(told.map(({ zh }) => zh).join(''), told.map(({ en }) => en).join(' ')));
  }
}

/** Everything that was found wrong at these looks. */
export const problemsIn = (looks: readonly EngineLook[]): readonly EngineProblem[] =>
  looks.flatMap(({ engine, address, faults }) => faults.map((fault) => ({ engine, address, ...fault })));
