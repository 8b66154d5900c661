import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Container, PodSpec, PodTemplateSpec } from 'kubernetes-types/core/v1';
import type { HorizontalPodAutoscaler } from 'kubernetes-types/autoscaling/v2';
import type { NetworkPolicy } from 'kubernetes-types/networking/v1';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1';
import { Manifest, checkout, dockerFolder, kustomizations, manifests, read, unknownSettings } from './deployment-files';
import { apiHealthPaths, workerHealthPaths, workerMetrics } from './health-paths';
import { typeFaults } from './kubernetes-types';

const all = manifests();
const ofKind = <T>(kind: string): readonly (T & { readonly metadata: { readonly name: string } })[] => all.filter((one) => one.kind === kind) as never;

interface WithPods extends Manifest { readonly spec: { readonly template: PodTemplateSpec; readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> } } }
const withPods = ['Deployment', 'Job'].flatMap((kind) => ofKind<WithPods>(kind));
const podOf = ({ spec }: WithPods): PodSpec => spec.template.spec as PodSpec;
const containerOf = (workload: WithPods): Container => podOf(workload).containers[0] as Container;
const labelsOf = ({ spec }: WithPods): Readonly<Record<string, string>> => spec.template.metadata?.labels ?? {};
const within = (part: Readonly<Record<string, string>> | undefined, whole: Readonly<Record<string, string>>): boolean => part !== undefined && Object.entries(part).every(([key, value]) => whole[key] === value);

