import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { allowed, Fixture, fixtures } from './fixtures';

interface Cruised { readonly modules: number; readonly violations: readonly { readonly rule: string; readonly from: string; readonly to: string }[] }

const root = join(__dirname, '..', '..');
let scratch: string;

/** In a process of its own: the tool is an ES module. */
const cruise = (...args: readonly string[]): Cruised => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(__dirname, 'cruise.mjs'), ...args], { cwd: root, encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Cruised;
};

const plant = (name: string, files: Fixture['files']): void => {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(scratch, name, path)), { recursive: true });
    writeFileSync(join(scratch, name, path), content);
  }
};

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'zhibu-boundaries-'));
  symlinkSync(join(root, 'node_modules'), join(scratch, 'node_modules'));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('the tree keeps every boundary', () => {
  const { violations, modules } = cruise(root);
  expect(violations).toEqual([]);
  expect(modules).toBeGreaterThan(100);
}, 120_000);

test('each rule catches a tree that breaks it, and lets an orderly tree through', () => {
  fixtures.forEach(({ rule, files }, at) => plant(`${at}-${rule}`, files));
  plant('allowed', allowed);
  const { violations } = cruise('--planted', scratch);
  const caughtIn = (name: string): readonly string[] => violations.filter(({ from }) => from.startsWith(`${name}/`)).map(({ rule }) => rule);
  const missed = fixtures.map(({ rule }, at) => ({ rule, name: `${at}-${rule}` })).filter(({ rule, name }) => !caughtIn(name).includes(rule));
  expect(missed).toEqual([]);
  expect(caughtIn('allowed')).toEqual([]);
}, 120_000);

test('no rule is without a tree that breaks it', () => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the tool's configuration is CommonJS
  const { forbidden } = require('../../.dependency-cruiser.cjs') as { forbidden: readonly { name: string }[] };
  const broken = new Set(fixtures.map(({ rule }) => rule));
  expect(forbidden.map(({ name }) => name).filter((name) => !broken.has(name))).toEqual([]);
});
