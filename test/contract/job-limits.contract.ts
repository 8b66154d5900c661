import { setTimeout as wait } from 'node:timers/promises';
import { queueNames } from '@zhibu/application';
import { until } from '../support/until';
import { JobBench, fast, job, many } from './job-bench';

/** Limits of what a process takes, and how it ends. */
export const keepsLimits = (at: () => JobBench): void => {
  it('refuses a second worker for a queue, an empty id and a payload that is too big', async () => {
    const queues = await at().open();
    await queues.work('returns', () => Promise.resolve());
    await expect(queues.work('returns', () => Promise.resolve())).rejects.toThrow('worked on already');
    await expect(queues.enqueue([job('')])).rejects.toThrow(RangeError);
    await expect(queues.enqueue([job('a', { payload: { text: 'x'.repeat(5_000) } })])).rejects.toThrow('over 4096 bytes');
    await expect(queues.enqueue([job('a', { notBefore: 'tomorrow' })])).rejects.toThrow(RangeError);
  });

  it('uses 12 connections at most while it works on all queues', async () => {
    const queues = await at().open();
    let done = 0;
    let most = 0;
    for (const name of queueNames) await queues.work(name, () => Promise.resolve(void (done += 1)), { concurrency: 4 });
    const jobs = queueNames.flatMap((queue) => many(40).map((given) => ({ ...given, queue })));
    await Promise.all(jobs.map((given) => queues.enqueue([given])));
    await until(async () => {
      most = Math.max(most, await at().store.connections());
      return done === jobs.length;
    });
    expect(most).toBeGreaterThan(queueNames.length);
    expect(most).toBeLessThanOrEqual(12);
  });

  it('finishes the jobs in hand when it closes, and leaves no connection', async () => {
    const queues = await at().store.open(fast);
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
    await until(async () => (await at().store.connections()) === 0);
    const next = await at().open();
    expect((await next.counts()).eligibility).toMatchObject({ waiting: 10 - finished.size, active: 0 });
  });

  it('closes within the time given although a handler does not end', async () => {
    const queues = await at().store.open(fast);
    let end: () => void = () => undefined;
    await queues.work('eligibility', () => new Promise<void>((resolve) => (end = resolve)));
    await queues.enqueue([job('stuck')]);
    await until(async () => (await queues.counts()).eligibility.active === 1);
    const startedMs = Date.now();
    await queues.close({ waitMs: 200 });
    expect(Date.now() - startedMs).toBeLessThan(1_500);
    end();
    await until(async () => (await at().store.connections()) === 0);
  });
};
