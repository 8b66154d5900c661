/**
 * Makes a bare clone ready before `npm start`, `npm test` and `npm run zhibu`: installs the packages when the
 * lockfile changed, compiles when a source changed, and says nothing when there is nothing to do. Uses only
 * what Node brings, because it runs before anything is installed.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const at = (...parts) => join(root, ...parts);
const installStamp = at('node_modules', '.zhibu-lock');
const buildStamp = at('node_modules', '.zhibu-build');
const consoleStamp = at('node_modules', '.zhibu-console');
const workLock = at('.zhibu-prepare.lock');
const workWithinMs = 10 * 60_000;

const quiet = process.argv.includes('--quiet');
const language = process.env.ZHIBU_LANG ?? (/^zh/i.test(process.env.LC_ALL ?? process.env.LANG ?? '') ? 'zh' : 'en');
const say = (zh, en) => (language === 'zh' ? zh : en);

class Stop extends Error {}

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');
const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

/** One line that counts the seconds; plain lines where nobody watches. Everything goes to stderr. */
const withProgress = async (label, work) => {
  const started = Date.now();
  const live = process.stderr.isTTY && !quiet;
  const seconds = () => ((Date.now() - started) / 1000).toFixed(0);
  if (!live && !quiet) process.stderr.write(`${label} ...\n`);
  const timer = live ? setInterval(() => process.stderr.write(`\r${label} ... ${seconds()} s`), 200) : undefined;
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (live) process.stderr.write(`\r${label} ... ${seconds()} s\n`);
  }
};

const run = (command, args) => new Promise((resolve) => {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_ENV: 'development' } });
  let said = '';
  const keep = (chunk) => { said = (said + chunk).slice(-20_000); };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.once('error', (error) => resolve({ code: 127, said: error.message }));
  child.once('close', (code) => resolve({ code: code ?? 1, said }));
});

const lockHash = () => sha256(readFileSync(at('package-lock.json')), process.platform, process.arch, process.versions.modules);

/** True when what npm recorded as installed holds every package that the lockfile demands on every platform. */
const installedMatchesLock = () => {
  const recorded = read(at('node_modules', '.package-lock.json'));
  if (recorded === undefined) return false;
  const installed = JSON.parse(recorded).packages;
  const wanted = Object.entries(JSON.parse(readFileSync(at('package-lock.json'), 'utf8')).packages);
  return wanted.every(([path, entry]) => path === '' || entry.optional || entry.devOptional
    || (installed[path] !== undefined && installed[path].version === entry.version && existsSync(at(path))));
};

const installIsCurrent = () => {
  if (read(installStamp) === lockHash()) return true;
  if (!installedMatchesLock()) return false;
  writeFileSync(installStamp, lockHash());
  return true;
};

const install = async () => {
  const npm = process.env.npm_execpath;
  // Install scripts are not needed: the supervisor of PostgreSQL repairs what its package leaves undone.
  const args = ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { code, said } = await withProgress(say('安装依赖', 'Installing packages'), () =>
    (npm?.endsWith('.js') ? run(process.execPath, [npm, ...args]) : run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args)));
  if (code !== 0) {
    throw new Stop(`${said}\n${say('依赖安装失败（npm ci），原因见上方；修复后请再次运行。', 'Packages could not be installed (npm ci); the reason is above. Run the command again once it is mended.')}`);
  }
  writeFileSync(installStamp, lockHash());
  rmSync(buildStamp, { force: true });
};

/** Those that the compiler builds; the console has a builder of its own. */
const workspaces = () => ['libs', 'apps'].flatMap((group) => readdirSync(at(group)).map((name) => join(group, name)))
  .filter((path) => path !== join('apps', 'console') && existsSync(at(path, 'tsconfig.json')));

const filesUnder = (folder) => readdirSync(at(folder), { withFileTypes: true, recursive: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

/** By time and size: reading everything would cost more than it is worth before each command. */
const hashOf = (state, files) => sha256(state, ...files.map((path) => {
  const { mtimeMs, size } = statSync(path);
  return `${path}:${mtimeMs}:${size}\n`;
}));

const sourcesHash = () => {
  const projects = workspaces();
  const files = [
    at('tsconfig.json'), at('tsconfig.base.json'),
    ...projects.flatMap((path) => [at(path, 'tsconfig.json'), at(path, 'package.json'), ...filesUnder(join(path, 'src'))]),
  ];
  const built = projects.every((path) => existsSync(at(path, 'dist')));
  return hashOf(built ? 'built' : 'bare', files);
};

const build = async () => {
  const { code, said } = await withProgress(say('编译', 'Compiling'), () => run(process.execPath, [at('node_modules', 'typescript', 'bin', 'tsc'), '-b']));
  if (code !== 0) throw new Stop(`${said}\n${say('编译失败，原因见上方。', 'The sources do not compile; the reason is above.')}`);
  writeFileSync(buildStamp, sourcesHash());
};

/** What the pages are made of: their own files, the pure libraries, and what the API says of itself. */
const consoleSources = () => ['apps/console', 'apps/api/src', ...['kernel', 'policy', 'domain', 'workflow'].map((name) => join('libs', name, 'src'))]
  .flatMap(filesUnder)
  .filter((file) => !/[\\/](dist|generated|node_modules)[\\/]/.test(file));

const consoleHash = () => hashOf(existsSync(at('apps', 'console', 'dist', 'index.html')) ? 'built' : 'bare', consoleSources());

const buildConsole = async () => {
  const { code, said } = await withProgress(say('构建界面', 'Building the console'), () => run(process.execPath, [at('apps', 'console', 'scripts', 'build.mjs')]));
  if (code !== 0) throw new Stop(`${said}\n${say('界面构建失败，原因见上方。', 'The console cannot be built; the reason is above.')}`);
  writeFileSync(consoleStamp, consoleHash());
};

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** Two commands may start at once on a fresh clone: the second waits for the first, unless that one died. */
const withWorkLock = async (work) => {
  const started = Date.now();
  while (true) {
    try {
      writeFileSync(workLock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') {
        throw new Stop(say(`目录 ${root} 不可写，无法安装和编译。`, `The folder ${root} cannot be written to, so nothing can be installed or compiled in it.`));
      }
      const holder = Number(read(workLock) ?? 0);
      const age = Date.now() - (statSync(workLock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      // A file without a number is being written at this moment.
      if ((holder > 0 && !isAlive(holder)) || age > workWithinMs) rmSync(workLock, { force: true });
      if (Date.now() - started > workWithinMs) throw new Stop(say('另一个安装或编译过程没有结束。', 'Another installation or compilation does not end.'));
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  const release = () => rmSync(workLock, { force: true });
  const quit = () => { release(); process.exit(130); };
  process.once('SIGINT', quit);
  process.once('SIGTERM', quit);
  try {
    await work();
  } finally {
    release();
  }
};

const isReady = () => installIsCurrent() && read(buildStamp) === sourcesHash() && read(consoleStamp) === consoleHash();

const main = async () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 11)) {
    throw new Stop(say(`需要 Node.js 20.11 或更高版本，当前为 ${process.versions.node}。`, `Node.js 20.11 or newer is needed; this is ${process.versions.node}.`));
  }
  if (isReady()) return;
  await withWorkLock(async () => {
    if (!installIsCurrent()) await install();
    if (read(buildStamp) !== sourcesHash()) await build();
    if (read(consoleStamp) !== consoleHash()) await buildConsole();
  });
};

main().catch((error) => {
  process.stderr.write(`${error instanceof Stop ? error.message : error.stack}\n`);
  process.exitCode = 1;
});
