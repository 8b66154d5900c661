import { setTimeout as wait } from 'node:timers/promises';
import { RejectionError, text } from '@zhibu/kernel';
import { until } from '../support/until';
import { JobBench, job, many } from './job-bench';

/** Handlers that fail, jobs that are lost, connections that break. */
export const bearsTrouble = (at: () => JobBench): void => {
  it('tries again with growing waits, then keeps a dead letter that tells no value', async () => {
    const queues = await at().open();
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
      { job: job('refused'), attempts: 3, reason: text('batch.frozen：已冻结', 'batch.frozen: The batch is frozen') },
      { job: job('broken'), attempts: 3, reason: text('程序出错：TypeError 23505', 'unexpected: TypeError 23505') },
    ]);
    expect(await queues.deadLetters({ limit: 1 })).toEqual(letters.slice(0, 1));
    expect(JSON.stringify(letters)).not.toMatch(/王小明|9900001947/);
  });

  it('runs a dead letter again when asked, and only then', async () => {
    const queues = await at().open();
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

  it('goes on after every stored job was lost in mid-run, once the shell found the work again', async () => {
    const jobs = many(300);
    const done = new Set<string>();
    const outstanding = () => jobs.filter(({ id }) => !done.has(id));
    const [producer, worker] = [await at().open(), await at().open()];
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
    await at().store.loseJobs();
    await until(() => lost.includes('worker') && lost.includes('producer'));
    await until(() => outstanding().length === 0);
    await producer.enqueue([job('after')]);
    await until(() => done.has('after'));
  });

  it('enqueues at once after the store was lost, and says so', async () => {
    const queues = await at().open({ watchMs: 60_000 });
    let lost = 0;
    queues.onLost(() => void (lost += 1));
    await at().store.loseJobs();
    await queues.enqueue(many(3));
    await until(() => lost === 1);
    expect((await queues.counts()).eligibility.waiting).toBe(3);
  });

  it('processes everything although connections are cut in mid-run', async () => {
    const jobs = many(300);
    const done = new Set<string>();
    const queues = await at().open({ attemptsMax: 1, onError: () => undefined });
    await queues.work('eligibility', async ({ id }) => {
      await wait(3);
      done.add(id);
    }, { concurrency: 4 });
    await queues.enqueue(jobs);
    for (const size of [40, 120, 200]) {
      await until(() => done.size >= size);
      await at().store.cutConnections();
    }
    await until(async () => done.size === jobs.length && (await queues.counts()).eligibility.active === 0, 40_000);
    await queues.enqueue([job('after')]);
    await until(() => done.has('after'));
    expect((await queues.counts()).eligibility.failed).toBe(0);
  });
};
