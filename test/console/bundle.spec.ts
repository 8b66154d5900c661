import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const built = join(root, 'apps', 'console', 'dist');

/** What may be waited for before the first page is there, compressed. */
const firstBytesMax = 350_000;

const read = (name: string): string => readFileSync(join(built, 'assets', name), 'utf8');
/** As it is sent: what is small is not compressed. */
const sent = (name: string): number => statSync(join(built, 'assets', existsSync(join(built, 'assets', `${name}.br`)) ? `${name}.br` : name)).size;

/** Files that a file cannot begin without; what it loads when used is written `import(`. */
const neededBy = (name: string): readonly string[] =>
  name.endsWith('.js') ? [...read(name).matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)].flatMap(([, file]) => file ?? []) : [];

const closure = (names: readonly string[], known = new Set<string>()): ReadonlySet<string> => {
  for (const name of names) {
    if (known.has(name)) continue;
    known.add(name);
    closure(neededBy(name), known);
  }
  return known;
};

const page = readFileSync(join(built, 'index.html'), 'utf8');
const first = closure([...page.matchAll(/\/assets\/([^"]+)/g)].flatMap(([, name]) => name ?? []));

it('little is waited for before the first page', () => {
  expect(first.size).toBeGreaterThan(2);
  const bytes = Buffer.byteLength(page) + [...first].reduce((sum, name) => sum + sent(name), 0);
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(firstBytesMax);
});

it('little more is waited for before the first page of somebody signed in, also where tables have room', () => {
  const needed = JSON.parse(readFileSync(join(built, 'needed.json'), 'utf8')) as Readonly<Record<'always' | 'first' | 'wide', readonly string[]>>;
  const all = closure([...first, ...Object.values(needed).flat().map((file) => file.replace('/assets/', ''))]);
  const bytes = Buffer.byteLength(page) + [...all].reduce((sum, name) => sum + sent(name), 0);
  expect(all.size).toBeGreaterThan(first.size);
  expect(bytes).toBeLessThanOrEqual(firstBytesMax);
});

it('charts, spreadsheets and their readers come when they are used', () => {
  const later = readdirSync(join(built, 'assets')).filter((name) => /chart|sheet|xlsx/.test(name) && name.endsWith('.js'));
  expect(later).not.toEqual([]);
  expect(later.filter((name) => first.has(name))).toEqual([]);
});

it('the first file that runs asks who is signed in, before any library', () => {
  const entry = [...page.matchAll(/<script[^>]+src="\/assets\/([^"]+)"/g)][0]?.[1] ?? '';
  expect(neededBy(entry).find((name) => !name.startsWith('rolldown-runtime'))).toMatch(/^early-/);
});

/** Each is only on a server's way: schemas of rule files, the files themselves, and what the reader of them is made of. */
it.each([['Ajv', /strict mode: unknown keyword|schema with key or id/], ['YAML', /YAMLParseError|Nested mappings are not allowed/]])('no page carries %s', (_, marks) => {
  const names = readdirSync(join(built, 'assets')).filter((name) => name.endsWith('.js'));
  expect(names.length).toBeGreaterThan(10);
  expect(names.filter((name) => marks.test(read(name)))).toEqual([]);
});

it.each(['kernel', 'policy', 'domain', 'workflow'])('%s says that a page may take from it only what it uses', (library) => {
  expect(JSON.parse(readFileSync(join(root, 'libs', library, 'package.json'), 'utf8'))).toMatchObject({ sideEffects: false });
});

it('the page has no script of its own and nothing from elsewhere', () => {
  expect(page).not.toMatch(/<script(?![^>]*\ssrc=)/);
  expect(page).not.toMatch(/(?:src|href)="(?!\/|data:,)/);
  expect(page).not.toMatch(/\son[a-z]+=/);
});
