import { join } from 'node:path';
import ts from 'typescript';
import { Manifest, checkout } from './deployment-files';

/** Where the type of a kind is declared. KEDA's own kind is not one of Kubernetes: its fields are in scaled-object.ts. */
const moduleOf: Readonly<Record<string, string>> = {
  'v1 ConfigMap': 'kubernetes-types/core/v1',
  'v1 PersistentVolumeClaim': 'kubernetes-types/core/v1',
  'v1 Service': 'kubernetes-types/core/v1',
  'v1 ServiceAccount': 'kubernetes-types/core/v1',
  'apps/v1 Deployment': 'kubernetes-types/apps/v1',
  'autoscaling/v2 HorizontalPodAutoscaler': 'kubernetes-types/autoscaling/v2',
  'batch/v1 Job': 'kubernetes-types/batch/v1',
  'keda.sh/v1alpha1 ScaledObject': './scaled-object',
  'networking.k8s.io/v1 Ingress': 'kubernetes-types/networking/v1',
  'networking.k8s.io/v1 NetworkPolicy': 'kubernetes-types/networking/v1',
  'policy/v1 PodDisruptionBudget': 'kubernetes-types/policy/v1',
};

const fileName = join(checkout, 'test', 'docker', 'manifests.generated.ts');
const options: ts.CompilerOptions = { strict: true, exactOptionalPropertyTypes: false, noEmit: true, skipLibCheck: true, lib: ['lib.es2022.d.ts'], types: [], module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16, target: ts.ScriptTarget.ES2022 };

/** The published declarations are read once, however often they are asked. */
const declarations = new Map<string, ts.SourceFile | undefined>();

/**
 * What the published types of Kubernetes find wrong with the objects: fields that do not exist, are missing or are of
 * another type. Each object is written as a literal of its type, which is how TypeScript refuses unknown fields.
 */
export const typeFaults = (manifests: readonly Omit<Manifest, 'file'>[]): readonly string[] => {
  const unknown = manifests.filter(({ apiVersion, kind }) => moduleOf[`${apiVersion} ${kind}`] === undefined).map(({ apiVersion, kind }) => `${apiVersion} ${kind}: a kind without a type`);
  const known = manifests.filter(({ apiVersion, kind }) => moduleOf[`${apiVersion} ${kind}`] !== undefined);
  const source = known.map(({ apiVersion, kind, metadata, spec, ...rest }, index) => {
    const { file: _file, ...fields } = { apiVersion, kind, metadata, ...(spec === undefined ? {} : { spec }), ...rest } as Manifest;
    return `export const object${index}: import('${moduleOf[`${apiVersion} ${kind}`]}').${kind} = ${JSON.stringify(fields, null, 1)};`;
  }).join('\n');
  const host = ts.createCompilerHost(options, true);
  const readSource = host.getSourceFile.bind(host);
  host.getSourceFile = (name, target) => {
    if (name === fileName) return ts.createSourceFile(name, source, target, true);
    if (!declarations.has(name)) declarations.set(name, readSource(name, target));
    return declarations.get(name);
  };
  host.fileExists = (name) => name === fileName || ts.sys.fileExists(name);
  const program = ts.createProgram([fileName], options, host);
  const faults = ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const line = diagnostic.file === undefined || diagnostic.start === undefined ? 0 : diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start).line;
    return `${source.split('\n')[line]?.trim() ?? ''}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`;
  });
  return [...unknown, ...faults];
};
