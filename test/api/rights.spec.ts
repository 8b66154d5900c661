import { demoPlan, scaledNumbers } from '@zhibu/demo';
import { until } from '../support/until';
import { Desk, World, startWorld } from './world';

interface Right {
  readonly entitlementId: string;
  readonly status: string;
  readonly areaCode: string;
  readonly pending: readonly { readonly changeId: string; readonly kind: string; readonly proposedBy: readonly string[] }[];
  readonly confirmedBy: readonly string[];
}

/** What two officers decide together, over HTTP, with workers that do what follows. */
describe('rights of people who were paid before', () => {
  const county = '990101000000';
  const plan = demoPlan(scaledNumbers(60), 11).filter(({ story }) => story === 'carried-over');
  const people = [...plan.filter(({ scheme }) => scheme === 'rural-reward').slice(0, 2), ...plan.filter(({ branch }) => branch === 'child-disabled').slice(0, 1)];
  const keys: string[] = [];
  let world: World;
  let [clerk, reviewer, finance] = [] as unknown as [Desk, Desk, Desk];

  const right = (scheme: string, index: number): Promise<Right> => reviewer.read<Right>(`/entitlements/${scheme}.${keys[index]}`);
  const rows = (from: number, to: number) => keys.slice(from, to).map((personKey, index) => ({ personKey, branch: people[from + index]?.branch ?? null, paidThrough: '2015-12', entitledFrom: null }));

  beforeAll(async () => {
    world = await startWorld({ workers: true });
    [clerk, reviewer, finance] = await Promise.all([world.desk('county-1'), world.desk('county-2'), world.desk('finance-1')]);
    const desk = await world.desk('caseworker-01');
    for (const { form } of people) keys.push((await desk.must<{ personKey: string }>('/people', { ...form, areaCode: '990101100001' })).personKey);
  });
  afterAll(() => world.stop());

  const load = async (scheme: string, from: number, to: number): Promise<{ registerId: string; listHash: string }> => {
    const { registerId } = await clerk.must<{ registerId: string }>('/registers', { scheme, areaCode: county, title: '2015 年度名册', statedRows: to - from });
    await clerk.must(`/registers/${registerId}/rows`, { part: 1, rows: rows(from, to) });
    return clerk.must<{ registerId: string; listHash: string }>(`/registers/${registerId}/submission`);
  };

  it('are loaded by one officer, approved by another, and carried over by the workers', async () => {
    const refused = await finance.do('/registers', { scheme: 'rural-reward', areaCode: county, title: 'x', statedRows: 1 });
    expect([refused.status, refused.body.code]).toEqual([403, 'authority.role']);
    const month = await clerk.do('/registers/x/rows', { part: 1, rows: [{ personKey: 'p', branch: null, paidThrough: '2016-13' }] });
    expect([month.status, month.body.code]).toEqual([400, 'request.invalid']);
    const { registerId, listHash } = await load('rural-reward', 0, 2);
    await world.settle();
    const waiting = await reviewer.read<{ items: { registerId: string; listHash: string; rowsRead: number; preparedBy: string[] }[] }>('/registers?status=submitted');
    expect(waiting.items).toMatchObject([{ registerId, listHash, rowsRead: 2, preparedBy: ['county-1'] }]);
    const own = await clerk.do(`/registers/${registerId}/approval`, { listHash });
    expect([own.status, own.body.code]).toEqual([403, 'duty.own-proposal']);
    await reviewer.must(`/registers/${registerId}/approval`, { listHash });
    // Followed until everybody is carried over; only by whoever sees it.
    const followed = await reviewer.get(`/registers/${registerId}/progress`).buffer(true);
    expect([[...followed.text.matchAll(/^event: (\w+)$/gm)].at(-1)?.[1], followed.text]).toEqual(['done', expect.stringMatching(/"partsDone":1,"carried":2,"refused":0/)]);
    expect((await (await world.desk('admin')).get(`/registers/${registerId}/progress`)).status).toBe(403);
    expect((await reviewer.get('/registers/none/progress')).status).toBe(404);
    expect(await reviewer.read(`/registers/${registerId}`)).toMatchObject({ status: 'approved', approvedBy: ['county-2'], partsDone: 1, refused: 0 });
    expect(await right('rural-reward', 0)).toMatchObject({ status: 'active', carriedOver: true, startMonth: '2016-01', confirmedBy: ['county-1', 'county-2'] });
    const special = await load('special-hardship', 2, 3);
    await reviewer.must(`/registers/${special.registerId}/approval`, { listHash: special.listHash });
    await until(async () => (await reviewer.get(`/entitlements/special-hardship.${keys[2]}`)).status === 200);
  });

  it('change their branch after a proposal that somebody else approves, and it waits as a task until then', async () => {
    const path = `/entitlements/special-hardship.${keys[2]}/changes`;
    const desk = await world.desk('caseworker-01');
    const { changeId } = await desk.must<{ changeId: string }>(`${path}/branch`, { toBranch: 'child-died', fromMonth: '2016-04', reason: '子女死亡' });
    await world.settle();
    const tasks = await reviewer.read<{ items: Right[] }>('/tasks/changes');
    expect(tasks.items.map(({ pending }) => pending)).toEqual([[{ changeId, kind: 'branch', toBranch: 'child-died', fromMonth: '2016-04', backPay: false, proposedBy: ['caseworker-01'], proposedOn: '2016-01-05' }]]);
    const own = await desk.do(`${path}/${changeId}/approval`);
    expect([own.status, own.body.code]).toEqual([403, 'authority.role']);
    expect(await reviewer.must(`${path}/${changeId}/approval`)).toMatchObject({ events: ['EntitlementBranchChanged'] });
    await world.settle();
    expect(await right('special-hardship', 2)).toMatchObject({ branch: 'child-died', pending: [], confirmedBy: ['county-1', 'county-2', 'caseworker-01'] });
    expect((await reviewer.read<{ items: Right[] }>('/tasks/changes')).items).toEqual([]);
  });

  it('are resumed by one officer from now on, and for months that have passed by two', async () => {
    const path = `/entitlements/rural-reward.${keys[1]}`;
    world.clock.advanceTo('2016-04-05T01:00:00.000Z');
    await clerk.must(`${path}/suspension`, { fromMonth: '2016-02', reason: '待核实' });
    const alone = await clerk.do(`${path}/resumption`, { fromMonth: '2016-02', reason: '已核实' });
    expect([alone.status, alone.body.code]).toEqual([422, 'entitlement.needs-approval']);
    const { changeId } = await clerk.must<{ changeId: string }>(`${path}/changes/resumption`, { fromMonth: '2016-02', backPay: true, reason: '已核实' });
    const own = await clerk.do(`${path}/changes/${changeId}/approval`);
    expect([own.status, own.body.code]).toEqual([403, 'duty.own-proposal']);
    await reviewer.must(`${path}/changes/${changeId}/refusal`, { reason: '缺材料' });
    expect(await clerk.must(`${path}/resumption`, { fromMonth: '2016-05', reason: '已核实' })).toMatchObject({ events: ['EntitlementResumed'] });
  });

  it('go on after a death that was taken back, when another officer approves', async () => {
    const desk = await world.desk('caseworker-01');
    const source = { kind: 'certificate', reference: '证明', issuedBy: '示例县', issuedOn: '2016-03-01' };
    await desk.must(`/people/${keys[0]}/death`, { diedOn: '2016-03-20', source });
    await until(async () => (await right('rural-reward', 0)).status === 'ended');
    await desk.must(`/people/${keys[0]}/death/retractions`, { reason: '同名误录', source });
    await until(async () => (await right('rural-reward', 0)).pending.length > 0);
    const { entitlementId, pending } = await right('rural-reward', 0);
    expect(pending).toMatchObject([{ kind: 'reverse-exit', proposedBy: ['caseworker-01'] }]);
    await reviewer.must(`/entitlements/${entitlementId}/changes/${pending[0]?.changeId}/approval`);
    await until(async () => (await right('rural-reward', 0)).status === 'active');
  });

  it('follow a move within the county by themselves', async () => {
    const desk = await world.desk('caseworker-01');
    const source = { kind: 'household-register', reference: '户口簿', issuedBy: '示例县', issuedOn: '2016-03-01' };
    await desk.must(`/people/${keys[0]}/moves`, { toArea: '990101112007', movedOn: '2016-04-02', source });
    await until(async () => (await right('rural-reward', 0)).areaCode === '990101112007');
  });
});
