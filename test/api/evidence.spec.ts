import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Response } from 'supertest';
import { sampleJpeg, samplePdf, samplePng, sampleWebp } from '../../libs/application/src/testing/sample-files';
import { findPlaintext } from '../support/find-plaintext';
import { Desk, World, applicants, applicationOf, startWorld } from './world';

const hashOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
const bytesMax = 10 * 1024 * 1024;
const photo = sampleJpeg();
const nowhere = 'c'.repeat(64);

describe('evidence over HTTP', () => {
  let world: World;
  let [a, b, reviewer, inspector]: Desk[] = [];
  let personKey = '';
  const [first, second] = applicants();
  if (first === undefined || second === undefined) throw new Error('the plan holds too few people');
  const personOf = ({ form }: typeof first, areaCode: string): object => ({ ...form, areaCode });
  const title = '户口簿首页·王';
  const named = (content: Buffer, other = title) => ({ kind: '户口簿', title: other, sha256: hashOf(content) });
  const formOf = (evidence: readonly object[]) => ({ scheme: first.scheme, branch: first.branch, channel: 'window', evidence });
  const send = (desk: Desk | undefined, content: Buffer, type = 'application/octet-stream', person = personKey) => (desk as Desk).file(`/people/${person}/evidence`, content, type);
  const get = (desk: Desk | undefined, path: string) => (desk as Desk).get(path).buffer(true).parse((response, done) => {
    const parts: Buffer[] = [];
    response.on('data', (part: Buffer) => void parts.push(part));
    response.on('end', () => done(null, Buffer.concat(parts)));
  });
  const told = ({ status, body }: Response) => [status, (body as { code?: string }).code];
  const looksAt = async (viewedBy: string) => {
    await world.settle();
    const { items } = await (inspector as Desk).read<{ items: { what: string; purpose: string | null }[] }>(`/access-log?personKey=${personKey}&viewedBy=${viewedBy}`);
    return items.filter(({ what }) => what === 'evidence');
  };

  beforeAll(async () => {
    world = await startWorld();
    [a, b, reviewer, inspector] = await Promise.all(['caseworker-01', 'caseworker-02', 'county-1', 'inspector'].map((user) => world.desk(user)));
    personKey = (await (a as Desk).must<{ personKey: string }>('/people', personOf(first, '990101100001'))).personKey;
    await world.settle();
  });
  afterAll(() => world.stop());

  it('is kept by its content, whatever type is stated, and twice the same is the same answer', async () => {
    const answer = await send(a, photo, 'image/jpeg');
    expect([answer.status, answer.body]).toEqual([201, { sha256: hashOf(photo), type: 'image/jpeg', bytes: photo.length }]);
    const again = await send(a, photo, 'application/pdf');
    expect([again.status, again.body]).toEqual([201, answer.body]);
    for (const [content, type] of [[samplePng(), 'image/png'], [sampleWebp(), 'image/webp'], [samplePdf(), 'application/pdf']] as const) expect((await send(a, content)).body.type).toBe(type);
    expect(await world.runtime.evidence.count(personKey)).toBe(4);
  });

  it('is refused with what was expected and found: another type, a renamed file, cut, empty', async () => {
    const program = await send(a, Buffer.from('MZ\u0090\0 a program', 'latin1'), 'image/jpeg');
    expect([...told(program), program.body.actual]).toEqual([422, 'evidence.type', '开头为 4d 5a 90 00 的内容']);
    expect(program.body.expected).toContain('JPEG');
    expect(told(await send(a, Buffer.from('<svg onload="x">'), 'image/png'))).toEqual([422, 'evidence.type']);
    expect(told(await send(a, Buffer.alloc(0)))).toEqual([422, 'evidence.type']);
    for (const whole of [photo, samplePng(), sampleWebp(), samplePdf()]) expect(told(await send(a, whole.subarray(0, whole.length - 7)))).toEqual([422, 'evidence.not-whole']);
    expect(told(await send(a, Buffer.from('{}'), 'application/json'))).toEqual([415, 'request.encoding']);
  });

  it('is refused when too large, stated or not, and taken at the limit', async () => {
    const large = Buffer.concat([photo, Buffer.alloc(bytesMax - photo.length)]);
    expect((await send(a, large, 'image/jpeg')).status).toBe(201);
    const over = await send(a, Buffer.concat([large, Buffer.of(0)]), 'image/jpeg');
    expect([...told(over), over.body.expected]).toEqual([413, 'request.too-large', `最多 ${bytesMax} 字节`]);
  });

  it('is taken only at a window where the person lives', async () => {
    expect(told(await send(b, photo))).toEqual([404, 'person.not-found']);
    // Not even by what is wrong with the file.
    expect(told(await send(b, Buffer.alloc(0)))).toEqual([404, 'person.not-found']);
    expect(told(await send(reviewer, photo))).toEqual([403, 'authority.role']);
    expect(told(await send(a, photo, 'image/jpeg', 'abcdefghijklmnopqrstuvwxyz'))).toEqual([404, 'person.not-found']);
  });

  it('is shown as it was, to be saved and never run, to those in scope; each look is recorded', async () => {
    const before = (await looksAt('county-1')).length;
    const shown = await get(reviewer, `/people/${personKey}/evidence/${hashOf(photo)}?purpose=review`);
    expect(shown.status).toBe(200);
    expect((shown.body as Buffer).equals(photo)).toBe(true);
    expect(shown.headers).toMatchObject({
      'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff', 'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'", 'content-disposition': `attachment; filename="evidence-${hashOf(photo).slice(0, 12)}.jpg"`,
    });
    const looks = await looksAt('county-1');
    expect([looks.length - before, looks[0]?.purpose]).toEqual([1, 'review']);
  });

  it('is not there for another township, for finance, and under a hash that is none; nothing of that is recorded', async () => {
    const path = `/people/${personKey}/evidence`;
    for (const hash of [hashOf(photo), nowhere]) expect(told(await (b as Desk).get(`${path}/${hash}`))).toEqual([404, 'person.not-found']);
    expect(told(await (await world.desk('finance-1')).get(`${path}/${hashOf(photo)}`))).toEqual([403, 'authority.role']);
    for (const hash of ['x', '..%2f..%2fsecrets.json', hashOf(photo).toUpperCase()]) expect(told(await (a as Desk).get(`${path}/${hash}`))).toEqual([404, 'request.not-found']);
    expect(told(await (a as Desk).get(`${path}/${nowhere}`))).toEqual([404, 'evidence.not-found']);
    expect(await looksAt('caseworker-02')).toEqual([]);
  });

  it('is named by an application once it is here, and listed with its title for the case', async () => {
    const missing = await (a as Desk).do('/applications/for-person', { personKey, application: formOf([{ ...named(photo), sha256: nowhere }]) });
    expect([...told(missing), missing.body.actual]).toEqual([422, 'evidence.not-kept', `没有 ${nowhere}`]);
    const { applicationId } = await (a as Desk).must<{ applicationId: string }>('/applications/for-person', { personKey, application: formOf([named(photo)]) });
    await world.settle();
    expect((await (reviewer as Desk).get(`/applications/${applicationId}/evidence`)).body).toEqual([{ ...named(photo), current: true, kept: true }]);
    expect(told(await (b as Desk).get(`/applications/${applicationId}/evidence`))).toEqual([404, 'application.not-found']);
    expect(told(await (a as Desk).do(`/applications/${applicationId}/corrections`, { branch: null, evidence: [{ ...named(photo), sha256: nowhere }], note: '补正' }))).toEqual([422, 'evidence.not-kept']);
    // Who may not send the form is told that, and not what is here.
    expect(told(await (b as Desk).do('/applications/for-person', { personKey, application: formOf([{ ...named(photo), sha256: nowhere }]) }))).toEqual([404, 'person.not-found']);
  });

  it('cannot be named by the form that first registers its person', async () => {
    const form = applicationOf(second, '990101100002') as { application: object };
    expect(told(await (a as Desk).do('/applications', { ...form, application: { ...form.application, evidence: [named(photo)] } }))).toEqual([422, 'evidence.not-kept']);
  });

  it('is found damaged, and mended by the same file', async () => {
    const folder = join(world.dataFolder, 'evidence', personKey.slice(0, 2), personKey);
    const file = join(folder, hashOf(photo));
    const sealed = readFileSync(file);
    writeFileSync(file, sealed.subarray(0, sealed.length - 1));
    expect(told(await (a as Desk).get(`/people/${personKey}/evidence/${hashOf(photo)}`))).toEqual([500, 'evidence.damaged']);
    expect((await send(a, photo)).status).toBe(201);
    expect((await get(a, `/people/${personKey}/evidence/${hashOf(photo)}`)).status).toBe(200);
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name)).includes(Buffer.from('Exif'))).toBe(false);
  });

  it('is taken up to a number for each person; what is here already still gets its answer', async () => {
    for (let shade = 0; (await world.runtime.evidence.count(personKey)) < 200; shade += 1) await world.runtime.evidence.put(personKey, samplePng(shade));
    const over = await send(a, samplePng(1, 3, 3));
    expect([...told(over), over.body.actual]).toEqual([422, 'evidence.too-many', '已有 200 份']);
    expect((await send(a, photo)).status).toBe(201);
  });

  it('writes neither titles nor content to the log', () => expect(findPlaintext(world.log(), { title, content: 'Exif' })).toEqual([]));

  it('is gone with the key of its person', async () => {
    await world.runtime.vault.erase(personKey);
    await world.runtime.evidence.erase(personKey);
    expect(told(await (a as Desk).get(`/people/${personKey}/evidence/${hashOf(photo)}`))).toEqual([410, 'evidence.erased']);
    expect(told(await send(a, photo))).toEqual([410, 'privacy.person-erased']);
    expect(await world.runtime.evidence.count(personKey)).toBe(0);
  });
});
