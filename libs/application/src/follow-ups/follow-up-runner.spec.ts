import { EventBatch, StoredEvent } from '@zhibu/event-store';
import { Checkpoint } from '@zhibu/kernel';
import { Job } from '../ports/job-queue';
import { jobsAfter, runFollowUps } from './follow-up-runner';
import { followUpPartitionOf, followUpPartitions } from './partitions';

const numberOf = (place: Checkpoint | null): number => (place === null ? 0 : Number(place.slice(2)));
const compare = (a: Checkpoint, b: Checkpoint): number => numberOf(a) - numberOf(b);

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
  const handedOn = async (events: readonly StoredEvent[], now: string): Promise<{ readonly jobs: readonly Job[]; readonly saved: ReadonlyMap<string, Checkpoint> }> => {
    const jobs: Job[] = [];
    const saved = new Map<string, Checkpoint>();
    const subscribe = async function* () {
      yield { events, checkpoint: events.at(-1)?.checkpoint ?? ('1/0' as Checkpoint), live: true };
    };
    const places = {
      load: () => Promise.resolve(new Map(followUpPartitions.map((name) => [name, null]))),
      save: (moved: ReadonlyMap<string, Checkpoint>) => Promise.resolve(moved.forEach((checkpoint, name) => saved.set(name, checkpoint))).then(() => true),
      isHeld: () => true,
    };
    const queue = { enqueue: (more: readonly Job[]) => Promise.resolve(void jobs.push(...more)) };
    await runFollowUps({ store: { subscribe, compare }, queue, places, clock: { now: () => now, simulated: false } }, new AbortController().signal);
    return { jobs, saved };
  };

  it('are those that are due; what is due later is left to the sweeper, and the place moves on', async () => {
    // A notice ends when the day after its last one begins in Asia/Shanghai.
    const { jobs, saved } = await handedOn([noticeUntil('2026-03-10', 3), noticeUntil('2026-03-11', 4)], '2026-03-10T16:00:00.000Z');
    expect(jobs.map(({ id }) => id)).toEqual(['close-notice/s.p.1/village-notice/3']);
    expect(saved).toEqual(new Map(followUpPartitions.map((name) => [name, '1/4'])));
  });
});

