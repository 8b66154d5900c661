import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import request from 'supertest';
import { World, startWorld } from './world';

/** As the build left it; `npm test` builds first. */
const built = resolve(__dirname, '../../apps/console/dist');

describe('the console as the API serves it', () => {
  let world: World;
  beforeAll(async () => { world = await startWorld(); });
  afterAll(() => world.stop());
  const get = (path: string, accept = '*/*') => request(world.server).get(path).set('Accept', accept);

  it('gives the worker from the root, as a script, looked at anew each time, and lets it ask this service and nothing else', async () => {
    const answer = await get('/sw.js');
    expect([answer.status, answer.headers['content-type'], answer.headers['cache-control']]).toEqual([200, 'text/javascript; charset=utf-8', 'no-cache']);
    expect(answer.headers['content-security-policy']).toBe("default-src 'none'; connect-src 'self'; frame-ancestors 'none'");
    expect([answer.headers['x-content-type-options'], answer.headers['service-worker-allowed'], answer.headers['set-cookie']]).toEqual(['nosniff', undefined, undefined]);
    expect(answer.text).toBe(readFileSync(resolve(built, 'sw.js'), 'utf8'));
    const head = await request(world.server).head('/sw.js');
    expect([head.status, head.headers['content-length'], head.text]).toEqual([200, String(Buffer.byteLength(answer.text)), undefined]);
    // Nothing else is done there, and no other address gives it a wider or a narrower scope.
    expect((await request(world.server).post('/sw.js').send({})).status).toBe(404);
    expect((await get('/assets/sw.js')).status).toBe(404);
  });

  it('gives every file that the worker fetches when it is installed, kept for a year, and no data among them', async () => {
    const [, list = '[]'] = /^const files = (.*);$/m.exec((await get('/sw.js')).text) ?? [];
    const files = JSON.parse(list) as readonly string[];
    expect(files.length).toBeGreaterThan(5);
    expect(files.filter((file) => !file.startsWith('/assets/'))).toEqual([]);
    for (const file of files) {
      const { status, headers } = await get(file);
      expect([file, status, headers['cache-control'], headers['x-content-type-options']]).toEqual([file, 200, 'public, max-age=31536000, immutable', 'nosniff']);
    }
    const page = (await get('/', 'text/html')).text;
    expect(files.filter((file) => page.includes(file))).not.toEqual([]);
  });

  it('gives the page at addresses of the console only, with a nonce of its own and a policy without anybody else', async () => {
    const [one, other] = [await get('/apply', 'text/html'), await get('/apply', 'text/html')];
    const nonceOf = (text: string): string => /name="csp-nonce" content="([^"]+)"/.exec(text)?.[1] ?? '';
    for (const { headers, text } of [one, other]) {
      expect(headers['cache-control']).toBe('no-cache');
      expect(headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonceOf(text)}'`);
      expect(headers['content-security-policy']).toContain("script-src 'self';");
      expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/);
    }
    expect(nonceOf(one.text)).not.toBe(nonceOf(other.text));
    // There is no manifest, and whoever asks for one is not given the page in its place.
    expect(one.text).not.toContain('rel="manifest"');
    for (const path of ['/manifest.webmanifest', '/assets/gone.js', '/api/v1/nowhere']) expect([path, (await get(path, 'application/json')).status]).toEqual([path, 404]);
  });

  it('names what work needs to somebody who seems to be signed in, so that it comes while they are asked for, and to nobody else', async () => {
    const namedAt = async (path: string, cookie: string): Promise<readonly string[]> =>
      [...(await get(path, 'text/html').set('Cookie', cookie)).text.matchAll(/href="(\/assets\/[^"]+)"/g)].flatMap(([, file]) => file ?? []);
    const session = `zhibu_session=${'a'.repeat(43)}`;
    const [nobody, onFirst, elsewhere] = [await namedAt('/', 'other=1'), await namedAt('/', session), await namedAt('/apply', session)];
    expect(nobody.filter((file) => !onFirst.includes(file))).toEqual([]);
    expect(elsewhere.length).toBeGreaterThan(nobody.length);
    expect(onFirst.length).toBeGreaterThan(elsewhere.length);
    expect(onFirst.some((file) => file.includes('/today-'))).toBe(true);
    expect(nobody.some((file) => file.includes('/workplace-'))).toBe(false);
    expect(new Set(onFirst).size).toBe(onFirst.length);
    for (const file of onFirst) expect([file, (await get(file)).status]).toEqual([file, 200]);
  });
});
