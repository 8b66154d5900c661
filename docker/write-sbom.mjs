/**
 * Writes the list of what is in the image (CycloneDX 1.5): `node docker/write-sbom.mjs sbom.cdx.json`, in the program's folder.
 * Every package that npm has installed there and that still is there. Not `npm sbom --omit=dev`: of this tree it leaves
 * out whatever a package for developing needs as well (85 of 216 packages, npm 11.19).
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [to] = process.argv.slice(2);
if (to === undefined) throw new Error('Expected: write-sbom.mjs <file to write>');

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
const own = readJson('package.json');
const listed = readJson(join('node_modules', '.package-lock.json')).packages;
const installed = Object.entries(listed).filter(([path, { link }]) => link !== true && existsSync(path));
const paths = new Set(installed.map(([path]) => path));

const nameOf = (path, { name }) => name ?? path.split('node_modules/').at(-1);
const purlOf = (name, version) => `pkg:npm/${name.replace('@', '%40')}@${version}`;
/** The path tells two copies of one package apart. */
const refOf = (path) => `npm:${path}`;

const licenceOf = (licence) => (licence === undefined ? {} : { licenses: [/[ ()]/.test(licence) ? { expression: licence.replace(/^\((.*)\)$/, '$1') } : { license: { id: licence } }] });
const hashOf = (integrity) => (integrity?.startsWith('sha512-') ? { hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.slice(7), 'base64').toString('hex') }] } : {});

const component = ([path, entry]) => {
  const name = nameOf(path, entry);
  const [group, bare] = name.startsWith('@') ? name.split('/') : [undefined, name];
  return {
    type: 'library', 'bom-ref': refOf(path), ...(group === undefined ? {} : { group }), name: bare, version: entry.version, purl: purlOf(name, entry.version),
    ...licenceOf(entry.license), ...hashOf(entry.integrity), properties: [{ name: 'cdx:npm:package:path', value: path }],
  };
};

/** Where Node finds a package, seen from another one: the nearest node_modules on the way up. Workspaces are linked at the top. */
const resolve = (from, name) => {
  const top = join('node_modules', name);
  for (let at = from; at !== '.'; at = dirname(at)) {
    const candidate = join(at, 'node_modules', name);
    if (paths.has(candidate)) return candidate;
  }
  const linked = listed[top];
  const found = linked?.link === true ? linked.resolved : top;
  return paths.has(found) ? found : undefined;
};

const needsOf = ([path, { dependencies = {}, optionalDependencies = {}, peerDependencies = {} }]) =>
  [...new Set(Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }).map((name) => resolve(path, name)).filter((found) => found !== undefined))].map(refOf);

const workspaces = installed.filter(([path]) => !path.startsWith('node_modules/')).map(([path]) => refOf(path));

writeFileSync(to, `${JSON.stringify({
  $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  version: 1,
  metadata: { component: { type: 'application', 'bom-ref': own.name, name: own.name, version: own.version, purl: purlOf(own.name, own.version), ...licenceOf(own.license) } },
  components: installed.map(component),
  dependencies: [{ ref: own.name, dependsOn: workspaces }, ...installed.map((entry) => ({ ref: refOf(entry[0]), dependsOn: needsOf(entry) }))],
}, null, 1)}\n`);
