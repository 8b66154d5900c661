import { StoredEvent } from '@zhibu/event-store';
import { Checkpoint } from '@zhibu/kernel';
import { jobsAfter } from './follow-up-runner';

const eventOf = (type: string, version: number, commandKey: string): StoredEvent => ({
  type,
  data: { personKey: 'p' },
  meta: {
    id: `${version}`, stream: 'person-p', version, schemaVersion: 1, recordedAt: '2026-03-01T08:00:00.000Z', actor: { userId: 'u', kind: 'officer', roles: [] },
    causationId: 'c', correlationId: 'c', commandKey, commandHash: 'h', subjects: ['p'], simulated: false,
  },
  checkpoint: `1/${version}` as Checkpoint,
});

describe('jobs that follow from events', () => {
  it('checks no case again for facts that came with the registration itself', () => {
    expect(jobsAfter([eventOf('PersonRegistered', 1, 'form'), eventOf('FactsRecorded', 2, 'form')])).toEqual([]);
  });

  it('does for facts of a later command, though it comes in the same batch', () => {
    const jobs = jobsAfter([eventOf('PersonRegistered', 1, 'form'), eventOf('FactsRecorded', 2, 'form'), eventOf('FactsRecorded', 3, 'later')]);
    expect(jobs.map(({ payload }) => payload)).toEqual([expect.objectContaining({ work: 'recheck-applications', personKey: 'p' })]);
  });
});
