/** Carries out the steps of docker/Dockerfile in a folder of its own, as far as that can be done without a container engine. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DockerfileParser } from 'dockerfile-ast';

const words = (instruction) => instruction.getArguments().map((argument) => argument.getValue());

/** The stages with their instructions: `[{ image, name, steps: [{ keyword, words, from, raw }] }]`; `from` is the stage that a COPY takes from. */
export const stagesOf = (text) => {
  const stages = [];
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const keyword = instruction.getKeyword().toUpperCase();
    if (keyword === 'FROM') stages.push({ image: instruction.getImage(), name: instruction.getBuildStage() ?? String(stages.length), steps: [] });
    else stages.at(-1)?.steps.push({ keyword, words: words(instruction), from: instruction.getFlags?.().find((flag) => flag.getName() === 'from')?.getValue() ?? undefined, raw: instruction.getRawArgumentsContent() ?? '' });
  }
  return stages;
};

/** Default of a build argument that stands before the first stage. */
export const argumentOf = (text, name) => new RegExp(`^ARG ${name}=(\\S+)$`, 'm').exec(text)?.[1];

/** JSON form of ENTRYPOINT, CMD and HEALTHCHECK; undefined for the form that needs a shell. */
export const execForm = (raw) => {
  const found = /\[.*\]\s*$/s.exec(raw);
  return found === null ? undefined : JSON.parse(found[0]);
};

const labelsAndVariables = (raw) => Object.fromEntries([...raw.matchAll(/([\w.]+)=("[^"]*"|\S+)/g)].map(([, name, value]) => [name, value.replace(/^"|"$/g, '')]));

/** What a container of the last stage is given: `{ env, user, command, health, labels }`. */
export const configOf = (stage) => {
  const last = (keyword) => stage.steps.findLast((step) => step.keyword === keyword)?.raw ?? '';
  const all = (keyword) => Object.assign({}, ...stage.steps.filter((step) => step.keyword === keyword).map(({ raw }) => labelsAndVariables(raw)));
  return {
    env: all('ENV'), labels: all('LABEL'), user: last('USER'),
    entrypoint: execForm(last('ENTRYPOINT')), command: execForm(last('CMD')), health: execForm(last('HEALTHCHECK')),
  };
};

/** Removes from a context what .dockerignore names; of its patterns those that this project uses: `path`, names anywhere, `*` in a name. */
export const ignore = (context, patterns) => {
  const matcher = (pattern) => new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*')}$`);
  for (const pattern of patterns) {
    if (!pattern.startsWith('**/')) {
      const folder = join(context, dirname(pattern));
      const wanted = matcher(basename(pattern));
      if (existsSync(folder)) for (const name of readdirSync(folder)) if (wanted.test(name)) rmSync(join(folder, name), { recursive: true, force: true });
      continue;
    }
    const wanted = matcher(pattern.slice(3));
    const walk = (folder) => {
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        if (wanted.test(entry.name)) rmSync(join(folder, entry.name), { recursive: true, force: true });
        else if (entry.isDirectory()) walk(join(folder, entry.name));
      }
    };
    walk(context);
  }
};

export const ignoredBy = (text) => text.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));

/**
 * Carries out one stage in `root`, which stands for `/`. RUN lines run under `sh` with `/zhibu` and the other paths of
 * the image replaced by those in `root`. `say` is told every step.
 */
export const carryOut = (stage, { root, context, others, env, say }) => {
  let workdir = '/';
  const inside = (path) => join(root, path.startsWith('/') ? path : join(workdir, path));
  const variables = {};
  for (const { keyword, words: given, from, raw } of stage.steps) {
    if (keyword === 'WORKDIR') {
      workdir = given[0];
      mkdirSync(inside(workdir), { recursive: true });
    }
    if (keyword === 'ENV') Object.assign(variables, labelsAndVariables(raw));
    if (keyword === 'COPY') {
      const source = from === undefined ? context : others[from];
      const [paths, to] = [given.slice(0, -1), given.at(-1)];
      // A source folder is copied by its content; several sources, or a target with a slash, go into the target.
      for (const path of paths) {
        const target = to.endsWith('/') && path !== '.' ? join(inside(to), basename(path)) : inside(to);
        cpSync(join(source, path), target, { recursive: true, verbatimSymlinks: true, force: true });
      }
      say(`COPY ${from === undefined ? '' : `--from=${from} `}${given.join(' ')}`);
    }
    if (keyword === 'RUN') {
      const command = raw.replaceAll(/\\\n/g, ' ').replaceAll(/(^|\s)\/(empty)\b/g, (_, before, path) => `${before}${join(root, path)}`);
      const started = Date.now();
      const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', command], { cwd: inside(workdir), env: { ...env, ...variables }, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
      if (status !== 0) throw new Error(`RUN ${command}\n${stdout.slice(-4000)}${stderr.slice(-4000)}`);
      say(`RUN ${command.slice(0, 90).trim()}${command.length > 90 ? ' …' : ''} (${((Date.now() - started) / 1000).toFixed(0)} s)`);
    }
  }
};

export const readStages = (file) => stagesOf(readFileSync(file, 'utf8'));
