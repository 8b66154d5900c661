/**
 * Cruises a folder by the project's rules and prints what they forbid, as JSON. With `--planted` the folder
 * holds many trees side by side, and the rules are read as if each were the root.
 */
import { createRequire } from 'node:module';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const { forbidden, options } = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs'));
const { tsConfig: { fileName }, ...cruiseOptions } = options;
const planted = process.argv[2] === '--planted';
const folder = process.argv.at(-1);

const deeper = (pattern) => (typeof pattern === 'string' ? pattern.replace(/^\^(?=\(?(?:libs|apps))/, '^[^/]+/') : pattern);
const move = (side) => Object.fromEntries(Object.entries(side).map(([key, value]) => [key, Array.isArray(value) ? value.map(deeper) : deeper(value)]));
const rules = planted ? forbidden.map((rule) => ({ ...rule, from: move(rule.from), to: move(rule.to) })) : forbidden;
const starts = planted ? readdirSync(folder) : ['apps', 'libs'];
const tsConfig = existsSync(join(folder, fileName)) ? { tsConfig: extractTsConfig(join(folder, fileName)) } : {};

const { output } = await cruise(starts.filter((name) => name !== 'node_modules'), { ...cruiseOptions, baseDir: folder, validate: true, ruleSet: { forbidden: rules } }, {}, tsConfig);
process.stdout.write(JSON.stringify({
  modules: output.summary.totalCruised,
  violations: output.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
}));
