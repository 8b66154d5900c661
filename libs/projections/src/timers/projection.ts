import { addDays, dateOf } from '@zhibu/kernel';
import { Handlers, RowReader, Rows, defineProjection, want } from '../framework/projection';
import { RowOf, boolean, integer, nullable, oneOf, table, text } from '../framework/table';
import { schemeOf } from '../shared/ids';

export type TimerKind = 'notice-end' | 'stage-deadline' | 'batch-deadline' | 'delegation-end';

/** A day that matters: what happens or is late then. It is over once `doneOn` is set. */
export const timers = table('timers', {
  columns: {
    timerId: text,
    kind: oneOf<TimerKind>(),
    /** Id of the application, batch or user. */
    subject: text,
    stage: nullable(text),
    scheme: nullable(text),
    areaCode: text,
    /** First day on which it fires: the day after the last day in time. */
    dueOn: text,
    /** True when it was counted through a year whose holidays were not known: it may turn out wrong. */
    provisional: boolean,
    /** True while an open objection stops the clock. */
    held: boolean,
    doneOn: nullable(text),
    simulated: boolean,
  },
  key: ['timerId'],
  indexes: [{ columns: ['dueOn', 'timerId'], where: 'done_on is null' }, { columns: ['areaCode', 'timerId'] }],
});

/** Area of each open case, which the events of its stages do not repeat, and how many objections hold it. */
export const timerCases = table('timerCases', { columns: { applicationId: text, areaCode: text, stage: nullable(text), objectionsOpen: integer }, key: ['applicationId'] });

export type TimerRow = RowOf<typeof timers>;

const nation = '000000000000';
const noticeId = (applicationId: string, stage: string): string => `notice-end/${applicationId}/${stage}`;
const stageId = (applicationId: string, stage: string): string => `stage-deadline/${applicationId}/${stage}`;
const batchTimerId = (batchId: string): string => `batch-deadline/${batchId}`;
const delegationId = (userId: string, toUserId: string): string => `delegation-end/${userId}/${toUserId}`;

const areaOf = (rows: RowReader, applicationId: string): string => rows.get(timerCases, [applicationId])?.areaCode ?? nation;

interface StageData { readonly data: { readonly applicationId: string; readonly stage: string } }

const caseAndTimers = ({ data }: StageData) => [
  want(timerCases, [data.applicationId]),
  want(timers, [noticeId(data.applicationId, data.stage)], [stageId(data.applicationId, data.stage)]),
];

const done = (rows: Rows, timerId: string, doneOn: string): void => rows.change(timers, [timerId], (row) => (row.doneOn === null ? { doneOn, held: false } : {}));

/** A case that ended takes the timers of its present stage with it. */
const ending = {
  keys: ({ data }: { readonly data: { readonly applicationId: string } }) => [want(timerCases, [data.applicationId])],
  more: ({ data }: { readonly data: { readonly applicationId: string } }, rows: RowReader) => {
    const stage = rows.get(timerCases, [data.applicationId])?.stage ?? null;
    return stage === null ? [] : [want(timers, [noticeId(data.applicationId, stage)], [stageId(data.applicationId, stage)])];
  },
  apply: (rows: Rows, { data, meta }: { readonly data: { readonly applicationId: string }; readonly meta: { readonly recordedAt: string } }): void => {
    const stage = rows.get(timerCases, [data.applicationId])?.stage ?? null;
    if (stage === null) return;
    for (const timerId of [noticeId(data.applicationId, stage), stageId(data.applicationId, stage)]) done(rows, timerId, dateOf(meta.recordedAt));
  },
};

/** One of several that is settled lets nothing go on: the last one does. */
const changeObjections = (rows: Rows, { applicationId, stage }: StageData['data'], by: 1 | -1): void => {
  const open = (rows.get(timerCases, [applicationId])?.objectionsOpen ?? 0) + by;
  rows.change(timerCases, [applicationId], () => ({ objectionsOpen: open }));
  rows.change(timers, [noticeId(applicationId, stage)], () => ({ held: open > 0 }));
};

