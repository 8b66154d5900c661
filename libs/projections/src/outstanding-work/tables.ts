import { QueueName } from '@zhibu/application';
import { RowOf, boolean, integer, json, nullable, oneOf, table, text } from '../framework/table';

export type WorkKind =
  | 'check-eligibility'
  | 'close-notice'
  | 'grant-entitlement'
  | 'build-chunk'
  | 'reserve-funds'
  | 'write-file'
  | 'apply-returns'
  | 'record-returns'
  | 'release-funds';

/** What the automation owes by the events. A row is there exactly as long as the work is not done. */
export const outstandingWork = table('outstandingWork', {
  columns: {
    /** Also the id of the job: `<kind>/<what it is about>`. */
    workId: text,
    kind: oneOf<WorkKind>(),
    queue: oneOf<QueueName>(),
    /** Id of the application, batch, return file ... */
    subject: text,
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
  key: ['workId'],
  indexes: [{ columns: ['areaCode', 'workId'] }, { columns: ['since', 'workId'] }],
});

/** What a batch's later events need to know of its earlier ones. */
export const workBatches = table('workBatches', {
  columns: { batchId: text, chunks: json<readonly number[]>(), fundId: nullable(text), fundsReserved: boolean },
  key: ['batchId'],
});

/** What a case's later events need to know of its earlier ones. */
export const workCases = table('workCases', { columns: { applicationId: text, areaCode: text, noticeStage: nullable(text), version: integer }, key: ['applicationId'] });

export type OutstandingWorkRow = RowOf<typeof outstandingWork>;
