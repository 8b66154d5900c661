import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from '@zhibu/kernel';
import { problemOf, statusOf } from './problem';

const root = resolve(__dirname, '../../../..');
const folders = ['kernel', 'policy', 'domain', 'workflow', 'application', 'banking', 'event-store', 'platform/src/identity'].map((name) => join(root, 'libs', name, name.includes('/') ? '' : 'src'));

/** Codes of rejections as they stand in the source: named by `code:` or given first to one of the makers. */
const codePattern = /(?:code:\s*|refused\(\s*|refuse[A-Za-z]*\([^'"]*|rejection\(\s*|notUsable\(\s*)'([a-z][a-z0-9-]*\.[a-z][a-z0-9.-]*)'/g;

const codesInSource = (): string[] => {
  const files = folders.flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)));
  const sources = files.filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts')).map((file) => readFileSync(file, 'utf8'));
  return [...new Set(sources.flatMap((source) => [...source.matchAll(codePattern)].map((match) => match[1] ?? '')))].sort();
};

/** What a reader of each family may meet. A family that is not listed here has not been thought about. */
const families: Readonly<Record<string, readonly number[]>> = {
  'access-log': [422], account: [409, 422], append: [413, 422], application: [404, 409, 422], area: [422], authority: [403], 'bank-file': [422], batch: [404, 409, 422],
  command: [409, 412, 422], counter: [422], date: [422], delegation: [403, 422], duty: [403], eligibility: [422], entitlement: [404, 409, 422], event: [422], evidence: [404, 410, 413, 422, 500],
  fact: [404, 422], facts: [422], family: [422], file: [413, 422], fund: [409, 422], identity: [401, 403, 422, 429], import: [422], ledger: [409, 422], line: [404, 422],
  lines: [404, 409, 422], money: [422], notice: [409], objection: [409, 422], person: [404, 409, 422], policy: [422], privacy: [410, 422], procedure: [422, 500], reason: [422], register: [409, 422],
  reopen: [422], 'resident-id': [422], 'return-file': [404, 409, 422], sample: [409], stage: [422], text: [422], user: [403, 404, 409, 422], amount: [422], month: [422],
  // What is wrong with the engine is nobody's input.
  'event-store': [503], stream: [503],
};

describe('the status of a refusal', () => {
  const codes = codesInSource();

  it('is decided for every code in the source', () => {
    expect(codes.length).toBeGreaterThan(120);
    const unexpected = codes.filter((code) => !(families[code.split('.')[0] ?? ''] ?? []).includes(statusOf(code))).map((code) => `${code} -> ${statusOf(code)}`);
    expect(unexpected).toEqual([]);
  });

  it.each([
    ['duty.prepared-and-approves', 403], ['duty.two-levels', 403], ['authority.area', 403], ['user.own-roles', 403], ['person.not-registered', 404], ['application.not-found', 404],
    ['application.wrong-status', 409], ['batch.hash-changed', 409], ['fund.short', 409], ['notice.too-short', 409], ['person.already-registered', 409], ['command.version-conflict', 412],
    ['command.key-reused', 422], ['reason.unknown', 422], ['command.unknown', 422], ['return-file.total-differs', 422], ['file.too-large', 413], ['request.key-missing', 428],
  ])('%s is %i', (code, status) => expect(statusOf(code)).toBe(status));

  it('stands in a problem beside what was expected and found, in the language of the reader', () => {
    const rejection = { code: 'fund.short', message: text('资金不足', 'Funds are short'), expected: text('1.00 元', '1.00 yuan'), actual: text('0.00 元', '0.00 yuan') };
    expect(problemOf(rejection, 'en', 'r1')).toEqual({
      type: 'urn:zhibu:problem:fund.short', title: 'Funds are short', status: 409, detail: 'Funds are short: expected 1.00 yuan, found 0.00 yuan.', code: 'fund.short', expected: '1.00 yuan', actual: '0.00 yuan', requestId: 'r1',
    });
  });
});
