/** Builds the console into `dist`, with each file compressed beside it. Needs the compiled API. */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'vite';
import { describe } from './describe.mjs';

// Whoever starts us may be at work on the program itself; what people get is the small and quick form.
process.env.NODE_ENV = 'production';
const root = fileURLToPath(new URL('..', import.meta.url));
const assets = join(root, 'dist', 'assets');
const worthBytes = 1_024;

/** What has to be on the device for these to work without a line. */
const offline = ['index.html', 'src/app/workplace.tsx', 'src/app/menu-drawer.tsx', 'src/pages/today/today.tsx', 'src/shared/list-wide.tsx', 'src/pages/apply/apply.tsx', 'src/pages/drafts/drafts.tsx', 'src/drafts/row-of-drafts.tsx'];

/** A file, and all that it names for at once. */
const filesOf = (manifest, name, found = new Set()) => {
  const { file, css = [], imports = [] } = manifest[name] ?? (() => { throw new Error(`expected ${name} in the manifest of the build`); })();
  if (found.has(file)) return found;
  for (const each of [file, ...css]) found.add(each);
  for (const each of imports) filesOf(manifest, each, found);
  return found;
};

/**
 * What somebody signed in needs beyond the page's own files: at every address, on the first page, and there where tables have room (as
 * `use-narrow.ts` has it). The service names it in the page, so that it is on its way while nobody knows yet who is there.
 */
const writeNeeded = (manifest) => {
  const seen = new Set(filesOf(manifest, 'index.html'));
  const beyond = (name) => [...filesOf(manifest, name)].filter((file) => !seen.has(file) && seen.add(file)).map((file) => `/${file}`);
  writeFileSync(join(root, 'dist', 'needed.json'), JSON.stringify({ always: beyond('src/app/workplace.tsx'), first: beyond('src/pages/today/today.tsx'), wide: beyond('src/shared/list-wide.tsx') }));
};

/** The worker with the files of this very build: another build is another worker. */
const writeWorker = (manifest) => {
  const files = [...new Set(offline.flatMap((name) => [...filesOf(manifest, name)]))].map((file) => `/${file}`).sort();
  const source = readFileSync(join(root, 'worker.js'), 'utf8');
  const version = createHash('sha256').update(readFileSync(join(root, 'dist', 'index.html'))).update(JSON.stringify(files)).update(source).digest('hex').slice(0, 16);
  writeFileSync(join(root, 'dist', 'sw.js'), `const version = '${version}';\nconst files = ${JSON.stringify(files)};\n${source}`);
};

await describe();
await build({ root, logLevel: 'warn', build: { manifest: true } });
const manifest = JSON.parse(readFileSync(join(root, 'dist', '.vite', 'manifest.json'), 'utf8'));
writeNeeded(manifest);
writeWorker(manifest);
rmSync(join(root, 'dist', '.vite'), { recursive: true });
const files = readdirSync(assets).filter((name) => /\.(js|css|svg)$/.test(name)).map((name) => join(assets, name));
await Promise.all(files.map(async (file) => {
  const bytes = readFileSync(file);
  if (bytes.length < worthBytes) return;
  const [small, older] = await Promise.all([promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }), promisify(gzip)(bytes, { level: 9 })]);
  writeFileSync(`${file}.br`, small);
  writeFileSync(`${file}.gz`, older);
}));
