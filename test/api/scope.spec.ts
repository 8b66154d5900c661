import type { RoleGrant } from '@zhibu/kernel';
import { findPlaintext } from '../support/find-plaintext';
import { Desk, World, applicants, applicationOf, startWorld } from './world';

const townA = '990101100000';
const townB = '990101101000';

interface Looked {
  readonly what: string;
  readonly purpose: string | null;
  readonly reason: string | null;
  readonly viewedBy: string;
  readonly together: number;
}

describe('what an officer sees', () => {
  let world: World;
  let [a, b]: Desk[] = [];
  let personA = '';
  let personB = '';
  let caseB = '';
  const [first, second] = applicants();
  if (first === undefined || second === undefined) throw new Error('the plan holds too few people');

  beforeAll(async () => {
    world = await startWorld();
    [a, b] = [await world.desk('caseworker-01'), await world.desk('caseworker-02')];
    personA = (await a.must<{ personKey: string }>('/applications', applicationOf(first, '990101100001'))).personKey;
    const submitted = await b.must<{ personKey: string; applicationId: string }>('/applications', applicationOf(second, '990101101001'));
    [personB, caseB] = [submitted.personKey, submitted.applicationId];
    await world.settle();
  });
  afterAll(() => world.stop());

  it('ends at the border of the township: in lists, by id and in search', async () => {
    for (const list of ['/people', '/applications', '/applications?areaPrefix=990101', '/tasks/timers', '/tasks/waiting-for-others']) {
      const { items } = await (a as Desk).read<{ items: { areaCode: string }[] }>(list);
      expect(items.every((item) => item.areaCode.startsWith(townA.slice(0, 9)))).toBe(true);
    }
    expect((await (a as Desk).read<{ items: unknown[] }>('/people')).items).toHaveLength(1);
    expect((await (b as Desk).read<{ items: { areaCode: string }[] }>('/people')).items.map((item) => item.areaCode.slice(0, 9))).toEqual([townB.slice(0, 9)]);
    for (const path of [`/people/${personB}`, `/people/${personB}/accounts`, `/people/${personB}/payments`, `/applications/${caseB}`]) {
      const answer = await (a as Desk).get(path);
      expect([path, answer.status]).toEqual([path, 404]);
    }
    const searched = await (a as Desk).ask('/people/search', { namePrefix: second.form.name.slice(0, 1), areaPrefix: '990101101', reason: '来访查询' });
    expect(searched.body).toEqual({ items: [], nextCursor: null });
    const found = await (a as Desk).ask('/people/find', { idNumber: second.form.idNumber });
    expect([found.status, found.body.code]).toEqual([404, 'person.not-found']);
  });

  it('answers the same for a person who is elsewhere and one who does not exist', async () => {
    const elsewhere = await (a as Desk).get(`/people/${personB}`);
    const nobody = await (a as Desk).get('/people/abcdefghijklmnopqrstuvwxyz');
    expect({ ...elsewhere.body, requestId: '' }).toEqual({ ...nobody.body, requestId: '' });
  });

  it('leaves looks at people elsewhere unrecorded and unanswered', async () => {
    const body = { what: 'details', reason: '核对' };
    expect((await (a as Desk).ask(`/people/${personB}/looks`, body)).status).toBe(404);
    expect((await (a as Desk).ask('/replay/timeline', { subject: { personKey: personB }, reason: '核对' })).status).toBe(404);
    expect((await (a as Desk).ask('/replay/timeline', { subject: { applicationId: caseB }, reason: '核对' })).status).toBe(404);
    expect((await (a as Desk).ask('/replay/events', { subject: { personKey: personB }, reason: '核对' })).status).toBe(404);
    expect((await (await world.desk('finance-1')).ask('/replay/events', { subject: { personKey: personB }, reason: '核对' })).status).toBe(403);
    await world.settle();
    expect((await (await world.desk('inspector')).read<{ items: unknown[] }>(`/access-log?personKey=${personB}&viewedBy=caseworker-01`)).items).toEqual([]);
  });

  it('refuses commands on cases elsewhere', async () => {
    const answer = await (a as Desk).do(`/applications/${caseB}/withdrawal`, { reason: '不应成功' });
    expect([answer.status, answer.body.code]).toEqual([404, 'application.not-found']);
  });

  it('depends on the role: finance sees batches and no people, reviewers the reverse, the inspector both', async () => {
    const [finance, inspector] = [await world.desk('finance-1'), await world.desk('inspector')];
    expect((await finance.get('/batches')).status).toBe(200);
    expect((await finance.get('/people')).status).toBe(403);
    expect((await finance.get('/applications')).body.code).toBe('authority.role');
    expect((await (a as Desk).get('/batches')).status).toBe(403);
    expect((await (a as Desk).get('/funds')).status).toBe(403);
    expect((await (a as Desk).get('/users')).status).toBe(403);
    expect((await inspector.read<{ items: unknown[] }>('/people')).items).toHaveLength(2);
    expect((await inspector.get('/batches')).status).toBe(200);
    expect((await (a as Desk).get(`/rates?year=2016&areaCode=${townB}`)).body.code).toBe('authority.area');
  });

  it('shows a person masked, in full only for a reason, and records every look first', async () => {
    const secrets = { number: first.form.idNumber, account: first.form.account?.accountNumber ?? '' };
    const summary = await (a as Desk).get(`/people/${personA}`);
    expect(summary.headers['etag']).toBe(`"${summary.body.version}"`);
    expect(findPlaintext(summary.text, secrets)).toEqual([]);
    expect((await (a as Desk).ask(`/people/${personA}/looks`, { what: 'details', reason: '  ' })).status).toBe(422);
    const details = await (a as Desk).ask(`/people/${personA}/looks`, { what: 'details', reason: '入户核实' });
    expect(details.body).toMatchObject({ name: first.form.name, phone: first.form.phone });
    expect(findPlaintext(details.text, secrets)).toEqual([]);
    expect((await (a as Desk).ask(`/people/${personA}/looks`, { what: 'number', reason: '核对证件' })).body.idNumber).toBe(first.form.idNumber);
    expect((await (a as Desk).ask(`/people/${personA}/looks`, { what: 'account', reason: '核对账户' })).body.accounts[0].accountNumber).toBe(secrets.account);
    await world.settle();
    const log = await (await world.desk('inspector')).read<{ items: Looked[] }>(`/access-log?personKey=${personA}&viewedBy=caseworker-01`);
    expect(log.items.filter(({ purpose }) => purpose === null).map(({ what, reason, viewedBy }) => [what, reason, viewedBy])).toEqual([
      ['account', '核对账户', 'caseworker-01'], ['number', '核对证件', 'caseworker-01'], ['details', '入户核实', 'caseworker-01'],
    ]);
  });

  it('records who was shown in lists and searches, once for each request, before they are shown', async () => {
    const inspector = await world.desk('inspector');
    const looksOf = async (viewedBy: string): Promise<readonly Looked[]> => (await inspector.read<{ items: Looked[] }>(`/access-log?personKey=${personA}&viewedBy=${viewedBy}`)).items;
    await world.settle();
    const before = (await looksOf('caseworker-01')).filter(({ purpose }) => purpose !== null).length;
    const caseworker = a as Desk;
    await caseworker.read('/people?purpose=inquiry');
    expect((await caseworker.ask('/people/search', { namePrefix: first.form.name.slice(0, 1) })).status).toBe(400);
    expect((await caseworker.ask('/people/search', { namePrefix: first.form.name.slice(0, 1), reason: ' ' })).status).toBe(422);
    expect((await caseworker.ask('/people/search', { namePrefix: first.form.name.slice(0, 1), reason: '来访查询' })).body.items).toHaveLength(1);
    expect((await caseworker.ask('/people/find', { idNumber: first.form.idNumber, reason: '核对身份' })).body.personKey).toBe(personA);
    for (const path of ['', '/accounts', '/payments']) await caseworker.read(`/people/${personA}${path}`);
    expect((await inspector.read<{ items: unknown[] }>('/people')).items).toHaveLength(2);
    await world.settle();
    const looks = (await looksOf('caseworker-01')).filter(({ purpose }) => purpose !== null);
    expect(looks.slice(0, looks.length - before).map(({ what, purpose, reason, together }) => [what, purpose, reason, together])).toEqual([
      ['payments', 'case-work', null, 1], ['accounts', 'case-work', null, 1], ['summary', 'case-work', null, 1], ['find', 'case-work', '核对身份', 1],
      ['search', 'case-work', '来访查询', 1], ['list', 'inquiry', null, 1],
    ]);
    expect((await looksOf('inspector'))[0]).toMatchObject({ what: 'list', purpose: 'inspection', reason: null, together: 2 });
    const timeline = (await inspector.ask('/replay/timeline', { subject: { personKey: personA }, reason: '抽查' })).body as readonly { type: string; what: { zh: string }; why: readonly { zh: string }[] }[];
    const listed = timeline.filter(({ type }) => type === 'PeopleListed').map(({ what, why }) => [what.zh, ...why.map(({ zh }) => zh)].join('；'));
    expect(listed).toContain('caseworker-01 按姓名或号码末位查找时看到此人；事由：经办；来访查询');
    expect(listed).toContain('inspector 在人员列表中看到此人，同时显示 2 人；事由：监督检查');
  });

  it('writes no name, number, phone or reason to the log', async () => {
    const planted = { name: first.form.name, number: first.form.idNumber, other: second.form.idNumber, account: first.form.account?.accountNumber ?? '', phone: first.form.phone ?? '', reason: '核对证件', token: (a as Desk).token };
    expect(world.log()).toContain('"path":"/api/v1/people/find"');
    expect(findPlaintext(world.log(), planted)).toEqual([]);
  });

  it('never takes an ID number in an address', async () => {
    const answer = await (a as Desk).get(`/people/${first.form.idNumber}`);
    expect(answer.status).toBe(404);
    expect(findPlaintext(world.log(), { number: first.form.idNumber })).toEqual([]);
  });

  it('keeps an administrator to the users of the area, and answers the same for others and for nobody', async () => {
    const add = (userId: string, roles: readonly RoleGrant[]) =>
      world.runtime.services.users.add({ clock: world.clock, actor: world.runtime.automation, commandKey: `user/${userId}`, correlationId: 'test', causationId: 'test' }, { userId, displayName: userId, kind: 'officer', roles, demo: true });
    await add('town-admin', [{ role: 'administrator', areaCode: townA }]);
    await add('without-roles', []);
    await world.settle();
    const admin = await world.desk('town-admin');
    const disable = async (userId: string) => {
      const { status, body } = await admin.do(`/users/${userId}/disabling`, { reason: '调离' });
      return { status, ...(body as object), requestId: '' };
    };
    const nobody = await disable('nobody-at-all');
    expect(nobody).toMatchObject({ status: 404, code: 'user.not-found' });
    expect([await disable('caseworker-02'), await disable('without-roles')]).toEqual([nobody, nobody]);
    expect(await disable('caseworker-01')).toMatchObject({ status: 200 });
  });
});
