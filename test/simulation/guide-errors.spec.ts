import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PolicyFile, loadPolicies } from '@zhibu/policy';
import { shippedFiles } from '../support/shipped-policies';

const guides = resolve(__dirname, '../../docs/guides');
const example = join(guides, 'two-daughter-aid');
const files: readonly PolicyFile[] = [
  ...shippedFiles(),
  ...readdirSync(example, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml')).map((path) => ({ path, text: readFileSync(join(example, path), 'utf8') })),
];
const county = 'areas/990101-two-daughter-aid.yaml';

describe('the errors that the guide shows', () => {
  it.each([
    ['a share', county, 'county: 60', 'county: 50'],
    ['a fact', county, 'fact: residence-kind', 'fact: residense-kind'],
    ['an amount', county, '"300.00"', '"300.005"'],
    ['a missing confidence', county, '        confidence: high\n', ''],
    ['an area', 'areas/990101100-two-daughter-aid.yaml', '"990101100"', '"990101199"'],
    ['a make-up day', 'calendar/2016.yaml', '2016-10-08', '2016-10-10'],
  ])('%s: are those that come', (_, path, from, to) => {
    const changed = files.map((file) => (file.path === path ? { ...file, text: file.text.replace(from, to) } : file));
    expect(changed).not.toEqual(files);
    const loaded = loadPolicies(changed);
    const [first] = loaded.ok ? [] : loaded.problems;
    expect(first?.file).toBe(path);
    expect(readFileSync(join(guides, 'policies.md'), 'utf8')).toContain(`| line ${first?.line}: ${first?.reason.en} |`);
    expect(readFileSync(join(guides, 'policies.zh.md'), 'utf8')).toContain(`| 第 ${first?.line} 行：${first?.reason.zh} |`);
  });
});
