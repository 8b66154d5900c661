import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import promises from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { writeWholeFile } from './whole-file';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'zhibu-whole-')); });
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** The content of one export; `before` its end something else happens. */
async function* content(text: string, before: () => void = () => undefined): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
  before();
}

describe.each([
  ['that links', () => undefined],
  // As on a stick with FAT.
  ['without links', () => void jest.spyOn(promises, 'link').mockImplementation(() => Promise.reject(Object.assign(new Error('not permitted'), { code: 'EPERM' })))],
])('a whole file on a file system %s', (_, prepare: () => void) => {
  beforeEach(() => prepare());

  it('gets its name when all of it is there, readable by its owner only', async () => {
    const path = join(folder, 'county');
    const { bytes } = await writeWholeFile(path, content('all', () => expect(readdirSync(folder)).toEqual([`county.${process.pid}.part`])));
    expect([readdirSync(folder), gunzipSync(readFileSync(path)).toString(), statSync(path).size, statSync(path).mode & 0o777]).toEqual([['county'], 'all', bytes, 0o600]);
  });

  it('does not replace one that another process finished meanwhile under the same name', async () => {
    const path = join(folder, 'county');
    await expect(writeWholeFile(path, content('late', () => writeFileSync(path, 'first')))).rejects.toMatchObject({ rejection: { code: 'move.file-exists' } });
    expect([readdirSync(folder), readFileSync(path, 'utf8')]).toEqual([['county'], 'first']);
  });
});