describe('docker/kubernetes', () => {
  it('has objects as Kubernetes publishes them', () => expect(typeFaults(all)).toEqual([]));

  it('is checked by something that finds a wrong name, a wrong type and a missing field', () => {
    const deployment = JSON.stringify(all.find(({ kind }) => kind === 'Deployment'));
    const wrong = [['"livenessProbe"', '"livenesProbe"'], ['"containerPort":7300', '"containerPort":"7300"'], ['"name":"api",', '']].map(([from = '', to = '']) => {
      expect(deployment).toContain(from);
      return JSON.parse(deployment.replace(from, to)) as Manifest;
    });
    expect(typeFaults(wrong)).toEqual([expect.stringMatching(/livenesProbe.* does not exist in type 'Container'/), expect.stringContaining("'string' is not assignable to type 'number'"), expect.stringMatching(/'name' is missing/)]);
  });

  it('lists every file, and only files that there are', () => {
    const referred = kustomizations().flatMap(({ refers }) => refers);
    expect(referred.filter((path) => !existsSync(path))).toEqual([]);
    expect(all.map(({ file }) => join(checkout, file)).filter((file) => !referred.includes(file))).toEqual([]);
  });

  it.each(withPods.map((one) => [one.metadata.name, one] as const))('%s runs as nobody in particular, within limits, with a program that cannot be changed', (_name, workload) => {
    const pod = podOf(workload);
    expect(pod.containers).toHaveLength(1);
    expect(pod).toMatchObject({
      serviceAccountName: 'zhibu', automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 10001, runAsGroup: 10001, fsGroup: 10001, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{ securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } }, resources: { requests: { cpu: expect.any(String) as string, memory: expect.any(String) as string }, limits: { cpu: expect.any(String) as string, memory: expect.any(String) as string } } }],
    });
    expect(read('docker', 'Dockerfile')).toContain('USER 10001:10001');
    const volumes = new Set(pod.volumes?.map(({ name }) => name));
    const { volumeMounts = [] } = containerOf(workload);
    expect(volumeMounts.filter(({ name }) => !volumes.has(name))).toEqual([]);
    expect(volumeMounts.filter(({ readOnly }) => readOnly !== true).map(({ mountPath }) => mountPath)).toEqual(['/data', '/tmp']);
    // Secrets can be read by the group of the pod and nobody else.
    expect(pod.volumes?.find(({ secret }) => secret !== undefined)?.secret?.defaultMode).toBe(0o440);
  });

  it('tells our processes nothing that they do not know', () => {
    const settings = ofKind<{ readonly data: Readonly<Record<string, string>> }>('ConfigMap').flatMap(({ data }) => Object.keys(data));
    const named = withPods.flatMap((workload) => (containerOf(workload).env ?? []).map(({ name }) => name));
    expect(unknownSettings([...settings, ...named])).toEqual([]);
  });

  it('starts programs that there are', () => {
    for (const workload of withPods) {
      const [program = ''] = containerOf(workload).args ?? [];
      expect(existsSync(join(checkout, program.replace('/dist/main.js', '/src/main.ts')))).toBe(true);
    }
  });

  it('probes where the API and the worker answer', () => {
    const answered = { 'zhibu-api': apiHealthPaths(), 'zhibu-worker': workerHealthPaths() };
    const deployments = ofKind<WithPods>('Deployment');
    expect(deployments.map(({ metadata }) => metadata.name).sort()).toEqual(Object.keys(answered));
    for (const deployment of deployments) {
      const { startupProbe, readinessProbe, livenessProbe, ports = [] } = containerOf(deployment);
      const asked = [startupProbe, readinessProbe, livenessProbe].map((probe) => probe?.httpGet);
      expect(asked.map((get) => get?.path?.split('/').at(-1))).toEqual(['live', 'ready', 'live']);
      expect(asked.filter((get) => !answered[deployment.metadata.name as keyof typeof answered].includes(get?.path ?? ''))).toEqual([]);
      expect(asked.filter((get) => !ports.some(({ name }) => name === get?.port))).toEqual([]);
    }
    const { env = [], ports = [] } = containerOf(deployments.find(({ metadata }) => metadata.name === 'zhibu-worker') as WithPods);
    expect(env.find(({ name }) => name === 'ZHIBU_HEALTH_PORT')?.value).toBe(String(ports[0]?.containerPort));
  });

  it('selects what there is', () => {
    for (const { spec } of ofKind<WithPods>('Deployment')) expect(within(spec.selector?.matchLabels, spec.template.metadata?.labels ?? {})).toBe(true);
    const selectors = [
      ...ofKind<{ readonly spec: { readonly selector: Readonly<Record<string, string>> } }>('Service').map(({ spec }) => spec.selector),
      ...ofKind<PodDisruptionBudget>('PodDisruptionBudget').map(({ spec }) => spec?.selector?.matchLabels),
      ...ofKind<NetworkPolicy>('NetworkPolicy').map(({ spec }) => spec?.podSelector?.matchLabels),
    ];
    expect(selectors.filter((selector) => !withPods.some((workload) => within(selector, labelsOf(workload))))).toEqual([]);
    const targets = [...ofKind<HorizontalPodAutoscaler>('HorizontalPodAutoscaler'), ...ofKind<{ readonly spec: { readonly scaleTargetRef: { readonly name: string } } }>('ScaledObject')].map(({ spec }) => spec?.scaleTargetRef.name);
    const names = ofKind<WithPods>('Deployment').map(({ metadata }) => metadata.name);
    expect(targets.filter((name) => name === undefined || !names.includes(name))).toEqual([]);
  });

  it('scales the workers by a metric that they expose', () => {
    const asked = [...read('docker', 'kubernetes', 'components', 'queue-age-keda', 'scaled-object.yaml').matchAll(/zhibu_\w+_\w+/g), ...read('docker', 'kubernetes', 'components', 'queue-age-hpa', 'autoscaler.yaml').matchAll(/zhibu_\w+_\w+/g)].map(([name]) => name);
    expect(asked.length).toBeGreaterThanOrEqual(2);
    expect(asked.filter((name) => !workerMetrics().includes(name))).toEqual([]);
  });

  it('takes from the secret what make-secrets makes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'zhibu-kubernetes-'));
    try {
      spawnSync(process.execPath, [join(dockerFolder, 'make-secrets.mjs'), folder], { env: { PATH: '' } });
      const mounted = withPods.flatMap((workload) => (containerOf(workload).env ?? []).map(({ value = '' }) => value).filter((value) => value.startsWith('/run/secrets/zhibu/')));
      expect(new Set(mounted).size).toBe(4);
      expect(mounted.filter((path) => !existsSync(join(folder, path.replace('/run/secrets/zhibu/', ''))))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
