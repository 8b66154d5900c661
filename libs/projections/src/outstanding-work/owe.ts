import { QueueName } from '@zhibu/application';
import { EventMetadata } from '@zhibu/kernel';
import { Rows } from '../framework/projection';
import { OutstandingWorkRow, WorkKind, outstandingWork } from './tables';

const queues: Readonly<Record<WorkKind, QueueName>> = {
  'check-eligibility': 'eligibility',
  'close-notice': 'timers',
  'grant-entitlement': 'case-steps',
  'build-chunk': 'batch-building',
  'reserve-funds': 'payment-files',
  'write-file': 'payment-files',
  'apply-returns': 'returns',
  'record-returns': 'returns',
  'release-funds': 'payment-files',
};

export const workIdOf = (kind: WorkKind, ...of: readonly (string | number)[]): string => [kind, ...of].join('/');

interface Owed {
  readonly kind: WorkKind;
  readonly of: readonly (string | number)[];
  readonly payload: OutstandingWorkRow['payload'];
  readonly areaCode: string | null;
  readonly notBefore?: string;
}

export const owe = (rows: Rows, meta: EventMetadata, { kind, of, payload, areaCode, notBefore }: Owed): void =>
  rows.put(outstandingWork, {
    workId: workIdOf(kind, ...of),
    kind,
    queue: queues[kind],
    subject: String(of[0]),
    payload,
    areaCode,
    since: meta.recordedAt,
    notBefore: notBefore ?? null,
    blockedBy: null,
    simulated: meta.simulated,
  });

export const settle = (rows: Rows, kind: WorkKind, ...of: readonly (string | number)[]): void => rows.delete(outstandingWork, [workIdOf(kind, ...of)]);
