import type { Job } from '@zhibu/application';
import { createJobQueue } from '@zhibu/queue';
import type { Role } from '@zhibu/kernel';
import { until } from '../support/until';
import { carriedOver, openBatch } from './paid-before';
import { Desk, World, applicants, applicationOf, startWorld } from './world';

const [here, elsewhere, nation] = ['990101000000', '990102000000', '000000000000'];
const officers: readonly (readonly [string, Role, string])[] = [
  ['admin-here', 'administrator', here], ['admin-elsewhere', 'administrator', elsewhere], ['admin-nation', 'administrator', nation], ['eye-here', 'inspector', here], ['eye-elsewhere', 'inspector', elsewhere],
];

interface Letter { readonly queue: string; readonly jobId: string; readonly payload: Readonly<Record<string, string>> }

describe('dead letters', () => {
  let world: World;
  let jobs: readonly Job[];

  /** One job of each kind of thing in the county, one in another, and one about nothing that is known. */
  const bury = async (): Promise<void> => {
    const [personKey = ''] = await carriedOver(world, 1);
    const batchId = await openBatch(world);
    const [person] = applicants();
    if (person === undefined) throw new Error('the plan holds too few people');
    const { applicationId } = await (await world.desk('caseworker-01')).must<{ applicationId: string }>('/applications', applicationOf(person, '990101100002'));
    jobs = [
      { queue: 'eligibility', id: `recheck-applications/${personKey}/1`, payload: { work: 'recheck-applications', personKey } },
      { queue: 'eligibility', id: `check-eligibility/${applicationId}/1`, payload: { work: 'check-eligibility', applicationId } },
      { queue: 'case-steps', id: `exit-after-check/${personKey}/1`, payload: { work: 'exit-after-check', entitlementId: `rural-reward.${personKey}`, year: 2016 } },
      { queue: 'payment-files', id: `write-file/${batchId}/1`, payload: { work: 'write-file', batchId } },
      { queue: 'payment-files', id: 'reserve-waiting/here/1', payload: { work: 'reserve-waiting', fundId: `rural-reward.${here}.2016` } },
      { queue: 'payment-files', id: 'reserve-waiting/elsewhere/1', payload: { work: 'reserve-waiting', fundId: `rural-reward.${elsewhere}.2016` } },
      { queue: 'timers', id: 'close-notice/lost/1', payload: { work: 'close-notice', applicationId: 'rural-reward.nobody.1', stage: 'x' } },
    ];
    const queues = await createJobQueue({ connectionString: world.database.url, attemptsMax: 1 });
    for (const queue of new Set(jobs.map((job) => job.queue))) await queues.work(queue, () => Promise.reject(new Error('planted')));
    await queues.enqueue(jobs);
    await until(async () => Object.values(await queues.counts()).reduce((sum, { failed }) => sum + failed, 0) === jobs.length);
    await queues.close();
  };

  beforeAll(async () => {
    world = await startWorld();
    for (const [userId, role, areaCode] of officers) {
      const context = { clock: world.clock, actor: world.runtime.automation, commandKey: `user/${userId}`, correlationId: 'test', causationId: 'test' };
      expect((await world.runtime.services.users.add(context, { userId, displayName: userId, kind: 'officer', roles: [{ role, areaCode }], demo: true })).ok).toBe(true);
    }
    await bury();
  }, 90_000);
  afterAll(() => world.stop());

  const seenBy = async (userId: string): Promise<readonly string[]> => (await (await world.desk(userId)).read<readonly Letter[]>('/jobs/dead-letters')).map(({ jobId }) => jobId).sort();
  const idsOf = (wanted: (job: Job) => boolean): readonly string[] => jobs.filter(wanted).map(({ id }) => id).sort();
  const runAgain = async (userId: string, job: { readonly queue: string; readonly id: string }) => {
    const { status, body } = await (await world.desk(userId)).ask('/jobs/run-again', { queue: job.queue, jobId: job.id });
    return { status, ...(body as object), requestId: '' };
  };
  const isElsewhere = ({ id }: Job): boolean => id.includes('elsewhere');
  const isLost = ({ id }: Job): boolean => id.includes('lost');

  it('are shown where the thing lies that they are about, whatever kind of thing it is', async () => {
    const mine = idsOf((job) => !isElsewhere(job) && !isLost(job));
    expect(mine).toHaveLength(5);
    expect([await seenBy('admin-here'), await seenBy('eye-here')]).toEqual([mine, mine]);
    expect([await seenBy('admin-elsewhere'), await seenBy('eye-elsewhere')]).toEqual([idsOf(isElsewhere), idsOf(isElsewhere)]);
    expect(await seenBy('admin-nation')).toEqual(idsOf(() => true));
    expect(await (await world.desk('admin-here')).read<readonly Letter[]>('/jobs/dead-letters?limit=2')).toHaveLength(2);
    expect((await (await world.desk('county-1')).get('/jobs/dead-letters')).status).toBe(403);
  });

  it('are told among what is wrong, with what to do next', async () => {
    const { findings } = await (await world.desk('admin-here')).read<{ readonly findings: readonly { readonly check: string; readonly ok: boolean; readonly found: { readonly en: string }; readonly todo: { readonly en: string } | null }[] }>('/system');
    const timers = findings.find(({ check }) => check === 'queue timers');
    expect([timers?.ok, timers?.found.en, timers?.todo?.en]).toEqual([false, 'waiting 0, active 0, delayed 0, dead 1', expect.stringContaining('run them again')]);
  });

  it('are run again by an administrator of that place; of others nobody learns whether there are any', async () => {
    const [first, second] = jobs.filter((job) => !isElsewhere(job));
    if (first === undefined || second === undefined) throw new Error('no jobs');
    const nothing = await runAgain('admin-elsewhere', { queue: first.queue, id: 'no-such-job' });
    expect(nothing).toMatchObject({ status: 404, code: 'job.not-found' });
    expect(await runAgain('admin-elsewhere', first)).toEqual(nothing);
    expect(await runAgain('eye-here', first)).toMatchObject({ status: 403, code: 'authority.role' });
    expect(await runAgain('admin-here', first)).toMatchObject({ status: 200, jobId: first.id });
    expect(await runAgain('admin-here', first)).toMatchObject({ status: 409, code: 'job.not-dead' });
    expect(await runAgain('admin-elsewhere', first)).toEqual(nothing);
    expect(await runAgain('admin-nation', second)).toMatchObject({ status: 200 });
    const desk: Desk = await world.desk('admin-here');
    expect((await desk.ask('/jobs/run-again', { queue: 'timers', jobId: 'x'.repeat(300) })).status).toBe(404);
  });
});
