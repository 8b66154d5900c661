import { OpenAPIObject } from '@nestjs/swagger';
import request from 'supertest';
import { demoPlan, scaledNumbers } from '@zhibu/demo';
import type { Role } from '@zhibu/kernel';
import { until } from '../support/until';
import { Operation, nameOf, operationsOf, sampledRequest } from './sampled';
import { Desk, World, startWorld } from './world';

const county = '990101000000';
const elsewhere = '990102000000';
/** Every role there is, held in the county next door: what is allowed together. */
const outsiders: Readonly<Record<string, readonly Role[]>> = {
  'out-cases': ['caseworker', 'village-reviewer', 'township-reviewer', 'county-reviewer'], 'out-preparer': ['finance-preparer'], 'out-approver': ['finance-approver'], 'out-inspector': ['inspector'], 'out-admin': ['administrator'],
};

/** Names of the ids that the interface takes in addresses, queries and bodies, one of something that is there and one of nothing. */
type Named = Readonly<Record<'personKey' | 'applicationId' | 'entitlementId' | 'registerId' | 'batchId' | 'userId' | 'fundId', string>>;

describe('what an officer of another county learns by trying', () => {
  let world: World;
  let document: OpenAPIObject;
  let there: Named;
  const nobody = 'a'.repeat(26);
  const nothing: Named = {
    personKey: nobody, applicationId: `rural-reward.${nobody}.1`, entitlementId: `rural-reward.${nobody}`, registerId: `rural-reward.${county}.${'a'.repeat(16)}`, batchId: `rural-reward.${county}.2016.99`, userId: 'nobody-at-all', fundId: `rural-reward.${county}.1999`,
  };

  const prepare = async (): Promise<Named> => {
    const [clerk, reviewer, finance, desk] = await Promise.all(['county-1', 'county-2', 'finance-1', 'caseworker-01'].map((userId) => world.desk(userId))) as [Desk, Desk, Desk, Desk];
    const plan = demoPlan(scaledNumbers(60), 11).filter(({ story, scheme }) => story === 'carried-over' && scheme === 'rural-reward');
    const form = plan[0]?.form;
    const { personKey } = await desk.must<{ personKey: string }>('/people', { ...form, areaCode: '990101100001' });
    const { applicationId } = await desk.must<{ applicationId: string }>('/applications/for-person', { personKey, application: { scheme: 'only-child-bonus', branch: null, channel: 'window', evidence: [] } });
    const { registerId } = await clerk.must<{ registerId: string }>('/registers', { scheme: 'rural-reward', areaCode: county, title: '2015 年度名册', statedRows: 1 });
    await clerk.must(`/registers/${registerId}/rows`, { part: 1, rows: [{ personKey, branch: null, paidThrough: '2015-12', entitledFrom: null }] });
    const { listHash } = await clerk.must<{ listHash: string }>(`/registers/${registerId}/submission`);
    await reviewer.must(`/registers/${registerId}/approval`, { listHash });
    const entitlementId = `rural-reward.${personKey}`;
    await until(async () => (await reviewer.get(`/entitlements/${entitlementId}`)).status === 200);
    world.clock.advanceTo('2016-07-11T01:00:00.000Z');
    const { batchId } = await finance.must<{ batchId: string }>('/batches', { scheme: 'rural-reward', areaCode: county, period: '2016' });
    await finance.must('/funds/receipts', { scheme: 'rural-reward', areaCode: county, year: 2016, level: 'central', amountFen: 100, receiptNo: 'r-1', receivedOn: '2016-01-04', document: '示例财社〔2016〕1号' });
    return { personKey, applicationId, entitlementId, registerId, batchId, userId: 'county-1', fundId: `rural-reward.${county}.2016` };
  };

  beforeAll(async () => {
    world = await startWorld({ workers: true });
    for (const [userId, roles] of Object.entries(outsiders)) {
      const context = { clock: world.clock, actor: world.runtime.automation, commandKey: `user/${userId}`, correlationId: 'test', causationId: 'test' };
      const added = await world.runtime.services.users.add(context, { userId, displayName: userId, kind: 'officer', roles: roles.map((role) => ({ role, areaCode: elsewhere })), demo: true });
      expect(added.ok).toBe(true);
    }
    there = await prepare();
    await world.settle();
    document = (await request(world.server).get('/openapi.json')).body as OpenAPIObject;
  }, 90_000);
  afterAll(() => world.stop());

  let keys = 0;
  const tried = async (desk: Desk, operation: Operation, named: Named, headers: Readonly<Record<string, string>>): Promise<{ status: number; said: string }> => {
    keys += 1;
    const { path, query, body, contentType } = sampledRequest(document, operation, named);
    const call = request(world.server)[operation.method](path).query(query).set({ Authorization: `Bearer ${desk.token}`, 'Idempotency-Key': `try-${keys}`, ...headers });
    const answer = contentType === null ? await call : await call.type(contentType).send(contentType === 'application/json' ? (body as object) : (body as string));
    // The id that was asked for may be said again; nothing else may differ.
    const said = Object.entries(named).reduce((text, [name, id]) => text.replaceAll(id, `{${name}}`), answer.text).replace(/"requestId":"[^"]*"/, '');
    return { status: answer.status, said };
  };

  /** Whatever takes the id of a thing, in the address, the query or at the top of the body. */
  const naming = (): readonly Operation[] =>
    operationsOf(document).filter((operation) => {
      const { path, query, body } = sampledRequest(document, operation, there);
      // These name somebody who signs in, or who is new.
      return !['/api/v1/session', '/api/v1/users'].includes(operation.path) && Object.values(there).some((id) => JSON.stringify([decodeURIComponent(path), query, body]).includes(`${id}`));
    });

  it.each([[{}, 55, Object.keys(outsiders)], [{ 'If-Match': '"99"' }, 40, ['out-cases', 'out-preparer']]])('is the same of what is there and what is not, on every route that names something (%j)', async (headers, atLeast, users) => {
    // A version that is asked for is compared before anything else.
    const routes = naming().filter(({ method }) => method !== 'get' || Object.keys(headers).length === 0);
    expect(routes.length).toBeGreaterThan(atLeast);
    const wrong: string[] = [];
    for (const userId of users) {
      const desk = await world.desk(userId);
      for (const operation of routes) {
        const [known, unknown] = [await tried(desk, operation, there, headers), await tried(desk, operation, nothing, headers)];
        const read = operation.method === 'get' && known.status === 200;
        if (known.status !== unknown.status || known.said !== unknown.said || !(read || [403, 404].includes(known.status))) {
          wrong.push(`${userId} ${nameOf(operation)}: ${known.status} ${known.said.slice(0, 200)} <> ${unknown.status} ${unknown.said.slice(0, 200)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  }, 120_000);

  it('is nothing of another county by naming its area, before anything is looked at', async () => {
    const bodies: readonly (readonly [string, string, object])[] = [
      ['out-preparer', '/batches', { scheme: 'rural-reward', areaCode: county, period: '2016' }],
      ['out-cases', '/registers', { scheme: 'rural-reward', areaCode: county, title: '2015 年度名册', statedRows: 1 }],
      ['out-preparer', '/funds/receipts', { scheme: 'rural-reward', areaCode: county, year: 2016, level: 'central', amountFen: 100, receiptNo: 'r-1', receivedOn: '2016-01-04', document: '文' }],
      ['out-approver', '/funds/overdrafts', { scheme: 'rural-reward', areaCode: county, year: 2016, level: 'central', limitFen: 100, document: '文' }],
    ];
    for (const [userId, path, body] of bodies) {
      const answer = await (await world.desk(userId)).do(path, body);
      expect([path, answer.status, answer.body.code]).toEqual([path, 403, 'authority.area']);
    }
  });

  it('leaves officers of the county the reason of every refusal', async () => {
    const own = await (await world.desk('county-1')).do(`/registers/${there.registerId}/submission`);
    expect([own.status, own.body.code]).toEqual([409, 'register.wrong-status']);
    const early = await (await world.desk('finance-1')).do(`/batches/${there.batchId}/closing`);
    expect([early.status, early.body.code]).toEqual([409, 'batch.wrong-status']);
    const none = await (await world.desk('county-1')).do(`/batches/${there.batchId}/closing`);
    expect([none.status, none.body.code]).toEqual([403, 'authority.role']);
  });

  it('keeps the first answer for the same key when the command moved the person out of sight', async () => {
    const [desk, source] = [await world.desk('caseworker-01'), { kind: 'household-register', reference: '户口簿' }];
    const plan = demoPlan(scaledNumbers(60), 11).filter(({ story, scheme }) => story === 'carried-over' && scheme === 'rural-reward');
    const { personKey } = await desk.must<{ personKey: string }>('/people', { ...plan[1]?.form, areaCode: '990101100001' });
    const move = () => desk.do(`/people/${personKey}/moves`, { toArea: '990102100001', movedOn: '2016-07-02', source }, { 'Idempotency-Key': 'away' });
    expect((await move()).status).toBe(200);
    expect((await move()).body).toMatchObject({ duplicate: true });
    const later = await desk.do(`/people/${personKey}/death`, { diedOn: '2016-07-03', source });
    expect([later.status, later.body.code]).toEqual([404, 'person.not-found']);
  });
});
