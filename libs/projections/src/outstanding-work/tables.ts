import { QueueName } from '@zhibu/application';
import { AreaCode } from '@zhibu/kernel';
import { WorkName } from '@zhibu/workflow';
import { RowOf, boolean, integer, json, nullable, oneOf, table, text } from '../framework/table';

/** What the automation owes by the events. A row is there exactly as long as the work is not done. */
export const outstandingWork = table('outstandingWork', {
  columns: {
    /** `<kind>/<what it is about>`: the same work is owed once, whatever asked for it last. */
    subject: text,
    /** Id of the job, the same under which the event's follow-up was enqueued. */
    workId: text,
    kind: oneOf<WorkName>(),
    queue: oneOf<QueueName>(),
    payload: json<Readonly<Record<string, string | number>>>(),
    areaCode: nullable(text),
    /** Instant since when it is owed. */
    since: text,
    /** Instant before which nothing can be done. */
    notBefore: nullable(text),
    /** Why it cannot be done now, for example `funds-short`; the automation asks again, people see it. */
    blockedBy: nullable(text),
    simulated: boolean,
  },
  key: ['subject'],
  indexes: [{ columns: ['workId'] }, { columns: ['areaCode', 'workId'] }, { columns: ['since', 'workId'] }],
});

/** Chunks planned and not built, each with the range of the job that builds it. */
export const workChunks = table('workChunks', { columns: { batchId: text, chunk: integer, fromChunk: integer, throughChunk: integer }, key: ['batchId', 'chunk'] });

/** Jobs that build a batch, by their ranges of chunks: what its end has to call off. */
export const workBatches = table('workBatches', { columns: { batchId: text, ranges: json<readonly ChunkRange[]>() }, key: ['batchId'] });

export interface ChunkRange {
  readonly fromChunk: number;
  readonly throughChunk: number;
}

/** Approved batches of an account that no money is set aside for, in the order of their approval. */
export const workFunds = table('workFunds', { columns: { fundId: text, batches: json<readonly string[]>() }, key: ['fundId'] });

/** What a case's later events need to know of its earlier ones. */
export const workCases = table('workCases', { columns: { applicationId: text, areaCode: text, noticeStage: nullable(text) }, key: ['applicationId'] });

export interface OpenCase {
  readonly applicationId: string;
  readonly areaCode: AreaCode;
  /** Version of the person that the last check read; 0 before the first one. */
  readonly checked: number;
}

export interface OpenRight {
  readonly entitlementId: string;
  readonly areaCode: AreaCode;
}

/** A right that ended by a death; it may go on when the death is taken back. */
export interface EndedByDeath extends OpenRight {
  readonly proposed: boolean;
}

/** People with rights that ended by a death. */
export const workEnded = table('workEnded', { columns: { personKey: text, rights: json<readonly EndedByDeath[]>() }, key: ['personKey'] });

/** A person with open cases or rights: what a change of their life calls for. */
export const workPeople = table('workPeople', {
  columns: {
    personKey: text,
    /** Where they live since a move; null before the first one that was seen here. */
    movedTo: nullable(text),
    /** Version of the last event that changed facts while a case was open. */
    changed: integer,
    cases: json<readonly OpenCase[]>(),
    rights: json<readonly OpenRight[]>(),
  },
  key: ['personKey'],
});

export type OutstandingWorkRow = RowOf<typeof outstandingWork>;
export type WorkPersonRow = RowOf<typeof workPeople>;