describe('follow-ups by partition', () => {
  const placeAt = (n: number): Checkpoint => `1/${n}` as Checkpoint;
  const submitted = (n: number): StoredEvent => {
    const stream = `application-s.p${n % 40}.1`;
    const { meta } = eventOf('ApplicationSubmitted', n, `c${n}`);
    return { type: 'ApplicationSubmitted', data: { applicationId: `s.p${n % 40}.1` }, meta: { ...meta, stream }, checkpoint: placeAt(n) };
  };
  const log = Array.from({ length: 300 }, (_, n) => submitted(n + 1));
  const subscribe = (asked: (Checkpoint | null)[]) =>
    async function* ({ after }: { readonly after: Checkpoint | null }): AsyncGenerator<EventBatch> {
      asked.push(after);
      for (let from = numberOf(after); from < log.length; from += 7) {
        const events = log.slice(from, from + 7);
        yield { events, checkpoint: events.at(-1)?.checkpoint ?? placeAt(from), live: from + 7 >= log.length };
      }
    };
  const versionsOf = (jobs: readonly Job[]): number[] => jobs.map(({ id }) => Number(id.split('/').at(-1)));

  it('lie where they always lay: places are kept under these names', () => {
    expect(['application-s.p1.1', 'person-p', 'batch-rural-reward.990101000000.2016.1'].map(followUpPartitionOf)).toEqual(['follow-ups/10', 'follow-ups/13', 'follow-ups/11']);
  });

  it('are spread evenly over streams whose names differ in a few characters', () => {
    const counts = new Map(followUpPartitions.map((name) => [name, 0]));
    for (let n = 0; n < 16_000; n += 1) counts.set(followUpPartitionOf(`person-${n}`), (counts.get(followUpPartitionOf(`person-${n}`)) ?? 0) + 1);
    expect(Math.min(...counts.values())).toBeGreaterThan(800);
    expect(Math.max(...counts.values())).toBeLessThan(1_200);
  });

  it('are read once from the one furthest behind, and each event is handed on by the partition that has not seen it', async () => {
    const [behind, ahead] = [followUpPartitionOf('application-s.p1.1'), followUpPartitionOf('application-s.p2.1')];
    const [jobs, asked]: [Job[], (Checkpoint | null)[]] = [[], []];
    const saved = new Map<string, Checkpoint>();
    const places = {
      load: () => Promise.resolve(new Map([[behind, placeAt(30)], [ahead, placeAt(201)]])),
      save: (moved: ReadonlyMap<string, Checkpoint>) => {
        for (const [name, checkpoint] of moved) expect(numberOf(checkpoint)).toBeGreaterThan(numberOf(saved.get(name) ?? null));
        moved.forEach((checkpoint, name) => saved.set(name, checkpoint));
        return Promise.resolve(true);
      },
      isHeld: () => true,
    };
    const queue = { enqueue: (more: readonly Job[]) => Promise.resolve(void jobs.push(...more)) };
    await runFollowUps({ store: { subscribe: subscribe(asked), compare }, queue, places, clock: { now: () => '2026-03-10T16:00:00.000Z', simulated: false } }, new AbortController().signal);
    expect(asked).toEqual([placeAt(30)]);
    const due = log.filter(({ meta }) => { const name = followUpPartitionOf(meta.stream); return (name === behind && meta.version > 30) || (name === ahead && meta.version > 201); });
    expect(versionsOf(jobs)).toEqual(due.map(({ meta }) => meta.version));
    expect(saved).toEqual(new Map([[behind, placeAt(300)], [ahead, placeAt(300)]]));
  });

  it('saves the last place too when nothing comes after it', async () => {
    const stopping = new AbortController();
    const opened = { ...submitted(2), type: 'PersonViewed' };
    const quiet = async function* ({ signal }: { readonly signal: AbortSignal }): AsyncGenerator<EventBatch> {
      // The second one comes right after the place of the first was saved, and leads to no work.
      for (const event of [submitted(1), opened]) yield { events: [event], checkpoint: event.checkpoint, live: true };
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    };
    const saved = new Map<string, Checkpoint>();
    const lastSaved = new Promise<void>((resolve) => {
      const save = (moved: ReadonlyMap<string, Checkpoint>): Promise<boolean> => {
        moved.forEach((checkpoint, name) => saved.set(name, checkpoint));
        if (saved.size === followUpPartitions.length && [...saved.values()].every((place) => place === placeAt(2))) resolve();
        return Promise.resolve(true);
      };
      const load = () => Promise.resolve(new Map<string, Checkpoint | null>(followUpPartitions.map((name) => [name, null])));
      const parts = { store: { subscribe: quiet, compare }, queue: { enqueue: () => Promise.resolve() }, clock: { now: () => '2026-03-10T16:00:00.000Z', simulated: false } };
      void runFollowUps({ ...parts, places: { load, save, isHeld: () => true }, idleSaveMs: 20 }, stopping.signal);
    });
    await lastSaved;
    stopping.abort();
  });

  it('hands nothing on when it cannot be sure of its lease, and stops when a place is refused', async () => {
    const jobs: Job[] = [];
    const queue = { enqueue: (more: readonly Job[]) => Promise.resolve(void jobs.push(...more)) };
    const load = () => Promise.resolve(new Map<string, Checkpoint | null>(followUpPartitions.map((name) => [name, null])));
    const parts = { store: { subscribe: subscribe([]), compare }, queue, clock: { now: () => '2026-03-10T16:00:00.000Z', simulated: false } };
    await runFollowUps({ ...parts, places: { load, save: () => Promise.resolve(true), isHeld: () => false } }, new AbortController().signal);
    expect(jobs).toEqual([]);
    await runFollowUps({ ...parts, places: { load, save: () => Promise.resolve(false), isHeld: () => true } }, new AbortController().signal);
    expect(versionsOf(jobs)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});
