/** Reads snippets as a JSON array on stdin; prints the impure names in the pure libraries and in each snippet. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { pureFolders, purity } from '../../scripts/purity.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const linter = new Linter({ configType: 'flat' });
const config = [{ files: ['**/*.ts'], languageOptions: { parser: tseslint.parser }, linterOptions: { noInlineConfig: true }, rules: purity }];
const complaints = (code, name) => linter.verify(code, config, { filename: name }).map(({ ruleId, line, message }) => `${name}:${line} ${ruleId ?? ''} ${message}`);

const sources = pureFolders.flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name)))
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'));

process.stdout.write(JSON.stringify({
  files: sources.length,
  tree: sources.flatMap((path) => complaints(readFileSync(join(root, path), 'utf8'), path)),
  snippets: JSON.parse(readFileSync(0, 'utf8')).map((code) => complaints(code, 'snippet.ts').length),
}));
