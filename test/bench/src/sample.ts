import { AppendRequest, NewEvent } from '../../../libs/event-store';

/** About 0.5 kB, as a submitted application is. */
export const data = {
  applicationId: 'rural-reward.7f3k9q2m5x8w1c4v6b0n2j5h7d.1',
  personKey: '7f3k9q2m5x8w1c4v6b0n2j5h7d',
  areaCode: '990101100001',
  facts: [
    { fact: 'residence-kind', of: 'self', value: 'rural', validFrom: '1956-01-01', validTo: null, source: { kind: 'household-register', reference: 'HR-99010110-0017' } },
    { fact: 'living-children', of: 'self', value: 1, validFrom: '1984-05-01', validTo: null, source: { kind: 'certificate', reference: 'C-99010110-0231' } },
  ],
};

export const metadata = {
  actor: { userId: 'user-7', kind: 'officer' as const, roles: [{ role: 'caseworker' as const, areaCode: '990101100000' }] },
  causationId: 'request-00017',
  correlationId: 'flow-00017',
  simulated: false,
};

const event: NewEvent = { type: 'ApplicationSubmitted', schemaVersion: 1, data, subjects: [data.personKey] };
const contentHash = 'c'.repeat(64);

export const request = (stream: string, expectedVersion: number, count: number): AppendRequest => ({
  stream,
  expectedVersion,
  events: Array.from({ length: count }, () => event),
  command: { key: `${stream}/${expectedVersion}`, contentHash },
  recordedAt: '2026-03-01T08:00:00.000Z',
  ...metadata,
});
