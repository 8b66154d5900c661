import { integer, table, text } from '../framework/table';
import { CursorRefused, listPage } from './page';
import { Where } from './where';

const rows = table('rows', { columns: { name: text, no: integer }, key: ['name', 'no'] });

/** A database that would be asked: for these cursors it must not be. */
const asked = { db: { query: () => Promise.reject(new Error('the database was asked')) } };
const pageAt = (places: unknown) =>
  listPage(asked, { table: rows, where: new Where(), order: ['name', 'no'], page: { cursor: Buffer.from(JSON.stringify(places)).toString('base64url') } });

describe('a cursor that somebody made up', () => {
  it.each([[['a', 'x']], [['a', 1e30]], [['a', 1.5]], [['a\u0000', 1]], [[1, 1]], [['a']], [['a', 1, 1]], [{ name: 'a', no: 1 }], [null]])('%j is refused before the database meets it', async (places) => {
    await expect(pageAt(places)).rejects.toThrow(CursorRefused);
  });

  it('is as good as ours when it names a place', async () => {
    await expect(pageAt(['𠮷', 2_147_483_648])).rejects.toThrow('the database was asked');
  });
});
