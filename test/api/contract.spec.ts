import { OpenAPIObject } from '@nestjs/swagger';
import request, { Response } from 'supertest';
import { Operation, Schema, nameOf, operationsOf, sampledRequest } from './sampled';
import { Known, limitsOf, replacedIn, violationsOf } from './violations';
import { Desk, World, startWorld } from './world';

/** Signing in and changing a password are counted by the minute. */
const sessionTriesMax = 4;

/** That every answer has a documented status and shape is checked by the world itself, for all specs over HTTP. */
describe('what the documentation says of requests', () => {
  let world: World;
  let document: OpenAPIObject;
  let desk: Desk;
  let operations: readonly Operation[];

  beforeAll(async () => {
    world = await startWorld();
    const context = { clock: world.clock, actor: world.runtime.automation, commandKey: 'user/nobody', correlationId: 'test', causationId: 'test' };
    // Without a role nothing is done, whatever a body says; its form is looked at before.
    expect((await world.runtime.services.users.add(context, { userId: 'nobody', displayName: 'nobody', kind: 'officer', roles: [], demo: true })).ok).toBe(true);
    desk = await world.desk('nobody');
    document = (await request(world.server).get('/openapi.json')).body as OpenAPIObject;
    operations = operationsOf(document).filter(({ path }) => path.startsWith('/api/v1/'));
  });
  afterAll(() => world.stop());

  let keys = 0;
  interface Changed {
    readonly body?: unknown;
    readonly query?: Readonly<Record<string, string>>;
    readonly path?: string;
    readonly headers?: Readonly<Record<string, string>>;
  }
  const ask = async (operation: Operation, changed: Changed = {}): Promise<Response> => {
    const sampled = { ...sampledRequest(document, operation, {}), ...changed };
    keys += 1;
    const call = request(world.server)[operation.method](sampled.path).query(sampled.query).set({ Authorization: `Bearer ${desk.token}`, 'Idempotency-Key': `contract-${keys}`, ...headersOf(operation), ...changed.headers });
    return sampled.contentType === null ? call : call.type(sampled.contentType).send(sampled.contentType === 'application/json' ? JSON.stringify(sampled.body) : 'a');
  };
  /** What a route asks for besides key and version, by its own example. */
  const headersOf = ({ parameters }: Operation): Readonly<Record<string, string>> =>
    Object.fromEntries(parameters.filter((each) => each.in === 'header' && each.required === true && each.name !== 'Idempotency-Key').map(({ name, schema }) => [name, String(schema.example)]));
  const bodySchema = ({ requestBody }: Operation): Schema | undefined => requestBody?.content['application/json']?.schema;
  const isSession = ({ path }: Operation): boolean => path.startsWith('/api/v1/session');
  const told = (operation: Operation, what: unknown, { status, text }: Response): string => `${nameOf(operation)} ${JSON.stringify(what)?.slice(0, 120)}: ${status} ${text.slice(0, 250)}`;

  it('refuses every body that the documentation forbids, and names the field', async () => {
    const [wrong, known]: [string[], Known] = [[], new Set()];
    let tried = 0;
    for (const operation of operations) {
      const schema = bodySchema(operation);
      if (schema === undefined) continue;
      const { body } = sampledRequest(document, operation, {});
      const violations = violationsOf(document, schema, known);
      for (const violation of isSession(operation) ? violations.slice(0, sessionTriesMax) : violations) {
        tried += 1;
        const answer = await ask(operation, { body: replacedIn(document, schema, body, violation) });
        const field = violation.path.join('.');
        const named = ((answer.body as { errors?: readonly { field: string }[] }).errors ?? []).some((each) => field === each.field || field.startsWith(`${each.field}.`) || each.field.startsWith(`${field}.`));
        if (answer.status !== 400 || answer.body.code !== 'request.invalid' || !named) wrong.push(told(operation, violation, answer));
      }
    }
    expect(tried).toBeGreaterThan(500);
    expect(wrong).toEqual([]);
  }, 180_000);

  it('takes every body that the documentation allows, to the ends of its limits', async () => {
    const [wrong, known]: [string[], Known] = [[], new Set()];
    let tried = 0;
    for (const operation of operations.filter((each) => !isSession(each))) {
      const schema = bodySchema(operation);
      if (schema === undefined) continue;
      const { body } = sampledRequest(document, operation, {});
      for (const limit of limitsOf(document, schema, known)) {
        tried += 1;
        const answer = await ask(operation, { body: replacedIn(document, schema, body, limit) });
        if ([400, 500].includes(answer.status)) wrong.push(told(operation, limit, answer));
      }
    }
    expect(tried).toBeGreaterThan(150);
    expect(wrong).toEqual([]);
  }, 180_000);

  it('checks the parameters of addresses and queries as documented', async () => {
    const wrong: string[] = [];
    const expectStatus = (operation: Operation, what: unknown, answer: Response, ...statuses: readonly number[]): void => {
      if (!statuses.includes(answer.status)) wrong.push(told(operation, what, answer));
    };
    for (const operation of operations.filter((each) => !isSession(each))) {
      const { path, query } = sampledRequest(document, operation, {});
      for (const { name, schema } of operation.parameters.filter((each) => each.in === 'query')) {
        for (const { value } of violationsOf(document, schema, new Set(), [name]).filter((each) => typeof each.value !== 'object' && each.value !== 5)) {
          expectStatus(operation, { [name]: value }, await ask(operation, { query: { ...query, [name]: String(value) } }), 400);
        }
        for (const { value } of limitsOf(document, schema, new Set(), [name])) {
          const answer = await ask(operation, { query: { ...query, [name]: String(value) } });
          // What a cursor holds is a matter of its list.
          if (answer.status === 400 && answer.body.code !== 'request.cursor') wrong.push(told(operation, { [name]: value }, answer));
        }
      }
      for (const { name, schema } of operation.parameters.filter((each) => each.in === 'path')) {
        for (const value of schema.type === 'integer' ? ['0', '-1', 'x', '1.5', '9999999999'] : ['a b', '-a', 'a'.repeat(201)]) {
          const other = operation.path.split('/').map((part, index) => (part === `{${name}}` ? encodeURIComponent(value) : (path.split('/')[index] ?? ''))).join('/');
          expectStatus(operation, { [name]: value }, await ask(operation, { path: other }), schema.type === 'integer' ? 400 : 404);
        }
      }
    }
    expect(wrong).toEqual([]);
  }, 180_000);

  it('takes keys and versions as documented', async () => {
    const wrong: string[] = [];
    const commands = operations.filter(({ parameters }) => parameters.some(({ name }) => name === 'Idempotency-Key'));
    expect(commands.length).toBeGreaterThan(50);
    for (const operation of commands) {
      const key = operation.parameters.find(({ name }) => name === 'Idempotency-Key')?.schema ?? {};
      const longest = 'k'.repeat(key.maxLength ?? 0);
      const statuses = [
        (await ask(operation, { headers: { 'Idempotency-Key': longest } })).status, (await ask(operation, { headers: { 'Idempotency-Key': `${longest}k` } })).status,
        (await ask(operation, { headers: { 'Idempotency-Key': 'a b' } })).status, (await ask(operation, { headers: { 'If-Match': '7' } })).status,
      ];
      if (statuses[0] === 428 || statuses[0] === 400 || JSON.stringify(statuses.slice(1)) !== '[428,428,400]') wrong.push(`${nameOf(operation)}: ${statuses.join(', ')}`);
    }
    expect(wrong).toEqual([]);
  }, 120_000);
});
