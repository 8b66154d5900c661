import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Dockerfile, DockerfileParser, Instruction } from 'dockerfile-ast';
import { ValidationSeverity, validate } from 'dockerfile-utils';
import { checkout, isPinned, read } from './deployment-files';

const text = read('docker', 'Dockerfile');
const parsed: Dockerfile = DockerfileParser.parse(text);
const instructions = parsed.getInstructions();
const lastFrom = instructions.findLastIndex((one) => one.getKeyword() === 'FROM');
const finalStage = instructions.slice(lastFrom);
const valueOf = (stage: readonly Instruction[], keyword: string): string => stage.filter((one) => one.getKeyword() === keyword).at(-1)?.getRawArgumentsContent() ?? '';

const strict = Object.fromEntries(['deprecatedMaintainer', 'directiveCasing', 'emptyContinuationLine', 'instructionCasing', 'instructionCmdMultiple', 'instructionEntrypointMultiple', 'instructionHealthcheckMultiple', 'instructionJSONInSingleQuotes', 'instructionWorkdirRelative', 'instructionUnnecessaryArgument'].map((rule) => [rule, ValidationSeverity.ERROR]));

describe('docker/Dockerfile', () => {
  it('has nothing that the linter minds', () => {
    expect(validate(text, strict).map(({ message, range }) => [range.start.line + 1, message])).toEqual([]);
  });

  it('is linted by something that minds', () => {
    expect(validate(text.replace('USER 10001:10001', 'USR 10001:10001'), strict)).not.toEqual([]);
    expect(validate(text.replace('WORKDIR /zhibu', 'WORKDIR zhibu'), strict)).not.toEqual([]);
  });

  it('takes its bases by full version', () => {
    const images = instructions.filter((one) => one.getKeyword() === 'FROM').map((one) => one.getArguments()[0]?.getValue());
    expect(images).toEqual(['${NODE_IMAGE}', '${NODE_IMAGE}']);
    const image = /^ARG NODE_IMAGE=(\S+)$/m.exec(text)?.[1] ?? '';
    expect(isPinned(image)).toBe(true);
    expect([isPinned('node'), isPinned('node:latest'), isPinned('node:24'), isPinned('node:24-slim')]).toEqual([false, false, false, false]);
  });

  it('ends in a stage that runs nothing, needs no shell, and belongs to nobody who has a name', () => {
    expect(finalStage.filter((one) => ['RUN', 'ADD', 'SHELL', 'ONBUILD'].includes(one.getKeyword()))).toEqual([]);
    for (const keyword of ['ENTRYPOINT', 'CMD']) expect(JSON.parse(valueOf(finalStage, keyword))).toEqual(expect.arrayContaining([expect.any(String)]));
    expect(valueOf(finalStage, 'HEALTHCHECK')).toMatch(/CMD \["node", "docker\/health\.mjs"\]$/);
    expect(valueOf(finalStage, 'USER')).toMatch(/^[1-9]\d{3,}:[1-9]\d{3,}$/);
    expect(valueOf(finalStage, 'LABEL')).toMatch(/licenses="Apache-2\.0".*revision=/s);
  });

  it('gives nothing but the data folder to the user of the image', () => {
    const owned = finalStage.filter((one) => one.getKeyword() === 'COPY' && one.toString().includes('--chown'));
    expect(owned.map((one) => one.getArguments().at(-1)?.getValue())).toEqual(['/data']);
    expect(valueOf(finalStage, 'VOLUME')).toBe('/data');
  });

  it('carries the console as it was built, and nothing that it was built of', () => {
    const step = instructions.filter((one) => one.getKeyword() === 'RUN').map((one) => one.getRawArgumentsContent() ?? '').find((one) => one.includes('npm prune')) ?? '';
    expect(step).toMatch(/find apps\/console -mindepth 1 -maxdepth 1 -not -name dist -not -name package\.json -exec rm -rf/);
    expect(read('.dockerignore').split('\n')).not.toContain('apps/console');
    // What pages are bundled from is no package of the image.
    expect(Object.keys((JSON.parse(read('apps', 'console', 'package.json')) as { readonly dependencies?: object }).dependencies ?? {})).toEqual([]);
  });

  it('names files that there are, or that the build makes', () => {
    const [command = ''] = JSON.parse(valueOf(finalStage, 'CMD')) as string[];
    expect(existsSync(join(checkout, command.replace('/dist/main.js', '/src/main.ts')))).toBe(true);
    const copied = finalStage.filter((one) => one.getKeyword() === 'COPY').flatMap((one) => one.getArguments().slice(0, -1).map((argument) => argument.getValue().replace('/zhibu/', '')));
    expect(copied.filter((path) => !['/empty/data', 'sbom.cdx.json', 'node_modules'].includes(path) && !existsSync(join(checkout, path)))).toEqual([]);
    expect(text).toMatch(/npm ci [^]*npm prune --omit=dev[^]*write-sbom\.mjs sbom\.cdx\.json/);
  });
});
