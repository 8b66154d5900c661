import type { RoleGrant } from '@zhibu/kernel';
import { Desk, World, startWorld } from './world';

const townA = '990101100000';
const townB = '990101101000';

interface UserItem {
  readonly userId: string;
}
interface StandIn extends UserItem {
  readonly toUserId: string;
}

describe('officers and who acts for them', () => {
  let world: World;
  let admin: Desk;

  beforeAll(async () => {
    world = await startWorld();
    admin = await world.desk('admin');
    const add = (userId: string, roles: readonly RoleGrant[]) => admin.do('/users', { userId, displayName: `某某${userId}`, roles, password: 'given by the admin' });
    await add('two-grants', [{ role: 'village-reviewer', areaCode: townA }, { role: 'caseworker', areaCode: townB }]);
    await add('like_percent', [{ role: 'village-reviewer', areaCode: `${townA.slice(0, 9)}001` }]);
    await add('town-admin', [{ role: 'administrator', areaCode: townB }]);
    await world.settle();
  });
  afterAll(() => world.stop());

  const found = async (query: string, desk = admin): Promise<readonly string[]> => (await desk.read<{ items: readonly UserItem[] }>(`/users?limit=200&${query}`)).items.map(({ userId }) => userId);
  const searched = async (body: object): Promise<readonly string[]> => ((await admin.ask('/users/search', { limit: 200, ...body })).body as { items: readonly UserItem[] }).items.map(({ userId }) => userId);

  it('are found by a part of id or name, by role and area of one grant, and by status', async () => {
    expect(await searched({ words: 'TWO-gr' })).toEqual(['two-grants']);
    expect(await searched({ words: '某某two' })).toEqual(['two-grants']);
    // What people type is no pattern.
    expect(await searched({ words: 'e_p' })).toEqual(['like_percent']);
    expect(await searched({ words: '%' })).toEqual([]);
    expect(await searched({ words: 'two', role: 'village-reviewer', area: townB })).toEqual([]);
    expect(await found(`role=village-reviewer&area=${townA}`)).toEqual(['like_percent', 'two-grants', 'village-01']);
    expect(await found(`role=village-reviewer&area=${townB}`)).toEqual(['village-02']);
    expect(await found(`area=${townB}`)).toContain('two-grants');
    await admin.must('/users/like_percent/disabling', { reason: '调离' });
    await world.settle();
    expect(await found('status=disabled')).toEqual(['like_percent']);
    expect(await searched({ status: 'active', words: 'like' })).toEqual([]);
    expect((await admin.get('/users?words=like')).body).toMatchObject({ code: 'request.invalid' });
  });

  it('act for each other in the open: both see it, and whoever administers one of them', async () => {
    const [first, second, elsewhere] = [await world.desk('caseworker-01'), await world.desk('caseworker-02'), await world.desk('caseworker-03')];
    await first.must('/users/caseworker-01/delegations', { toUserId: 'caseworker-02', untilDay: '2016-03-31' });
    await world.settle();
    const between = { userId: 'caseworker-01', toUserId: 'caseworker-02', untilDay: '2016-03-31' };
    const of = async (desk: Desk, path: string) => (await desk.read<{ items: readonly StandIn[] }>(path)).items;
    expect(await of(first, '/users/delegations?direction=given')).toEqual([between]);
    expect(await of(second, '/users/delegations')).toEqual([between]);
    expect(await of(first, '/users/delegations')).toEqual([]);
    expect(await of(elsewhere, '/users/delegations?direction=given')).toEqual([]);
    expect(await of(admin, '/users/stand-ins')).toEqual([between]);
    expect(await of(admin, '/users/stand-ins?userId=caseworker-02')).toEqual([between]);
    expect(await of(admin, '/users/stand-ins?userId=caseworker-03')).toEqual([]);
    // The one who stands in works in the township of this administrator.
    expect(await of(await world.desk('town-admin'), '/users/stand-ins')).toEqual([between]);
    expect((await elsewhere.get('/users/stand-ins')).body.code).toBe('authority.role');
  });

  it('are shown in the version that the next change has to name, whatever changed last', async () => {
    const given = await admin.get('/users/caseworker-01');
    expect([given.status, given.headers['etag']]).toEqual([200, '"2"']);
    await admin.put('/users/caseworker-01/password', { password: 'given once again' });
    await world.settle();
    expect((await admin.get('/users/caseworker-01')).headers['etag']).toBe('"3"');
    world.forget('caseworker-01');
  });

  it('hand nothing on once they are disabled', async () => {
    await admin.must('/users/caseworker-02/disabling', { reason: '离任' });
    await world.settle();
    expect((await admin.read<{ items: readonly StandIn[] }>('/users/stand-ins')).items).toEqual([]);
    expect((await (await world.desk('caseworker-01')).read<{ items: readonly StandIn[] }>('/users/delegations?direction=given')).items).toEqual([]);
  });

  it('show every version of a scheme in an area, and each one whole', async () => {
    const desk = await world.desk('caseworker-03');
    const all = await desk.read<{ title: { zh: string }; areas: readonly { code: string }[]; versions: readonly { from: string; to: string | null; sources: readonly string[]; changes: number; procedure: { id: string } | null }[] }>(`/policies/schemes/rural-reward/versions?areaCode=${townA}`);
    expect(all.title.zh).toBe('农村部分计划生育家庭奖励扶助');
    expect(all.areas.map(({ code }) => code)).toContain('990101000000');
    expect(all.versions.at(-2)).toMatchObject({ from: '2016-01-01', to: '2018-12-31', changes: 2, procedure: { id: 'rural-reward' } });
    expect(all.versions.at(-2)?.sources).toContain('示例县财社〔2016〕1号（合成）');
    const one = await desk.read<{ content: { layers: readonly { id: string }[] } }>(`/policies/schemes/rural-reward/versions/2016-01-01?areaCode=${townA}`);
    expect(one.content.layers.map(({ id }) => id)).toEqual(['national-base', 'county-top-up']);
    const of = async (path: string) => { const { status, body } = await desk.get(`/policies/schemes/${path}`); return [status, (body as { code: string }).code]; };
    expect([await of('nothing/versions'), await of('rural-reward/versions/2015-05-05'), await of('rural-reward/versions?areaCode=123456000000')]).toEqual([[404, 'scheme.not-found'], [404, 'policy-version.not-found'], [422, 'policy.unknown-area']]);
  });

  it('read an area with two levels below it at once', async () => {
    const areas = await admin.read<readonly { code: string }[]>('/policies/areas?parent=990101000000&levels=2');
    expect(areas.map(({ code }) => code).filter((code) => code.endsWith('000'))).toHaveLength(13);
    expect(areas).toHaveLength(13 * 8);
  });

  it('see how the installation is, in words', async () => {
    const system = await admin.read<{ engines: readonly { engine: string; title: { en: string } }[]; readModels: readonly { lag: { en: string }; stopped: boolean }[]; queues: readonly object[]; findings: readonly { check: string; ok: boolean; todo: unknown }[] }>('/system');
    expect(system.engines).toMatchObject([{ engine: 'database', title: { en: 'PostgreSQL (the database)' } }]);
    expect(system.readModels.length).toBeGreaterThan(10);
    expect(system.readModels.every(({ lag, stopped }) => lag.en === 'up to date' && !stopped)).toBe(true);
    expect(system.queues).toHaveLength(6);
    expect(system.findings.filter(({ check, ok }) => !ok && check.startsWith('read-model'))).toEqual([]);
    expect((await (await world.desk('caseworker-03')).get('/system')).body.code).toBe('authority.role');
  });
});
