/** For each rule a small tree that breaks it, as path and content. */
export interface Fixture {
  readonly rule: string;
  readonly files: Readonly<Record<string, string>>;
}

const neighbour = (name: string): string => `libs/${name}/src/index.ts`;
const use = (path: string): string => `import { value } from '${path}';\nexport const used = value;\n`;
const value = 'export const value = 1;\n';
const bare = (path: string): string => `import * as found from '${path}';\nexport const value = found;\n`;

/** The library on the left imports the one on the right, against the direction. */
const wrongDirections: readonly (readonly [string, string])[] = [
  ['kernel', 'policy'], ['policy', 'domain'], ['domain', 'workflow'], ['workflow', 'application'], ['event-store', 'domain'],
  ['application', 'queue'], ['queue', 'projections'], ['projections', 'banking'], ['banking', 'privacy'], ['privacy', 'platform'],
  ['platform', 'queue'], ['demo', 'runtime'],
];

export const fixtures: readonly Fixture[] = [
  ...wrongDirections.map(([from, to]) => ({
    rule: `direction-${from}`,
    files: { [neighbour(from)]: use(`../../${to}/src`), [neighbour(to)]: value },
  })),
  { rule: 'pure-no-node', files: { [neighbour('domain')]: bare('node:crypto') } },
  { rule: 'pure-no-node', files: { [neighbour('kernel')]: bare('fs') } },
  // Nothing in the domain names a built-in; it gets one through two others.
  { rule: 'pure-no-node', files: { [neighbour('domain')]: use('../../kernel/src'), [neighbour('kernel')]: "export * from './far';\n", 'libs/kernel/src/far.ts': bare('node:os') } },
  { rule: 'pure-no-framework', files: { [neighbour('workflow')]: bare('pg') } },
  { rule: 'pure-no-framework', files: { [neighbour('policy')]: use('../../event-store/src'), [neighbour('event-store')]: bare('pg') } },
  { rule: 'kernel-packages', files: { [neighbour('kernel')]: bare('yaml') } },
  { rule: 'domain-packages', files: { [neighbour('domain')]: bare('@noble/hashes/sha2.js') } },
  { rule: 'rules-packages', files: { [neighbour('policy')]: bare('iconv-lite') } },
  { rule: 'store-adapters-in-runtime-only', files: { [neighbour('projections')]: use('../../event-store/src/postgres'), 'libs/event-store/src/postgres/index.ts': value } },
  { rule: 'frameworks-in-apps-only', files: { [neighbour('runtime')]: bare('@nestjs/common') } },
  { rule: 'no-deep-imports', files: { 'apps/api/src/main.ts': use('../../../libs/domain/src/person/decide'), 'libs/domain/src/person/decide.ts': value } },
  { rule: 'no-app-imports-an-app', files: { 'apps/api/src/main.ts': use('../../worker/src/main'), 'apps/worker/src/main.ts': value } },
  { rule: 'console-pure-libraries-only', files: { 'apps/console/src/main.tsx': use('../../../libs/privacy/src'), [neighbour('privacy')]: value } },
  { rule: 'console-pages-stand-alone', files: { 'apps/console/src/pages/a/a.tsx': use('../b/b'), 'apps/console/src/pages/b/b.tsx': value } },
  { rule: 'no-cycles', files: { [neighbour('banking')]: "export * from './a';\n", 'libs/banking/src/a.ts': "import { b } from './b';\nexport const a = (): unknown => b;\n", 'libs/banking/src/b.ts': "import { a } from './a';\nexport const b = (): unknown => a;\n" } },
  { rule: 'no-unlisted-packages', files: { [neighbour('queue')]: bare('pg'), 'libs/queue/package.json': '{ "name": "queue", "dependencies": {} }' } },
  { rule: 'not-resolvable', files: { [neighbour('queue')]: use('./nowhere') } },
  { rule: 'no-orphans', files: { [neighbour('queue')]: value, 'libs/queue/src/forgotten.ts': value } },
];

/** What must be let through, lest a rule that forbids everything pass for a good one. */
export const allowed: Fixture['files'] = {
  'package.json': '{ "name": "allowed", "dependencies": { "@noble/hashes": "1", "yaml": "2", "ajv": "8", "pg": "8", "bullmq": "6", "@nestjs/common": "11" } }',
  [neighbour('kernel')]: bare('@noble/hashes/sha2.js'),
  [neighbour('policy')]: `${use('../../kernel/src')}import { parse } from 'yaml';\nimport Ajv from 'ajv';\nexport const value = [parse, Ajv];\n`,
  [neighbour('domain')]: `${use('../../policy/src')}export * from '../../kernel/src';\n`,
  [neighbour('event-store')]: use('../../kernel/src'),
  'libs/event-store/src/postgres/index.ts': bare('pg'),
  [neighbour('queue')]: `${use('../../event-store/src').replaceAll('value', 'used')}import { Queue } from 'bullmq';\nimport { readFileSync } from 'node:fs';\nexport const value = [Queue, readFileSync];\n`,
  [neighbour('runtime')]: `${use('../../event-store/src/postgres')}export * from '../../queue/src';\n`,
  'apps/api/src/main.ts': `${use('../../../libs/runtime/src')}import { Module } from '@nestjs/common';\nexport const value2 = Module;\n`,
  'apps/console/src/shared/total.ts': use('../../../../libs/domain/src'),
  'apps/console/src/pages/a/a.tsx': `${use('../../shared/total').replaceAll('value', 'used')}export * from './part';\n`,
  'apps/console/src/pages/a/part.tsx': use('../sign-in/sign-in'),
  'apps/console/src/pages/sign-in/sign-in.tsx': value,
};
