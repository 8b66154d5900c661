import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { Compose, ComposeService, checkout, composeOf, dockerFolder, isPinned, read, unknownSettings } from './deployment-files';
import { apiHealthPaths, workerHealthPaths } from './health-paths';

const stack = composeOf('compose.yml');
const pooled = composeOf('compose.pgbouncer.yml');
const dev = composeOf('compose.dev.yml');
const files: readonly (readonly [string, Compose])[] = [['compose.yml', stack], ['compose.pgbouncer.yml', pooled], ['compose.dev.yml', dev]];

const servicesOf = ({ services }: Compose): readonly (readonly [string, ComposeService])[] => Object.entries(services);
/** A file over another only adds to its services; those have been looked at. */
const whole = [...servicesOf(stack), ...servicesOf(pooled).filter(([, { image }]) => image !== undefined)];
const ours = (service: ComposeService): boolean => service.build !== undefined;
const engines = ['postgres', 'redis', 'eventstore', 'pgbouncer'];

const schema = JSON.parse(read('test', 'docker', 'schemas', 'compose-spec.json')) as object;
const validate = new Ajv({ strict: false, allErrors: true, formats: { duration: true, 'subnet_ip_address': true } }).compile({ ...schema, $schema: undefined });
const faultsOf = (compose: unknown): readonly string[] => (validate(compose) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`));

describe.each(files)('docker/%s', (_name, compose) => {
  it('is a compose file by the published schema', () => expect(faultsOf(compose)).toEqual([]));

  it('takes every image by full version', () => {
    expect(servicesOf(compose).filter(([, { image }]) => image !== undefined && !isPinned(image)).map(([name]) => name)).toEqual([]);
  });

  it('mounts and builds from what there is', () => {
    const mounted = servicesOf(compose).flatMap(([, { volumes = [], build }]) => [...volumes.map((each) => each.split(':')[0] ?? ''), ...(build === undefined ? [] : [join('..', build.dockerfile)])]);
    expect(mounted.filter((path) => path.startsWith('.') && path !== './secrets' && !existsSync(join(dockerFolder, path)))).toEqual([]);
  });
});

it('the schema minds a name that compose does not know, and a word where a number belongs', () => {
  expect(faultsOf({ services: { api: { image: 'a:1.0', helthcheck: {} } } })).not.toEqual([]);
  expect(faultsOf({ services: { api: { image: 'a:1.0', deploy: { replicas: ['two'] } } } })).not.toEqual([]);
});

describe('the full stack', () => {
  it.each(whole)('%s has no more than it needs', (name, service) => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'], logging: { driver: 'json-file', options: { 'max-size': '10m' } } });
    expect(service.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(Object.keys(service.deploy?.resources?.limits ?? {}).sort()).toEqual(['cpus', 'memory', 'pids']);
    expect(service.network_mode ?? service.networks).toEqual(name === 'certificates' ? 'none' : name === 'api' ? ['engines', 'edge'] : ['engines']);
  });

  it('publishes the API alone, and to this host alone unless it is told otherwise', () => {
    expect(whole.filter(([, { ports }]) => ports !== undefined).map(([name, { ports }]) => [name, ports])).toEqual([['api', ['127.0.0.1:7300:7300']]]);
    expect(stack.networks?.['engines']).toEqual({ internal: true });
  });

  it('asks for health wherever something waits for it, and has somebody wait for every engine', () => {
    const all = new Map(whole);
    for (const [name, { depends_on = {} }] of [...servicesOf(stack), ...servicesOf(pooled)]) {
      for (const [target, { condition }] of Object.entries(depends_on)) {
        const found = all.get(target);
        const test = found?.healthcheck?.test;
        expect({ name, target, fits: condition === 'service_healthy' ? test?.[0] === 'CMD' : condition === 'service_completed_successfully' && found?.restart === 'no' }).toEqual({ name, target, fits: true });
      }
    }
    const waitedFor = [...servicesOf(stack), ...servicesOf(pooled)].flatMap(([, { depends_on = {} }]) => Object.keys(depends_on));
    expect(engines.filter((name) => !waitedFor.includes(name))).toEqual([]);
  });

  it('tells our processes nothing that they do not know', () => {
    const told = [...servicesOf(stack).filter(([name, service]) => ours(service) && name !== 'eventstore-setup'), ...servicesOf(pooled)].flatMap(([, { environment = {} }]) => Object.keys(environment));
    expect(told).toContain('DATABASE_URL_FILE');
    expect(unknownSettings(told.filter((name) => name !== undefined))).toEqual([]);
    expect(unknownSettings(['DATABASE_URI'])).toEqual(['DATABASE_URI']);
  });

  it('starts programs and commands that there are', () => {
    const started = servicesOf(stack).filter(([, service]) => ours(service)).map(([, { entrypoint = ['node'], command = [] }]) => [...entrypoint, ...command]);
    for (const [node, program = '', ...words] of started) {
      expect(node).toBe('node');
      expect(existsSync(join(checkout, program.replace('/dist/main.js', '/src/main.ts')))).toBe(true);
      if (!program.startsWith('docker/')) continue;
      expect(read('docker', 'Dockerfile')).toContain(`/zhibu/${program}`);
      expect(words).toEqual([]);
    }
    expect(stack.services['migrate']?.command).toEqual(['apps/cli/dist/main.js', 'migrate']);
    expect(read('apps', 'cli', 'src', 'commands', 'migrate.command.ts')).toContain("words: ['migrate']");
  });

  it('asks for health where it is answered', () => {
    expect(apiHealthPaths()).toContain(/path = '([^']+)'/.exec(read('docker', 'health.mjs'))?.[1]);
    const { healthcheck, environment } = stack.services['worker'] ?? {};
    const [, , program, port, path] = healthcheck?.test ?? [];
    expect([program, port]).toEqual(['docker/health.mjs', environment?.['ZHIBU_HEALTH_PORT']]);
    expect(workerHealthPaths()).toContain(path);
  });

  it('has as a file of its own every secret that it names, and names all that it uses', () => {
    const folder = mkdtempSync(join(tmpdir(), 'zhibu-compose-'));
    try {
      spawnSync(process.execPath, [join(dockerFolder, 'make-secrets.mjs'), folder], { env: { PATH: '' } });
      const named = { ...stack.secrets, ...pooled.secrets };
      const wanted = [...Object.values(named).map(({ file }) => file), ...servicesOf(stack).flatMap(([, { env_file = [] }]) => env_file)].map((file) => file.replace('./secrets/', ''));
      expect(wanted.filter((file) => !file.startsWith('eventstore/') && !existsSync(join(folder, file)))).toEqual([]);
      const used = [...servicesOf(stack), ...servicesOf(pooled)].flatMap(([, { secrets = [] }]) => secrets.map((secret) => (typeof secret === 'string' ? secret : secret.source)));
      expect([...new Set(used)].sort()).toEqual(Object.keys(named).sort());
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('reads each secret where it is mounted', () => {
    for (const [, { environment = {}, secrets = [] }] of servicesOf(stack).concat(servicesOf(pooled))) {
      for (const path of Object.values(environment).map(String).filter((value) => value.startsWith('/run/secrets/'))) {
        const name = path.replace('/run/secrets/', '');
        const inherited = name in (pooled.secrets ?? {}) || secrets.includes(name);
        expect({ path, inherited }).toEqual({ path, inherited: true });
      }
    }
    const names = Object.keys({ ...stack.secrets, ...pooled.secrets });
    const mentioned = ['redis.conf', 'postgres-init.sql', 'pgbouncer.ini'].flatMap((file) => [...read('docker', 'engines', file).matchAll(/\/run\/secrets\/(\w+)/g)].map(([, name = '']) => name));
    expect(mentioned.filter((name) => !names.includes(name))).toEqual([]);
    expect(read('docker', 'engines', 'redis.conf')).toMatch(/^maxmemory-policy noeviction$/m);
  });
});

describe('the engines for developing', () => {
  it('are reached from this host alone', () => {
    const ports = servicesOf(dev).flatMap(([, { ports: published = [] }]) => published);
    expect(ports).toHaveLength(3);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('are the versions of the full stack', () => {
    for (const [name, { image }] of servicesOf(dev)) expect(image).toBe(stack.services[name]?.image);
  });

  it('are started with a command line that names them all', () => {
    const text = readFileSync(join(dockerFolder, 'compose.dev.yml'), 'utf8');
    expect(unknownSettings([...text.matchAll(/^#.*?\b([A-Z_]+_URL)=/gm)].map(([, name = '']) => name))).toEqual([]);
  });
});