const caseHandlers: Handlers = {
  ApplicationSubmitted: { apply: (rows, { data: { applicationId, areaCode } }) => rows.put(timerCases, { applicationId, areaCode, stage: null, objectionsOpen: 0 }) },
  StageEntered: {
    keys: caseAndTimers,
    apply(rows, { data: { applicationId, stage, dueOn, provisional = false }, meta }) {
      rows.change(timerCases, [applicationId], () => ({ stage }));
      if (dueOn === null) return;
      const scheme = schemeOf(applicationId);
      rows.put(timers, {
        timerId: stageId(applicationId, stage), kind: 'stage-deadline', subject: applicationId, stage, scheme, areaCode: areaOf(rows, applicationId),
        dueOn: addDays(dueOn, 1), provisional, held: false, doneOn: null, simulated: meta.simulated,
      });
    },
  },
  StageDecided: { keys: caseAndTimers, apply: (rows, { data }) => done(rows, stageId(data.applicationId, data.stage), data.decidedOn) },
  NoticePosted: {
    keys: caseAndTimers,
    apply(rows, { data: { applicationId, stage, areaCode, lastDay, provisional = false }, meta }) {
      const timerId = noticeId(applicationId, stage);
      const held = (rows.get(timerCases, [applicationId])?.objectionsOpen ?? 0) > 0;
      rows.put(timers, { timerId, kind: 'notice-end', subject: applicationId, stage, scheme: schemeOf(applicationId), areaCode, dueOn: addDays(lastDay, 1), provisional, held, doneOn: null, simulated: meta.simulated });
    },
  },
  ObjectionRaised: { keys: caseAndTimers, apply: (rows, { data }) => changeObjections(rows, data, 1) },
  ObjectionResolved: {
    keys: caseAndTimers,
    apply(rows, { data, meta }) {
      changeObjections(rows, data, -1);
      // Upheld, the case goes back to its review: what hung until then is over, whatever becomes of the case.
      if (data.upheld) done(rows, noticeId(data.applicationId, data.stage), dateOf(meta.recordedAt));
    },
  },
  NoticeClosed: {
    keys: caseAndTimers,
    apply(rows, { data }) {
      done(rows, noticeId(data.applicationId, data.stage), data.closedOn);
      done(rows, stageId(data.applicationId, data.stage), data.closedOn);
    },
  },
  ApplicationReturned: ending,
  ApplicationRefused: ending,
  ApplicationWithdrawn: ending,
  ApplicationConfirmed: ending,
};

export const timersProjection = defineProjection({
  name: 'timers',
  version: 4,
  tables: [timers, timerCases],
  reads: 'stored',
  on: {
    ...caseHandlers,
    BatchOpened: {
      apply(rows, { data: { batchId, scheme, areaCode, deadline }, meta }) {
        rows.put(timers, { timerId: batchTimerId(batchId), kind: 'batch-deadline', subject: batchId, stage: null, scheme, areaCode, dueOn: addDays(deadline, 1), provisional: false, held: false, doneOn: null, simulated: meta.simulated });
      },
    },
    BatchClosed: { keys: ({ data }) => [want(timers, [batchTimerId(data.batchId)])], apply: (rows, { data }) => done(rows, batchTimerId(data.batchId), data.closedOn) },
    BatchCancelled: { keys: ({ data }) => [want(timers, [batchTimerId(data.batchId)])], apply: (rows, { data, meta }) => done(rows, batchTimerId(data.batchId), dateOf(meta.recordedAt)) },
    DelegationGranted: {
      apply(rows, { data: { userId, toUserId, untilDay }, meta }) {
        rows.put(timers, { timerId: delegationId(userId, toUserId), kind: 'delegation-end', subject: userId, stage: null, scheme: null, areaCode: nation, dueOn: addDays(untilDay, 1), provisional: false, held: false, doneOn: null, simulated: meta.simulated });
      },
    },
    DelegationEnded: {
      keys: ({ data }) => [want(timers, [delegationId(data.userId, data.toUserId)])],
      apply: (rows, { data, meta }) => done(rows, delegationId(data.userId, data.toUserId), dateOf(meta.recordedAt)),
    },
  },
});
