import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileVariantOf, settingNames } from '@zhibu/platform';
import { parse, parseAllDocuments } from 'yaml';

export const checkout = join(__dirname, '..', '..');
export const dockerFolder = join(checkout, 'docker');

export interface ComposeService {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly user?: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly env_file?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly network_mode?: string;
  readonly volumes?: readonly string[];
  readonly secrets?: readonly (string | { readonly source: string; readonly target: string })[];
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly profiles?: readonly string[];
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly tmpfs?: readonly string[];
  readonly logging?: { readonly driver: string; readonly options: Readonly<Record<string, string>> };
  readonly deploy?: { readonly replicas?: number; readonly resources?: { readonly limits?: Readonly<Record<string, string | number>> } };
}

export interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks?: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly secrets?: Readonly<Record<string, { readonly file: string }>>;
}

export const read = (...path: readonly string[]): string => readFileSync(join(checkout, ...path), 'utf8');

/** A compose file as compose sees it: merged, with the defaults of its variables in their place. */
export const composeOf = (name: string): Compose => parse(read('docker', name).replace(/\$\{\w+:-([^}]*)\}/g, '$1'), { merge: true }) as Compose;

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec?: unknown;
  /** Path in the checkout. */
  readonly file: string;
}

const kubernetesFolder = join(dockerFolder, 'kubernetes');
const yamlFiles = (folder: string): readonly string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml')).map((name) => join(folder, name));

export const kustomizations = (): readonly { readonly file: string; readonly refers: readonly string[] }[] =>
  yamlFiles(kubernetesFolder).filter((file) => file.endsWith('kustomization.yaml')).map((file) => {
    const { resources = [], components = [] } = parse(readFileSync(file, 'utf8')) as { readonly resources?: readonly string[]; readonly components?: readonly string[] };
    return { file: relative(checkout, file), refers: [...resources, ...components].map((path) => normalize(join(dirname(file), path))) };
  });

/** Every object of docker/kubernetes, as it stands in its file. */
export const manifests = (): readonly Manifest[] =>
  yamlFiles(kubernetesFolder).filter((file) => !file.endsWith('kustomization.yaml')).flatMap((file) =>
    parseAllDocuments(readFileSync(file, 'utf8')).map((document) => ({ ...(document.toJS() as Omit<Manifest, 'file'>), file: relative(checkout, file) })));

/** What a process of ours may be told by the environment: our settings, and those of Node that we use. */
const ofNode = ['NODE_ENV', 'NODE_OPTIONS'];
export const unknownSettings = (names: readonly string[]): readonly string[] => {
  const known = new Set([...ofNode, ...settingNames.flatMap((name) => [name, ...[fileVariantOf(name)].filter((variant) => variant !== undefined)])]);
  return names.filter((name) => !known.has(name));
};

/** A full version, or a digest: never what may be another image tomorrow. */
export const isPinned = (image: string): boolean => /@sha256:[0-9a-f]{64}$/.test(image) || /:v?\d+\.\d+(\.\d+)?([.-][\w.-]+)?$/.test(image);
