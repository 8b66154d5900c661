'use strict';
/** Lets a test start a TypeScript file as a process of its own: `node -r <this> file.ts`, from the sources, with nothing built. */
const Module = require('node:module');
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { transformFileSync } = require('@swc/core');

const root = join(__dirname, '..', '..');
const options = {
  swcrc: false,
  sourceMaps: 'inline',
  jsc: { target: 'es2023', parser: { syntax: 'typescript', decorators: true }, transform: { legacyDecorator: true, decoratorMetadata: true } },
  module: { type: 'commonjs' },
};

Module._extensions['.ts'] = (module, filename) => module._compile(transformFileSync(filename, options).code, filename);

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function resolve(request, ...rest) {
  const [, name, path] = /^@zhibu\/([a-z-]+)(?:\/([a-z-]+))?$/.exec(request) ?? [];
  const source = name === undefined ? undefined : join(root, 'libs', name, 'src', path ?? '');
  return resolveFilename.call(this, source !== undefined && existsSync(source) ? source : request, ...rest);
};
