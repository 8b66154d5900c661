import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const gallery = join('docs', 'console', 'README.md');

/** Pictures that a page names, by their paths from the root. */
const picturesIn = (page: string): readonly string[] => [...readFileSync(join(root, page), 'utf8').matchAll(/src="([^"]+\.webp)"/g)].map(([, path = '']) => join(page, '..', path));

it.each(['README.md', 'README.zh.md', gallery])('%s shows pictures that are there', (page) => {
  const pictures = picturesIn(page);
  expect(pictures.length).toBeGreaterThan(5);
  expect(pictures.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

it('every picture is in the gallery', () => {
  const shown = new Set(picturesIn(gallery));
  expect(readdirSync(join(root, 'docs', 'console')).filter((name) => name.endsWith('.webp') && !shown.has(join('docs', 'console', name)))).toEqual([]);
});
