import { RejectionError } from '@zhibu/kernel';
import { JobQueues, JobQueuesOptions, createJobQueue, inspectRedis } from '@zhibu/queue';
import { job } from '../contract/job-bench';
import { describeWith } from '../support/debian-program';
import { RedisServer, startRedis } from '../support/redis/redis-server';
import { until } from '../support/until';

/** Fingerprints of the keys of two installations. */
const [ours, theirs] = ['0123456789abcdef0123456789abcdef', 'fedcba9876543210fedcba9876543210'];

describeWith('redis-server', 'two installations on one Redis', () => {
  let server: RedisServer;
  let opened: JobQueues[] = [];
  let said: string[] = [];
  beforeAll(async () => {
    server = await startRedis();
  });
  afterEach(async () => {
    await Promise.all(opened.map((queues) => queues.close()));
    [opened, said] = [[], []];
    await server.run('FLUSHALL');
  });
  afterAll(() => server.stop());

  const open = async (installation: string, place = '', options: JobQueuesOptions = {}): Promise<JobQueues> => {
    const queues = await createJobQueue({ redisUrl: `${server.url}${place}`, installation, watchMs: 50, lockMs: 2_000, onError: (error) => said.push(error.message), ...options });
    opened.push(queues);
    return queues;
  };
  const refused = async (installation: string, place = ''): Promise<unknown> => open(installation, place).then(() => null, (error: unknown) => (error instanceof RejectionError ? error.rejection : error));
  const mark = '{zhibu}:generation';

  it('are told apart at the start: expected, found, and what to do', async () => {
    await open(ours);
    const at = `127.0.0.1:${server.port} {zhibu}`;
    const fault = {
      code: 'redis.other-installation',
      message: { zh: '这里存放的是另一套系统的任务，两套系统会互相取走任务', en: "These are the jobs of another installation, and each would take the other's" },
      expected: {
        zh: 'fedcba98… 的任务（本系统）：请在 REDIS_URL 中另用一个 keyPrefix 或另一个数据库编号',
        en: 'jobs of fedcba98… (this installation): give REDIS_URL another keyPrefix, or another number of the database',
      },
      actual: { zh: `${at}：01234567… 的任务`, en: `${at}: jobs of 01234567…` },
    };
    expect(await refused(theirs)).toEqual(fault);
    expect((await inspectRedis(server.url, { installation: theirs })).faults).toEqual([fault]);
    expect((await inspectRedis(server.url, { installation: ours })).faults).toEqual([]);
    expect(await refused(ours)).toBeNull();
    expect([await refused(theirs, '?keyPrefix=town-2'), await refused(theirs, '/1')]).toEqual([null, null]);
    expect(said).toEqual([]);
  });

  it('leave a mark alone at a look, and one of them takes over that of an older version', async () => {
    expect((await inspectRedis(server.url, { installation: ours })).faults).toEqual([]);
    expect(await server.run('GET', mark)).toBeNull();
    await server.run('SET', mark, 'c0ffee');
    const older = await createJobQueue({ redisUrl: server.url, watchMs: 50 });
    let told = 0;
    older.onLost(() => void (told += 1));
    await older.enqueue([job('kept')]);
    expect((await (await open(ours)).counts()).eligibility.waiting).toBe(1);
    expect(await server.run('GET', mark)).toBe(`c0ffee ${ours}`);
    expect(await refused(theirs)).toMatchObject({ code: 'redis.other-installation' });
    await older.close();
    expect(told).toBe(0);
  });

  it('lose nothing when all is flushed in mid-run, and stay told apart', async () => {
    const queues = await open(ours);
    const done = new Set<string>();
    queues.onLost(() => queues.enqueue([job('outstanding')]));
    await queues.enqueue([job('outstanding', { notBefore: new Date(Date.now() + 60_000).toISOString() })]);
    await queues.work('eligibility', ({ id }) => Promise.resolve(void done.add(id)));
    await server.run('FLUSHALL');
    await until(() => done.has('outstanding'));
    expect(await server.run('GET', mark)).toMatch(new RegExp(`^\\S+ ${ours}$`));
    expect(await refused(theirs)).toMatchObject({ code: 'redis.other-installation' });
  });

  it('touch no job of the other that came first after a loss, say so once, and go on when it is put right', async () => {
    const queues = await open(ours);
    const done = new Set<string>();
    let lost = 0;
    queues.onLost(() => void (lost += 1));
    await queues.work('eligibility', ({ id }) => Promise.resolve(void done.add(id)));
    await server.run('EVAL', `redis.call('FLUSHALL') redis.call('SET', KEYS[1], ARGV[1])`, '1', mark, `d00d ${theirs}`);
    await until(() => said.length > 0);
    const other = await open(theirs);
    await other.enqueue([job('of the other')]);
    await expect(queues.enqueue([job('ours')])).rejects.toThrow('redis.other-installation');
    await until(async () => (await inspectRedis(server.url, { installation: ours })).faults.length === 1);
    expect((await other.counts()).eligibility).toEqual({ waiting: 1, active: 0, delayed: 0, failed: 0 });
    await other.close();
    await server.run('FLUSHALL');
    await until(() => lost > 0);
    await queues.enqueue([job('ours')]);
    await until(() => done.has('ours'));
    expect([...done]).toEqual(['ours']);
    expect(said.filter((line) => line.includes('redis.other-installation'))).toHaveLength(1);
  });
});
