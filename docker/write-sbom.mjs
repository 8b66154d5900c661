/**
 * Keeps of a CycloneDX list what is really in the folder it is run in: `write-sbom.mjs <list of npm> <list to write>`.
 * npm lists every package of its tree; the image leaves some out.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const [from, to] = process.argv.slice(2);
if (from === undefined || to === undefined) throw new Error('Expected: write-sbom.mjs <list of npm> <list to write>');

const sbom = JSON.parse(readFileSync(from, 'utf8'));
const folderOf = ({ properties = [] }) => properties.find(({ name }) => name === 'cdx:npm:package:path')?.value;
const isHere = (component) => existsSync(folderOf(component) ?? '.');

const components = sbom.components.filter(isHere);
const gone = new Set(sbom.components.filter((component) => !isHere(component)).map((component) => component['bom-ref']));
const dependencies = sbom.dependencies
  .filter(({ ref }) => !gone.has(ref))
  .map((entry) => ({ ...entry, dependsOn: entry.dependsOn.filter((ref) => !gone.has(ref)) }));

writeFileSync(to, `${JSON.stringify({ ...sbom, components, dependencies }, null, 1)}\n`);
