import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FailureCode, PlatformFailure, startEmbeddedPostgres } from '@zhibu/platform';

let root: string;
let whole: string;
let folder: string;
let made = 0;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'zhibu-failures-'));
  whole = join(root, 'whole');
  await (await startEmbeddedPostgres({ folder: whole })).stop();
});
beforeEach(() => {
  made += 1;
  folder = join(root, `case-${made}`);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const copyOfWhole = (): void => cpSync(whole, folder, { recursive: true, preserveTimestamps: true });

const expectFailure = async (start: Promise<unknown>, code: FailureCode, words: RegExp): Promise<void> => {
  const error: unknown = await start.then(() => undefined, (reason: unknown) => reason);
  if (!(error instanceof PlatformFailure)) throw new Error(`Expected the failure ${code}, found ${String(error)}.`);
  expect(error.code).toBe(code);
  expect(error.exitCode).toBeGreaterThan(0);
  expect(error.in('en')).toMatch(words);
  // One sentence each: a single line that ends in a full stop.
  expect(error.in('en')).toMatch(/^[^\n]+\.$/);
  expect(error.in('zh')).toMatch(/^[^\n]+。$/);
};

/** Root passes every permission, so it steps down for the moment in which the folder is opened. */
const withoutPrivileges = <T>(work: () => T): T => {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(65534);
  try {
    return work();
  } finally {
    process.seteuid?.(0);
  }
};

test('a taken port', async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  try {
    await expectFailure(startEmbeddedPostgres({ folder: whole, port }), 'port-taken', new RegExp(String(port)));
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});

test('a folder that cannot be written to', async () => {
  mkdirSync(folder, { mode: 0o555 });
  const closed = join(folder, 'data');
  await expectFailure(withoutPrivileges(() => startEmbeddedPostgres({ folder: closed })), 'folder-not-writable', /cannot be written to/);
});

test('a place where nothing can be made', async () => {
  // Node's own recursive form never returns here.
  await expectFailure(startEmbeddedPostgres({ folder: process.platform === 'linux' ? '/proc/zhibu/postgres' : '/dev/null/zhibu' }), 'folder-not-writable', /folder/);
});

test('a file where the folder should be', async () => {
  writeFileSync(folder, '');
  await expectFailure(startEmbeddedPostgres({ folder }), 'folder-not-writable', /A file stands/);
  await expectFailure(startEmbeddedPostgres({ folder: join(folder, 'deeper') }), 'folder-not-writable', /A file stands/);
});

test('too little disk space, before anything is written', async () => {
  await expectFailure(startEmbeddedPostgres({ folder, minimumFreeBytes: Number.MAX_SAFE_INTEGER }), 'no-disk-space', /MB free, .* MB needed/);
  expect(existsSync(join(folder, 'data'))).toBe(false);
});

test.each([['data/global/pg_control'], ['data/zhibu.json'], ['data/PG_VERSION'], ['password']])('a half-made data folder without %s, which is left as it is', async (missing) => {
  copyOfWhole();
  rmSync(join(folder, missing));
  await expectFailure(startEmbeddedPostgres({ folder }), 'half-made-data-folder', /not whole \(missing: .*\)/);
  expect(existsSync(join(folder, 'data', 'base'))).toBe(true);
});

test('a data folder of another major version', async () => {
  copyOfWhole();
  writeFileSync(join(folder, 'data', 'PG_VERSION'), '16\n');
  await expectFailure(startEmbeddedPostgres({ folder }), 'other-major-version', /PostgreSQL 16 .* ships 18/);
});

test('a start that was killed while it set the folder up is begun again', async () => {
  mkdirSync(join(folder, 'data.new', 'base'), { recursive: true });
  writeFileSync(join(folder, 'data.new', 'PG_VERSION'), '18\n');
  const postgres = await startEmbeddedPostgres({ folder });
  expect(postgres.created).toBe(true);
  await postgres.stop();
  expect(existsSync(join(folder, 'data.new'))).toBe(false);
}, 30_000);

test('a number in the pid file that now belongs to somebody else, and a dead owner, do not stop a start', async () => {
  copyOfWhole();
  writeFileSync(join(folder, 'data', 'postmaster.pid'), `${process.ppid}\n${folder}\n0\n5432\n\n127.0.0.1\n\nready\n`);
  writeFileSync(join(folder, 'owner.json'), JSON.stringify({ pid: process.ppid, mark: '1', port: 5432 }));
  const postgres = await startEmbeddedPostgres({ folder });
  expect(postgres).toMatchObject({ created: false, tookOver: false });
  expect(JSON.parse(readFileSync(join(folder, 'owner.json'), 'utf8'))).toMatchObject({ pid: process.pid, port: postgres.port });
  await postgres.stop();
  expect(existsSync(join(folder, 'owner.json'))).toBe(false);
}, 30_000);
