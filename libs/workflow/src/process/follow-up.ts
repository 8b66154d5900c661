/**
 * What must happen next, as data: keys and numbers, no personal data, no day of anybody's life. Handlers switch on `work`,
 * exhaustively. Every one of them may run twice, late or not at all: the events are the truth.
 */
export type Work =
  | { readonly work: 'check-eligibility'; readonly applicationId: string }
  /** Facts of a person changed: each of their open cases is checked again. */
  | { readonly work: 'recheck-applications'; readonly personKey: string }
  | { readonly work: 'close-notice'; readonly applicationId: string; readonly stage: string }
  | { readonly work: 'grant-entitlement'; readonly applicationId: string }
  | { readonly work: 'exit-on-death'; readonly personKey: string }
  /** The person left the county: rights there end, and the new place opens its own. */
  | { readonly work: 'exit-on-move'; readonly personKey: string }
  /** The person moved: rights in the same county go with them. */
  | { readonly work: 'follow-move'; readonly personKey: string }
  /** A death was taken back: rights that ended by it may go on, when another officer approves. */
  | { readonly work: 'propose-reversal'; readonly personKey: string }
  /** A register was approved: the people of one part are carried over. */
  | { readonly work: 'carry-over-part'; readonly registerId: string; readonly part: number }
  /** A yearly check said no: the right ends for the reason and on the day that the rules name. */
  | { readonly work: 'exit-after-check'; readonly entitlementId: string; readonly year: number }
  | { readonly work: 'build-chunks'; readonly batchId: string; readonly fromChunk: number; readonly throughChunk: number }
  | { readonly work: 'reserve-funds'; readonly batchId: string }
  /** Money came in: approved batches that wait for it are tried again, in the order of their approval. */
  | { readonly work: 'reserve-waiting'; readonly fundId: string }
  | { readonly work: 'write-file'; readonly batchId: string }
  | { readonly work: 'release-batch'; readonly batchId: string }
  | { readonly work: 'apply-returns'; readonly returnFileId: string }
  /** Two officers decided what became of a line: ledger, fund and batch follow. */
  | { readonly work: 'apply-reconciliation'; readonly batchId: string; readonly lineNo: number; readonly reconciliation: number };

export type WorkName = Work['work'];

export const queueOfWork = {
  'check-eligibility': 'eligibility',
  'recheck-applications': 'eligibility',
  'close-notice': 'timers',
  'grant-entitlement': 'case-steps',
  'exit-on-death': 'case-steps',
  'exit-on-move': 'case-steps',
  'follow-move': 'case-steps',
  'propose-reversal': 'case-steps',
  'carry-over-part': 'case-steps',
  'exit-after-check': 'case-steps',
  'build-chunks': 'batch-building',
  'reserve-funds': 'payment-files',
  'reserve-waiting': 'payment-files',
  'write-file': 'payment-files',
  'release-batch': 'payment-files',
  'apply-returns': 'returns',
  'apply-reconciliation': 'returns',
} as const satisfies Readonly<Record<WorkName, string>>;

export type WorkQueue = (typeof queueOfWork)[WorkName];

export const workNames = Object.keys(queueOfWork) as readonly WorkName[];

/** Shaped like the job of the queue port, so that it is handed on as it is. */
export interface WorkJob {
  readonly queue: WorkQueue;
  /** `<work>/<what it is about>/<what caused it>`: the same event asks for the same job. */
  readonly id: string;
  readonly payload: Work;
  /** ISO instant before which there is nothing to do. */
  readonly notBefore?: string;
}

/** One kind only: a command that must not be forgotten is a job too, with its retries and its dead letters. */
export interface FollowUp {
  readonly kind: 'job';
  readonly job: WorkJob;
}

/** What the work is about. */
const subjectOfWork = (work: Work): string => {
  switch (work.work) {
    case 'check-eligibility':
    case 'grant-entitlement':
      return work.applicationId;
    case 'close-notice':
      return `${work.applicationId}/${work.stage}`;
    case 'recheck-applications':
    case 'exit-on-death':
    case 'exit-on-move':
    case 'follow-move':
    case 'propose-reversal':
      return work.personKey;
    case 'exit-after-check':
      return work.entitlementId;
    case 'carry-over-part':
      return `${work.registerId}/${work.part}`;
    case 'build-chunks':
      return `${work.batchId}/${work.fromChunk}-${work.throughChunk}`;
    case 'reserve-funds':
    case 'write-file':
    case 'release-batch':
      return work.batchId;
    case 'reserve-waiting':
      return work.fundId;
    case 'apply-returns':
      return work.returnFileId;
    case 'apply-reconciliation':
      return `${work.batchId}/${work.lineNo}/${work.reconciliation}`;
  }
};

/** `<work>/<what it is about>`: the part of a job's id that stays the same when it is asked for again. */
export const workSubject = (work: Work): string => `${work.work}/${subjectOfWork(work)}`;

export const followUp = (work: Work, cause: string | number, notBefore?: string): FollowUp => ({
  kind: 'job',
  job: {
    queue: queueOfWork[work.work],
    id: `${workSubject(work)}/${cause}`,
    payload: work,
    ...(notBefore === undefined ? {} : { notBefore }),
  },
});
