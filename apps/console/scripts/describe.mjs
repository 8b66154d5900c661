/** Writes the types of the API from what the API says of itself. Needs the compiled API. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const target = fileURLToPath(new URL('../src/generated/openapi.d.ts', import.meta.url));

export const describe = async () => {
  const { describeApi } = createRequire(import.meta.url)('../../api/dist/index.js');
  const types = `/** Made from the description of the API; never changed by hand. */\n${astToString(await openapiTS(await describeApi()))}`;
  mkdirSync(dirname(target), { recursive: true });
  const before = (() => { try { return readFileSync(target, 'utf8'); } catch { return ''; } })();
  if (before !== types) writeFileSync(target, types);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) await describe();
