import 'reflect-metadata';
import { resolve } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { Config, PlatformFailure, checkoutRoot, createLogger, errnoOf, joinLauncher, loadConfig, portTaken, spokenLanguage } from '@zhibu/platform';
import type { HealthReport, Runtime } from '@zhibu/runtime';
import { StartHealth, engineWords, openInstallation, tellOfPersonKeys } from '@zhibu/runtime';
import { startHealthServer } from './health/health-server';
import { WorkerModule } from './worker.module';

/** Jobs in hand get 10 s to end; the process is gone soon after, whatever happens. */
const stopWithinMs = 12_000;

type Stop = () => Promise<void>;

const listenForHealth = async ({ host, healthPort }: Config, health: () => Promise<HealthReport>): Promise<Stop> => {
  if (healthPort === undefined) return () => Promise.resolve();
  const server = await startHealthServer({ host, port: healthPort, health }).catch((error: unknown) => {
    throw errnoOf(error) === 'EADDRINUSE' ? portTaken(healthPort, error, 'ZHIBU_HEALTH_PORT') : error;
  });
  return server.close;
};

/** One worker process: started by the launcher, by `nest start worker`, or by hand. */
const main = async (): Promise<void> => {
  let config: Config | undefined;
  let stop: Stop = () => Promise.resolve();
  const link = joinLauncher(() => stop(), stopWithinMs);
  const fail = async (error: unknown): Promise<void> => {
    const sentence = error instanceof PlatformFailure ? error.in(config?.language ?? spokenLanguage(process.env)) : error instanceof Error ? error.message : String(error);
    process.stderr.write(`${sentence}\n`);
    const code = error instanceof PlatformFailure ? error.exitCode : 70;
    // What hangs on an engine that is gone must not keep a process that has to end.
    setTimeout(() => process.exit(code), stopWithinMs).unref();
    await stop().catch(() => undefined);
    process.exit(code);
  };
  try {
    config = loadConfig({ env: process.env, root: checkoutRoot(resolve(__dirname)) });
    const logger = createLogger('worker', config.logLevel);
    const { language, warnings = [] } = config;
    for (const words of warnings) logger.warn(words[language]);
    // Before anything is waited for: whoever watches the process sees that it lives.
    let runtime: Runtime | null = null;
    const start = new StartHealth();
    const closeHealth = await listenForHealth(config, () => runtime?.health() ?? Promise.resolve(start.report()));
    stop = closeHealth;
    const installation = await openInstallation(config, {
      kind: 'worker',
      onError: (where, error) => logger.warn({ where, error }, 'tried again'),
      onForeignLog: (failure) => void fail(failure),
      onEngine: (state) => logger.warn(engineWords(state)[language]),
      say: (words) => logger.warn(words[language]),
      onWaiting: start.onWaiting,
    });
    stop = () => Promise.all([closeHealth(), installation.stop()]).then(() => undefined);
    runtime = installation.runtime;
    const app = await NestFactory.createApplicationContext(WorkerModule.with(installation), { logger: false, abortOnError: false });
    const ending = new AbortController();
    stop = () => {
      ending.abort();
      return Promise.all([closeHealth(), app.close()]).then(() => undefined);
    };
    void tellOfPersonKeys(runtime, (words) => logger.warn(words[language]), ending.signal);
    logger.info('working');
    link.ready();
  } catch (error) {
    await fail(error);
  }
};

void main();
