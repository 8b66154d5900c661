import { setTimeout as wait } from 'node:timers/promises';
import { Job, queueNames } from '@zhibu/application';
import { RejectionError, text } from '@zhibu/kernel';
import { JobQueues, JobQueuesOptions } from '@zhibu/queue';
import { until } from '../support/until';

/** One store of jobs, with the means to hurt it. */
export interface JobStoreUnderTest {
  /** Another process's view of the same store. */
  open(options?: JobQueuesOptions): Promise<JobQueues>;
  /** Everything that the queues stored is gone, as if every table or key had been deleted. */
  loseJobs(): Promise<void>;
  /** The server ends every connection of the queues. */
  cutConnections(): Promise<void>;
  connections(): Promise<number>;
  close(): Promise<void>;
}

const fast: JobQueuesOptions = { attemptsMax: 3, backoffMs: 20, lockMs: 2_000, watchMs: 100 };
const job = (id: string, changes: Partial<Job> = {}): Job => ({ queue: 'eligibility', id, payload: { applicationId: id }, ...changes });
const many = (count: number): Job[] => Array.from({ length: count }, (_, index) => job(`application-${index}`));

/** What every engine of the job queue has to keep. */
export const jobQueueContract = (engine: string, openStore: () => Promise<JobStoreUnderTest>): void => {
  describe(`job queue on ${engine}`, () => {
    let store: JobStoreUnderTest;
    let opened: JobQueues[] = [];
    const open = async (options: JobQueuesOptions = {}): Promise<JobQueues> => {
      const queues = await store.open({ ...fast, ...options });
      opened.push(queues);
      return queues;
    };

    beforeEach(async () => {
      store = await openStore();
    });
    afterEach(async () => {
      await Promise.all(opened.map((queues) => queues.close()));
      opened = [];
      await store.close();
    });

    it('gives a job to its handler as it was enqueued, whatever its id looks like', async () => {
      const queues = await open();
      const seen: Job[] = [];
      await queues.work('eligibility', (given) => Promise.resolve(void seen.push(given)));
      const ids = ['rural-reward.abc.1', 'batch:1/2:3', '12345', '-7', '100%', '100%25', '示例 县', 'a b'];
      await queues.enqueue(ids.map((id) => job(id, { payload: { id, line: 7 } })));
      await until(() => seen.length === ids.length);
      expect(seen).toEqual(ids.map((id) => ({ queue: 'eligibility', id, payload: { id, line: 7 } })));
    });

    it('runs a job once that was enqueued several times while it waited', async () => {
      const [a, b] = [await open(), await open()];
      await Promise.all([a, b, a, b].map((queues) => queues.enqueue([job('one'), job('two'), job('one')])));
      expect((await a.counts()).eligibility).toEqual({ waiting: 2, active: 0, delayed: 0, failed: 0 });
      const ran: string[] = [];
      await a.work('eligibility', ({ id }) => Promise.resolve(void ran.push(id)));
      await until(async () => (await a.counts()).eligibility.waiting === 0 && ran.length >= 2);
      await wait(100);
      expect(ran.sort()).toEqual(['one', 'two']);
    });

    it('runs the same work again when it is enqueued after it was completed', async () => {
      const queues = await open();
      let ran = 0;
      await queues.work('eligibility', () => Promise.resolve(void (ran += 1)));
      for (const expected of [1, 2, 3]) {
        await queues.enqueue([job('same')]);
        await until(async () => ran === expected && (await queues.counts()).eligibility.active === 0);
      }
      expect((await queues.counts()).eligibility).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 });
    });

    it('loses no wake-up that comes while its job is running', async () => {
      const queues = await open();
      let finish: () => void = () => undefined;
      let started = 0;
      await queues.work('eligibility', () => {
        started += 1;
        return started === 1 ? new Promise<void>((resolve) => (finish = resolve)) : Promise.resolve();
      });
      await queues.enqueue([job('same')]);
      await until(() => started === 1);
      await Promise.all([1, 2, 3].map(() => queues.enqueue([job('same')])));
      finish();
      await until(() => started === 2);
      await wait(200);
      expect(started).toBe(2);
      await queues.enqueue([job('same')]);
      await until(() => started === 3);
    });

    it('tries again with growing waits, then keeps a dead letter that tells no value', async () => {
      const queues = await open();
      const attemptsAt: number[] = [];
      await queues.work('eligibility', ({ id }) => {
        attemptsAt.push(Date.now());
        if (id === 'refused') {
          const said = text('已冻结', 'The batch is frozen');
          throw new RejectionError({ code: 'batch.frozen', message: said, expected: said, actual: text('王小明', '990000194706150017') });
        }
        throw Object.assign(new TypeError('no such person: 王小明 990000194706150017'), { code: '23505', detail: '王小明' });
      });
      await queues.enqueue([job('broken')]);
      await until(async () => (await queues.counts()).eligibility.failed === 1);
      expect(attemptsAt).toHaveLength(3);
      expect((attemptsAt[2] ?? 0) - (attemptsAt[1] ?? 0)).toBeGreaterThanOrEqual(35);
      await queues.enqueue([job('refused')]);
      await until(async () => (await queues.counts()).eligibility.failed === 2);
      const letters = await queues.deadLetters({ limit: 10 });
      expect(letters).toMatchObject([
        { job: job('refused'), attempts: 3, reason: 'batch.frozen: The batch is frozen' },
        { job: job('broken'), attempts: 3, reason: 'unexpected: TypeError 23505' },
      ]);
      expect(await queues.deadLetters({ limit: 1 })).toEqual(letters.slice(0, 1));
      expect(JSON.stringify(letters)).not.toMatch(/王小明|9900001947/);
    });

    it('runs a dead letter again when asked, and only then', async () => {
      const queues = await open();
      let broken = true;
      let ran = 0;
      await queues.work('eligibility', () => {
        ran += 1;
        return broken ? Promise.reject(new Error('broken')) : Promise.resolve();
      });
      await queues.enqueue([job('a:1')]);
      await until(async () => (await queues.counts()).eligibility.failed === 1);
      await queues.enqueue([job('a:1')]);
      await wait(200);
      expect(ran).toBe(3);
      broken = false;
      expect(await queues.runAgain('eligibility', 'a:1')).toEqual({ ok: true, value: job('a:1') });
      await until(async () => ran === 4 && (await queues.counts()).eligibility.active === 0);
      expect(await queues.deadLetters({ limit: 10 })).toEqual([]);
      expect(await queues.runAgain('eligibility', 'a:1')).toMatchObject({ ok: false, rejection: { code: 'job.not-found' } });
      await queues.enqueue([job('later', { notBefore: new Date(Date.now() + 60_000).toISOString() })]);
      expect(await queues.runAgain('eligibility', 'later')).toMatchObject({ ok: false, rejection: { code: 'job.not-dead' } });
    });

    it('does not run a job before its time', async () => {
      const queues = await open();
      const ranAt = new Map<string, number>();
      await queues.work('timers', ({ id }) => Promise.resolve(void ranAt.set(id, Date.now())));
      const dueMs = Date.now() + 700;
      await queues.enqueue([job('due', { queue: 'timers', notBefore: new Date(dueMs).toISOString() }), job('past', { queue: 'timers', notBefore: '2016-01-01T00:00:00.000Z' })]);
      await until(() => ranAt.size === 2);
      expect(ranAt.get('past')).toBeLessThan(dueMs);
      expect(ranAt.get('due')).toBeGreaterThanOrEqual(dueMs);
      expect(ranAt.get('due')).toBeLessThan(dueMs + 2_000);
    });

    it('works on no more jobs at once than it was told', async () => {
      const queues = await open();
      let now = 0;
      let most = 0;
      let done = 0;
      await queues.work('batch-building', async () => {
        most = Math.max(most, (now += 1));
        await wait(15);
        now -= 1;
        done += 1;
      }, { concurrency: 3 });
      await queues.enqueue(many(30).map((given) => ({ ...given, queue: 'batch-building' as const })));
      await until(() => done === 30);
      expect(most).toBe(3);
    });

    it('refuses a second worker for a queue, an empty id and a payload that is too big', async () => {
      const queues = await open();
      await queues.work('returns', () => Promise.resolve());
      await expect(queues.work('returns', () => Promise.resolve())).rejects.toThrow('worked on already');
      await expect(queues.enqueue([job('')])).rejects.toThrow(RangeError);
      await expect(queues.enqueue([job('a', { payload: { text: 'x'.repeat(5_000) } })])).rejects.toThrow('over 4096 bytes');
      await expect(queues.enqueue([job('a', { notBefore: 'tomorrow' })])).rejects.toThrow(RangeError);
    });

    it('uses 12 connections at most while it works on all queues', async () => {
      const queues = await open();
      let done = 0;
      let most = 0;
      for (const name of queueNames) await queues.work(name, () => Promise.resolve(void (done += 1)), { concurrency: 4 });
      const jobs = queueNames.flatMap((queue) => many(40).map((given) => ({ ...given, queue })));
      await Promise.all(jobs.map((given) => queues.enqueue([given])));
      await until(async () => {
        most = Math.max(most, await store.connections());
        return done === jobs.length;
      });
      expect(most).toBeGreaterThan(queueNames.length);
      expect(most).toBeLessThanOrEqual(12);
    });

    it('goes on after every stored job was lost in mid-run, once the shell found the work again', async () => {
      const jobs = many(300);
      const done = new Set<string>();
      const outstanding = () => jobs.filter(({ id }) => !done.has(id));
      const [producer, worker] = [await open(), await open()];
      const lost: string[] = [];
      producer.onLost(() => void lost.push('producer'));
      worker.onLost(async () => {
        lost.push('worker');
        await worker.enqueue(outstanding());
      });
      await worker.work('eligibility', async ({ id }) => {
        await wait(5);
        done.add(id);
      }, { concurrency: 4 });
      await producer.enqueue(jobs);
      await until(() => done.size > 50);
      await store.loseJobs();
      await until(() => lost.includes('worker') && lost.includes('producer'));
      await until(() => outstanding().length === 0);
      await producer.enqueue([job('after')]);
      await until(() => done.has('after'));
    });

    it('enqueues at once after the store was lost, and says so', async () => {
      const queues = await open({ watchMs: 60_000 });
      let lost = 0;
      queues.onLost(() => void (lost += 1));
      await store.loseJobs();
      await queues.enqueue(many(3));
      await until(() => lost === 1);
      expect((await queues.counts()).eligibility.waiting).toBe(3);
    });

    it('processes everything although connections are cut in mid-run', async () => {
      const jobs = many(300);
      const done = new Set<string>();
      const queues = await open({ onError: () => undefined });
      await queues.work('eligibility', async ({ id }) => {
        await wait(3);
        done.add(id);
      }, { concurrency: 4 });
      await queues.enqueue(jobs);
      for (const size of [40, 120, 200]) {
        await until(() => done.size >= size);
        await store.cutConnections();
      }
      await until(async () => done.size === jobs.length && (await queues.counts()).eligibility.active === 0, 40_000);
      await queues.enqueue([job('after')]);
      await until(() => done.has('after'));
      expect((await queues.counts()).eligibility.failed).toBe(0);
    });

    it('finishes the jobs in hand when it closes, and leaves no connection', async () => {
      const queues = await store.open(fast);
      const [started, finished] = [new Set<string>(), new Set<string>()];
      await queues.work('eligibility', async ({ id }) => {
        started.add(id);
        await wait(150);
        finished.add(id);
      }, { concurrency: 2 });
      await queues.enqueue(many(10));
      await until(() => started.size >= 2);
      await queues.close();
      expect(finished).toEqual(started);
      await until(async () => (await store.connections()) === 0);
      const next = await open();
      expect((await next.counts()).eligibility).toMatchObject({ waiting: 10 - finished.size, active: 0 });
    });

    it('closes within the time given although a handler does not end', async () => {
      const queues = await store.open(fast);
      let end: () => void = () => undefined;
      await queues.work('eligibility', () => new Promise<void>((resolve) => (end = resolve)));
      await queues.enqueue([job('stuck')]);
      await until(async () => (await queues.counts()).eligibility.active === 1);
      const startedMs = Date.now();
      await queues.close({ waitMs: 200 });
      expect(Date.now() - startedMs).toBeLessThan(1_500);
      end();
      await until(async () => (await store.connections()) === 0);
    });
  });
};
