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

/** One sentence that ends a start. */
export const engineFailure = ({ engine, address }: EngineLook, { kind, rejection }: EngineFault): PlatformFailure => {
  const sentence = (language: 'zh' | 'en'): string => {
    const { message, expected, actual } = rejection;
    return language === 'zh'
      ? `${engineTitles[engine].zh}（${address}）不能使用：${message.zh}；应为${expected.zh}，实为${actual.zh} [${rejection.code}]。`
      : `${engineTitles[engine].en.replace(/^t/, 'T')} (${address}) cannot be used: ${message.en}; expected ${expected.en}, found ${actual.en} [${rejection.code}].`;
  };
  return new PlatformFailure(failureCodes[kind], text(sentence('zh'), sentence('en')));
};
