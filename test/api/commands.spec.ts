import { request as plainRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findPlaintext } from '../support/find-plaintext';
import { Desk, World, applicants, applicationOf, startWorld } from './world';

describe('commands and bodies', () => {
  let world: World;
  let desk: Desk;
  const [person, other] = applicants();
  if (person === undefined || other === undefined) throw new Error('the plan holds too few people');
  const body = applicationOf(person, '990101100001');

  beforeAll(async () => {
    world = await startWorld();
    desk = await world.desk('caseworker-01');
  });
  afterAll(() => world.stop());

  it('asks for an idempotency key', async () => {
    const answer = await desk.ask('/applications', body);
    expect([answer.status, answer.body.code, answer.body.field]).toEqual([428, 'request.key-missing', 'Idempotency-Key']);
  });

  it('gives the same answer for the same key and content, and refuses other content', async () => {
    const key = { 'Idempotency-Key': 'once' };
    const first = await desk.do('/applications', body, key);
    const again = await desk.do('/applications', body, key);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual({ ...first.body, duplicate: true });
    expect(again.headers['etag']).toBe(first.headers['etag']);
    const withdrawal = { 'Idempotency-Key': 'withdraw' };
    const path = `/applications/${first.body.applicationId}`;
    expect((await desk.do(`${path}/withdrawal`, { reason: '本人要求' }, withdrawal)).body).toMatchObject({ duplicate: false, events: ['ApplicationWithdrawn'] });
    const reused = await desk.do(`${path}/withdrawal`, { reason: '另一理由' }, withdrawal);
    expect([reused.status, reused.body.code]).toEqual([422, 'command.key-reused']);
  });

  it('records a doubtful account number with a warning, and a good one without', async () => {
    const { personKey } = (await desk.do('/applications', body, { 'Idempotency-Key': 'once' })).body as { personKey: string };
    const record = (accountNumber: string) => desk.must<{ warnings: readonly unknown[] }>(`/people/${personKey}/accounts`, { ...person.newAccount, accountNumber, validFrom: '2016-01-04' });
    expect((await record('9999010000000000010')).warnings).toEqual([]);
    expect((await record('9999010000000000011')).warnings).toMatchObject([{ code: 'account.luhn', message: { zh: expect.stringContaining('校验') as string, en: expect.stringContaining('compare') as string } }]);
    expect((await record('102030405060')).warnings).toMatchObject([{ code: 'account.card-length' }]);
  });

  it('refuses an old version with 412 and takes the present one', async () => {
    const { applicationId } = await desk.must<{ applicationId: string }>('/applications', applicationOf(other, '990101100002'));
    await world.settle();
    const shown = await desk.get(`/applications/${applicationId}`);
    expect((await desk.get(`/applications/${applicationId}`).set('If-None-Match', shown.headers['etag'] ?? '')).status).toBe(304);
    const old = await desk.do(`/applications/${applicationId}/withdrawal`, { reason: '本人要求' }, { 'If-Match': '"99"' });
    expect([old.status, old.body.code]).toEqual([412, 'command.version-conflict']);
    expect((await desk.do(`/applications/${applicationId}/withdrawal`, { reason: '本人要求' }, { 'If-Match': 'W/"1"' })).status).toBe(400);
    expect((await desk.do(`/applications/${applicationId}/withdrawal`, { reason: '本人要求' }, { 'If-Match': shown.headers['etag'] ?? '' })).status).toBe(200);
  });

  it('names every wrong field at once and repeats no personal value', async () => {
    const planted = { number: '99000019470615001X', name: '植入姓名', phone: '13912345678', account: '9999010000000000010' };
    const wrong = {
      person: { idNumber: `${planted.number}99`, name: { inside: planted.name }, phone: [planted.phone], areaCode: '99010110000', source: { kind: 'hearsay', reference: '' }, account: { accountNumber: planted.account } },
      application: { scheme: 'Rural Reward', branch: null, appliedOn: '2016-02-30', channel: 'window', evidence: [], speed: 'fast' },
    };
    const answer = await desk.do('/applications', wrong);
    expect([answer.status, answer.body.code]).toEqual([400, 'request.invalid']);
    const fields = (answer.body.errors as { field: string }[]).map(({ field }) => field);
    for (const field of ['person.idNumber', 'person.name', 'person.phone', 'person.address', 'person.areaCode', 'person.source.kind', 'person.source.reference', 'person.account.bank', 'application.scheme', 'application.appliedOn', 'application.speed']) {
      expect(fields).toContain(field);
    }
    expect(findPlaintext(answer.text, planted)).toEqual([]);
    expect(findPlaintext(world.log(), planted)).toEqual([]);
  });

  it('answers a wrong check digit with what was expected', async () => {
    const answer = await desk.do('/applications', { ...body, person: { ...person.form, idNumber: '990000194706150018' } });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code: expect.stringMatching(/^resident-id\./) as string, expected: expect.any(String) as string });
  });

  it('refuses broken JSON, other content types and unknown pages as problems', async () => {
    const broken = await desk.ask('/people/search', {}).send('{"a":').set('Content-Type', 'application/json');
    expect([broken.status, broken.body.code]).toEqual([400, 'request.malformed']);
    const text = await desk.ask('/people/search', {}).send('name=x').set('Content-Type', 'application/x-www-form-urlencoded');
    expect([text.status, text.body.code]).toEqual([415, 'request.encoding']);
    const cursor = await desk.get('/people?cursor=bm9wZQ');
    expect([cursor.status, cursor.body.code]).toEqual([400, 'request.cursor']);
    expect((await desk.get('/people?limit=100000')).status).toBe(400);
    expect((await desk.get('/people?limit=ten')).status).toBe(400);
  });

  it('refuses a body of 100 MB at once, on JSON routes and on uploads', async () => {
    for (const [path, type] of [['/applications', 'application/json'], ['/imports/applications?areaCode=990101100000', 'text/csv']] as const) {
      const begun = Date.now();
      const answer = await refusedUnread(world, desk, path, type);
      expect([path, answer.status, answer.code]).toEqual([path, 413, 'request.too-large']);
      expect(Date.now() - begun).toBeLessThan(2_000);
    }
  });

  it('goes through pages without a gap or a double', async () => {
    await world.settle();
    const keys: string[] = [];
    for (let path = '/people?limit=1'; path !== ''; ) {
      const page = await desk.read<{ items: { personKey: string }[]; nextCursor: string | null }>(path);
      keys.push(...page.items.map((item) => item.personKey));
      path = page.nextCursor === null ? '' : `/people?limit=1&cursor=${page.nextCursor}`;
    }
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(2);
  });

  it('sends headers that keep answers out of caches and frames', async () => {
    const { headers } = await desk.get('/people');
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-frame-options': 'DENY', 'x-content-type-options': 'nosniff', 'content-security-policy': expect.stringContaining("default-src 'none'") as string });
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

/** Announces 100 MB, sends a little of it, and reads the answer. */
const refusedUnread = (world: World, desk: Desk, path: string, type: string): Promise<{ status: number; code: string }> =>
  new Promise((resolve, reject) => {
    const { port } = world.server.address() as AddressInfo;
    const headers = { Authorization: `Bearer ${desk.token}`, 'Idempotency-Key': 'big', 'Content-Type': type, 'X-Zhibu-Source-Name': 'x', 'Content-Length': String(100 * 1024 * 1024) };
    const call = plainRequest({ host: '127.0.0.1', port, method: 'POST', path: `/api/v1${path}`, headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => { text += chunk.toString('utf8'); });
      answer.on('end', () => {
        call.destroy();
        resolve({ status: answer.statusCode ?? 0, code: (JSON.parse(text) as { code: string }).code });
      });
    });
    call.on('error', reject);
    call.write(Buffer.alloc(64 * 1024, 0x61));
  });
