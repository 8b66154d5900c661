import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Written by the build of the console: what somebody signed in needs, at every address, on the first page, and there where tables have room. */
interface Needed {
  readonly always: readonly string[];
  readonly first: readonly string[];
  readonly wide: readonly string[];
}

const linkOf = (media: string) => (file: string): string =>
  file.endsWith('.css') ? `<link rel="preload" as="style" crossorigin${media} href="${file}">` : `<link rel="modulepreload" crossorigin${media} href="${file}">`;

const wideOnly = ' media="(min-width: 576px)"';

/** Names the files that somebody signed in waits for, so that they come while the service is asked who that is. */
export const neededFiles = (folder: string): ((path: string) => string) => {
  const place = join(folder, 'needed.json');
  if (!existsSync(place)) return () => '';
  const { always, first, wide } = JSON.parse(readFileSync(place, 'utf8')) as Needed;
  const everywhere = always.map(linkOf('')).join('');
  const onFirst = everywhere + first.map(linkOf('')).join('') + wide.map(linkOf(wideOnly)).join('');
  return (path) => (path === '/' ? onFirst : everywhere);
};
