import { EventStore, StoredEvent } from '@zhibu/event-store';
import { Checkpoint } from '@zhibu/kernel';
import { Job } from '../ports/job-queue';
import { jobsAfter, runFollowUps } from './follow-up-runner';

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

describe('jobs that the runner hands on', () => {
  const noticeUntil = (lastDay: string, version: number): StoredEvent => {
    const { meta, checkpoint } = eventOf('NoticePosted', version, 'c');
    return { type: 'NoticePosted', data: { applicationId: 's.p.1', stage: 'village-notice', areaCode: '990101100001', lastDay }, meta, checkpoint };
  };
  const handedOn = async (events: readonly StoredEvent[], now: string): Promise<{ readonly jobs: readonly Job[]; readonly saved: readonly string[] }> => {
    const [jobs, saved]: [Job[], string[]] = [[], []];
    const subscribe = async function* () {
      yield { events, checkpoint: events.at(-1)?.checkpoint ?? ('1/0' as Checkpoint), live: true };
    };
    const checkpoints = { load: () => Promise.resolve(null), save: (_name: string, checkpoint: Checkpoint) => Promise.resolve(void saved.push(checkpoint)) };
    const queue = { enqueue: (more: readonly Job[]) => Promise.resolve(void jobs.push(...more)) };
    await runFollowUps({ store: { subscribe } as unknown as EventStore, queue, checkpoints, clock: { now: () => now, simulated: false } }, new AbortController().signal);
    return { jobs, saved };
  };

  it('are those that are due; what is due later is left to the sweeper, and the place moves on', async () => {
    // A notice ends when the day after its last one begins in Asia/Shanghai.
    const { jobs, saved } = await handedOn([noticeUntil('2026-03-10', 3), noticeUntil('2026-03-11', 4)], '2026-03-10T16:00:00.000Z');
    expect(jobs.map(({ id }) => id)).toEqual(['close-notice/s.p.1/village-notice/3']);
    expect(saved).toEqual(['1/4']);
  });
});
