import { until } from '../support/until';
import { JobBench, job } from './job-bench';

const pace = { lockMs: 1_000 };

/** Workers that are killed, starved or frozen with a job in hand: it runs again, and is never a dead letter because of them. */
export const outlivesItsWorkers = (at: () => JobBench): void => {
  it('runs a job again that was taken from more workers than it has attempts, and says so', async () => {
    const killed = await at().store.open({ ...pace, attemptsMax: 3, backoffMs: 20 });
    let end: (() => void) | undefined;
    await killed.work('payment-files', () => new Promise<void>((resolve) => (end = resolve)));
    const wanted = job('reserve', { queue: 'payment-files' });
    await killed.enqueue([wanted]);
    await until(() => end !== undefined);
    await at().store.countStalls(wanted, 3);
    await killed.close({ waitMs: 0 });
    const said: string[] = [];
    const next = await at().open({ ...pace, onError: (error) => said.push(error.message) });
    let ran = 0;
    await next.work('payment-files', () => Promise.resolve(void (ran += 1)));
    await until(() => ran === 1);
    await until(async () => (await next.counts())['payment-files'].active === 0);
    end?.();
    expect(await next.deadLetters({ limit: 1 })).toEqual([]);
    expect(said).toContain('queue.stalled: the job reserve of payment-files was taken from a worker that stopped answering, and runs again');
  });

  it('takes nothing from a job that its frozen worker ends late, after another one took it', async () => {
    const [frozen, other] = [await at().open(pace), await at().open(pace)];
    const wanted = job('build', { queue: 'batch-building' });
    const ends: (() => void)[] = [];
    const handler = (): Promise<void> => new Promise((resolve) => void ends.push(resolve));
    await frozen.work('batch-building', handler);
    await frozen.enqueue([wanted]);
    await until(() => ends.length === 1);
    await other.work('batch-building', handler);
    await at().store.loseLock(wanted);
    await until(() => ends.length === 2);
    // A wake-up while both work on it; then the late one ends, whose answer nobody takes any more.
    await frozen.enqueue([wanted]);
    ends[0]?.();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await other.counts())['batch-building']).toMatchObject({ active: 1, failed: 0 });
    ends[1]?.();
    await until(() => ends.length === 3);
    ends[2]?.();
    await until(async () => Object.values((await other.counts())['batch-building']).every((count) => count === 0));
  });
};
