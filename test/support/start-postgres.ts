import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// By path: jest maps no module names for its global setup, and nothing needs to be built for a test.
import { EmbeddedPostgres, startEmbeddedPostgres } from '../../libs/platform/src/postgres/embedded-postgres';

declare global {
  var zhibuTestPostgres: EmbeddedPostgres | undefined;
}

/** One PostgreSQL for a whole test run, in a folder of its own that goes away with it. */
const startPostgres = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'zhibu-test-'));
  globalThis.zhibuTestPostgres = await startEmbeddedPostgres({ folder, removeFolderAtEnd: true });
  process.env['ZHIBU_TEST_DATABASE_URL'] = globalThis.zhibuTestPostgres.urlOf('postgres');
};

export default startPostgres;
