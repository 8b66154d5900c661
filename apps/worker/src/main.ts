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
  try {
    config = loadConfig({ env: process.env, root: checkoutRoot(resolve(__dirname)) });
    const logger = createLogger('worker', config.logLevel);
    const installation = await openInstallation(config, (where, error) => logger.warn({ where, error }, 'tried again'));
    stop = installation.stop;
    const app = await NestFactory.createApplicationContext(WorkerModule.with(installation), { logger: false, abortOnError: false });
    stop = () => app.close();
    logger.info('working');
    link.ready();
  } catch (error) {
    const sentence = error instanceof PlatformFailure ? error.in(config?.language ?? spokenLanguage(process.env)) : error instanceof Error ? error.message : String(error);
    process.stderr.write(`${sentence}\n`);
    await stop();
    process.exit(error instanceof PlatformFailure ? error.exitCode : 70);
  }
};

void main();
