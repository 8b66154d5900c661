import 'reflect-metadata';
import { resolve } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { Config, PlatformFailure, checkoutRoot, createLogger, joinLauncher, loadConfig, spokenLanguage } from '@zhibu/platform';
import { openInstallation } from '@zhibu/runtime';
import { WorkerModule } from './worker.module';

/** Jobs in hand get 10 s to end; the process is gone soon after, whatever happens. */
const stopWithinMs = 12_000;

type Stop = () => Promise<void>;

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
    const { language } = config;
    const installation = await openInstallation(config, {
      kind: 'worker',
      onError: (where, error) => logger.warn({ where, error }, 'tried again'),
      onForeignLog: (failure) => void fail(failure),
      say: (words) => logger.warn(words[language]),
    });
    stop = installation.stop;
    const app = await NestFactory.createApplicationContext(WorkerModule.with(installation), { logger: false, abortOnError: false });
    stop = () => app.close();
    logger.info('working');
    link.ready();
  } catch (error) {
    await fail(error);
  }
};

void main();
