import 'reflect-metadata';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
// By path: the whole runtime is not needed to know its names.
import { metricsText } from '../../libs/runtime/src/health/metrics';
import { HealthController } from '../../apps/api/src/health/health.controller';
import { checkout, read } from './deployment-files';

const pathOf = (target: object): string => String(Reflect.getMetadata('path', target));

const prefix = (): string => /setGlobalPrefix\('([^']+)'/.exec(read('apps', 'api', 'src', 'openapi.ts'))?.[1] ?? '';

/** What the API answers about its health, from the routes themselves. */
export const apiHealthPaths = (): readonly string[] =>
  Object.getOwnPropertyNames(HealthController.prototype)
    .map((name) => Object.getOwnPropertyDescriptor(HealthController.prototype, name)?.value as object)
    .filter((method) => Reflect.hasMetadata('path', method))
    .map((method) => `/${prefix()}/${pathOf(HealthController)}/${pathOf(method)}`);

/** The same of the worker, whose few paths stand as words in its sources. `check-image-steps` asks the running process. */
export const workerHealthPaths = (): readonly string[] => {
  const folder = join(checkout, 'apps', 'worker', 'src');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts')).map((name) => readFileSync(join(folder, name), 'utf8'));
  return sources.flatMap((source) => [...source.matchAll(/'(\/(?:health\/\w+|metrics))'/g)].map(([, path = '']) => path));
};

/** Names of the metrics of a report in which everything could be asked. */
export const workerMetrics = (): readonly string[] => {
  const oldestWaitingMs = { eligibility: 1_500, 'case-steps': 0, 'batch-building': 0, 'payment-files': 0, returns: 0, timers: 0 };
  const report = { engines: [], readModels: [], followUps: { behind: false, events: 0 }, leases: { held: 1, expired: 0 }, oldestWaitingMs };
  return [...metricsText(report).matchAll(/^# TYPE (\w+)/gm)].map(([, name = '']) => name);
};
