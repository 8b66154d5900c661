import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const impure = [
  'export const at = Date.now();', 'export const at = new Date();', 'export const at = Date();', 'const { now } = Date; export const at = now();',
  'export const id = Math.random();', 'const { random } = Math; export const id = random();', 'export const id = crypto.randomUUID();', 'export const id = globalThis.crypto;',
  'export const home = process.env;', 'export const bytes = Buffer.alloc(1);', 'setTimeout(() => undefined, 1);', 'export const page = fetch("http://127.0.0.1");',
  'console.log(1);', 'export const fs = require("fs");', 'export const fs = import("node:fs");', 'export const at = performance.now();',
];

const pure = [
  'export const at = new Date(1);', 'export const at = new Date("2016-01-01T00:00:00Z");', 'export const at = Date.parse("2016-01-01"); export const max = Math.max(1, 2);',
  'export const read = (process: { env: string }): string => process.env;',
];

interface Judged { readonly files: number; readonly tree: readonly string[]; readonly snippets: readonly number[] }

test('pure libraries use no clock, randomness or I/O, and the check finds each that is planted', () => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(__dirname, 'purity.mjs')], { input: JSON.stringify([...impure, ...pure]), encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const judged = JSON.parse(stdout) as Judged;
  expect(judged.tree).toEqual([]);
  expect(judged.files).toBeGreaterThan(30);
  expect(impure.filter((_, at) => judged.snippets[at] === 0)).toEqual([]);
  expect(pure.filter((_, at) => judged.snippets[impure.length + at] !== 0)).toEqual([]);
}, 60_000);
