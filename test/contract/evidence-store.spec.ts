import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createEvidenceStore, createFolderFiles, createMemoryKeyVault, createMemorySealedFiles } from '@zhibu/privacy';
import { samplePng } from '../../libs/application/src/testing/sample-files';
import { describeEvidenceStore } from './evidence-store.contract';

describeEvidenceStore('in memory', () => {
  const vault = createMemoryKeyVault();
  return Promise.resolve({ vault, store: createEvidenceStore({ vault, files: createMemorySealedFiles() }), close: () => Promise.resolve() });
});

describeEvidenceStore('in a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'zhibu-evidence-'));
  const vault = createMemoryKeyVault();
  return { vault, store: createEvidenceStore({ vault, files: createFolderFiles(folder) }), close: () => rm(folder, { recursive: true }) };
});

describe('the folder of evidence', () => {
  const root = resolve(__dirname, '../..');
  const photo = samplePng(7);
  const sha256 = createHash('sha256').update(photo).digest('hex');
  const vault = createMemoryKeyVault();
  let folder: string;
  const open = () => createEvidenceStore({ vault, files: createFolderFiles(join(folder, 'evidence')) });
  const own = (): string => join(folder, 'evidence', 'an', 'anna');
  const path = (): string => join(own(), sha256);
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'zhibu-evidence-'))));
  afterEach(() => rm(folder, { recursive: true }));

  it('holds nothing that can be read, and lets nobody else in', async () => {
    await open().put('anna', photo);
    const sealed = await readFile(path());
    for (const part of [photo.subarray(0, 8), photo.subarray(12, 24), photo.subarray(-12)]) expect(sealed.includes(part)).toBe(false);
    expect([(await stat(path())).mode & 0o777, (await stat(own())).mode & 0o777, (await stat(join(folder, 'evidence'))).mode & 0o777]).toEqual([0o600, 0o700, 0o700]);
    expect(await readdir(own())).toEqual([sha256]);
  });

  it('does not write again what is there', async () => {
    await open().put('anna', photo);
    const before = await readFile(path());
    await open().put('anna', photo);
    expect((await readFile(path())).equals(before)).toBe(true);
  });

  it.each([
    ['a byte changed', async () => { const sealed = await readFile(path()); sealed[sealed.length - 20] = (sealed[sealed.length - 20] ?? 0) ^ 1; await writeFile(path(), sealed); }],
    ['cut', () => truncate(path(), 60)],
    ['emptied', () => truncate(path(), 0)],
    ['left in the clear', () => writeFile(path(), photo)],
  ])('finds a file that was %s, and the same content mends it', async (_how, harm) => {
    await open().put('anna', photo);
    await harm();
    expect(await open().get('anna', sha256)).toEqual({ kind: 'damaged' });
    await open().put('anna', photo);
    expect(await open().get('anna', sha256)).toMatchObject({ kind: 'kept' });
  });

  it('opens no file that was moved to another person or another name', async () => {
    await open().put('anna', photo);
    await open().put('bert', samplePng(9));
    const other = join(folder, 'evidence', 'be', 'bert');
    await rename(path(), join(other, sha256));
    expect(await open().get('bert', sha256)).toEqual({ kind: 'damaged' });
    const [kept] = (await readdir(other)).filter((name) => name !== sha256);
    await rename(join(other, kept ?? ''), join(other, 'b'.repeat(64)));
    expect(await open().get('bert', 'b'.repeat(64))).toEqual({ kind: 'damaged' });
  });

  it('takes no name that leads out of it', async () => {
    const files = createFolderFiles(folder);
    for (const person of ['..', '../x', 'a/b', 'a\\b', '', 'a\0b']) await expect(files.count(person).then(() => 'counted', () => 'refused')).resolves.toBe('refused');
    await expect(files.read('anna', '../../etc/passwd').then(() => 'read', () => 'refused')).resolves.toBe('refused');
  });

  it('leaves nothing under the name when the disk refuses, and says so', async () => {
    await open().put('anna', samplePng(1));
    // A folder of that name stands in the way of the last step.
    await mkdir(path());
    await expect(open().put('anna', photo)).rejects.toThrow();
    expect((await readdir(own())).filter((name) => name.endsWith('.part'))).toEqual([]);
    expect(await open().has('anna', sha256)).toBe(false);
    await chmod(own(), 0o700);
  });

  it('removes an old draft of a writer that was killed, and no fresh one', async () => {
    await mkdir(own(), { recursive: true });
    const [old, fresh] = [join(own(), `${sha256}.a.part`), join(own(), `${sha256}.b.part`)];
    for (const draft of [old, fresh]) await writeFile(draft, 'x');
    await utimes(old, 0, 0);
    await open().put('anna', photo);
    expect((await readdir(own())).sort()).toEqual([sha256, `${sha256}.b.part`].sort());
    expect(await open().count('anna')).toBe(1);
  });

  it('is whole or not there for whoever reads while a writer is killed', async () => {
    const script = `
      const { createFolderFiles } = require('@zhibu/privacy');
      const files = createFolderFiles(${JSON.stringify(join(folder, 'evidence'))});
      const sealed = Buffer.alloc(8 * 1024 * 1024, 1);
      (async () => { process.stdout.write('writing'); for (let no = 0; ; no += 1) await files.write('anna', no.toString(16).padStart(64, '0'), sealed); })();`;
    const child = spawn(process.execPath, ['-r', join(root, 'test/support/register-typescript.cjs'), '-e', script], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise((done) => child.once('exit', done));
    await new Promise((done, failed) => {
      child.stdout.once('data', done);
      child.once('exit', () => failed(new Error('the writer ended before it was killed')));
    });
    await new Promise((done) => setTimeout(done, 150));
    child.kill('SIGKILL');
    await ended;
    const sizes = await Promise.all((await readdir(own())).filter((name) => !name.endsWith('.part')).map(async (name) => (await stat(join(own(), name))).size));
    expect(sizes.every((size) => size === 8 * 1024 * 1024)).toBe(true);
  }, 60_000);
});
