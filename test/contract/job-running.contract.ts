import { setTimeout as wait } from 'node:timers/promises';
import { Job } from '@zhibu/application';
import { until } from '../support/until';
import { JobBench, job, many } from './job-bench';

/** Once, in time, and as it was enqueued. */
export const runsJobs = (at: () => JobBench): void => {
  it('gives a job to its handler as it was enqueued, whatever its id looks like', async () => {
    const queues = await at().open();
    const seen: Job[] = [];
    await queues.work('eligibility', (given) => Promise.resolve(void seen.push(given)));
    const ids = ['rural-reward.abc.1', 'batch:1/2:3', '12345', '-7', '100%', '100%25', '示例 县', 'a b'];
    await queues.enqueue(ids.map((id) => job(id, { payload: { id, line: 7 } })));
    await until(() => seen.length === ids.length);
    expect(seen).toEqual(ids.map((id) => ({ queue: 'eligibility', id, payload: { id, line: 7 } })));
  });

  it('runs a job once that was enqueued several times while it waited', async () => {
    const [a, b] = [await at().open(), await at().open()];
    await Promise.all([a, b, a, b].map((queues) => queues.enqueue([job('one'), job('two'), job('one')])));
    expect((await a.counts()).eligibility).toEqual({ waiting: 2, active: 0, delayed: 0, failed: 0 });
    const ran: string[] = [];
    await a.work('eligibility', ({ id }) => Promise.resolve(void ran.push(id)));
    await until(async () => (await a.counts()).eligibility.waiting === 0 && ran.length >= 2);
    await wait(100);
    expect(ran.sort()).toEqual(['one', 'two']);
  });

  it('tells how long the next job has been waiting, and nothing of those that are not due', async () => {
    const queues = await at().open();
    expect(Object.values(await queues.oldestWaitingMs()).every((ms) => ms === 0)).toBe(true);
    await queues.enqueue([job('first'), job('later', { notBefore: new Date(Date.now() + 60_000).toISOString() })]);
    await wait(60);
    await queues.enqueue([job('second')]);
    const { eligibility, timers } = await queues.oldestWaitingMs();
    expect(eligibility).toBeGreaterThanOrEqual(60);
    expect(timers).toBe(0);
    await queues.work('eligibility', () => Promise.resolve());
    await until(async () => (await queues.oldestWaitingMs()).eligibility === 0);
  });

  it('runs the same work again when it is enqueued after it was completed', async () => {
    const queues = await at().open();
    let ran = 0;
    await queues.work('eligibility', () => Promise.resolve(void (ran += 1)));
    for (const expected of [1, 2, 3]) {
      await queues.enqueue([job('same')]);
      await until(async () => ran === expected && (await queues.counts()).eligibility.active === 0);
    }
    expect((await queues.counts()).eligibility).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 });
  });

  it('loses no wake-up that comes while its job is running', async () => {
    const queues = await at().open();
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

  it('lets the last run of every job begin after the last wake-up, however they fall together', async () => {
    const [a, b] = [await at().open(), await at().open()];
    const changes = new Map<string, number>();
    const seen = new Map<string, number>();
    for (const queues of [a, b]) {
      await queues.work('eligibility', async ({ id }) => {
        const found = changes.get(id) ?? 0;
        await wait(10 + (found % 7));
        seen.set(id, Math.max(found, seen.get(id) ?? 0));
      }, { concurrency: 3 });
    }
    const ids = ['one', 'two', 'three', 'four'];
    for (let round = 0; round < 120; round += 1) {
      const id = ids[round % ids.length] as string;
      changes.set(id, (changes.get(id) ?? 0) + 1);
      await [a, b][round % 3 === 0 ? 0 : 1]?.enqueue([job(id)]);
      await wait(round % 4);
    }
    await until(() => ids.every((id) => seen.get(id) === changes.get(id)));
  });

  it('does not run a job before its time', async () => {
    const queues = await at().open();
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
    const queues = await at().open();
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
};
