import { resolve } from 'node:path';
import { Config, PlatformFailure, checkoutRoot, createIdentityStore, createLogger, errnoOf, isReachedHereOnly, joinLauncher, loadConfig, portTaken, spokenLanguage } from '@zhibu/platform';
import type { Logger } from '@zhibu/platform';
import { RulesRefused, StartHealth, engineWords, openInstallation } from '@zhibu/runtime';
import { createApi } from './create-api';
import { startWaitingServer } from './health/waiting-server';

const requestsPerMinute = 600;
/** Answers in hand get this long; streams that stay open are cut then. */
const finishWithinMs = 2_000;
const endWithinMs = 5_000;

type Stop = () => Promise<void>;

/** Everything from the settings to the open port. Steps that succeeded are undone in reverse by `onStop`. */
const serve = async (config: Config, logger: Logger, onStop: (stop: Stop) => void, onForeignLog: (failure: PlatformFailure) => void): Promise<string> => {
  const taken = (error: unknown): never => {
    throw errnoOf(error) === 'EADDRINUSE' ? portTaken(config.port, error) : error;
  };
  // Before anything is waited for: whoever watches the process sees that it lives, and what it waits for.
  const start = new StartHealth();
  const waiting = await startWaitingServer({ host: config.host, port: config.port, report: () => start.report() }).catch(taken);
  onStop(waiting.close);
  const installation = await openInstallation(config, {
    kind: 'api',
    onError: (where, error) => logger.warn({ where, error }, 'tried again'),
    onForeignLog,
    onEngine: (state) => logger.warn(engineWords(state)[config.language]),
    say: (words) => logger.warn(words[config.language]),
    onWaiting: start.onWaiting,
  });
  onStop(installation.stop);
  const { runtime } = installation;
  await runtime.start({ projections: false, workers: false });
  const identity = createIdentityStore(runtime.pool, runtime.clock);
  const app = await createApi({ runtime, identity, logger, loopback: isReachedHereOnly(config), trustedProxies: config.trustedProxies, requestsPerMinute });
  onStop(async () => {
    const cut = setTimeout(() => app.getHttpServer().closeAllConnections(), finishWithinMs);
    await app.close();
    clearTimeout(cut);
  });
  await waiting.close();
  await app.listen(waiting.port, config.host).catch(taken);
  return app.getUrl();
};

const sentenceOf = (error: unknown, config: Config | undefined): string => {
  if (error instanceof PlatformFailure) return error.in(config?.language ?? spokenLanguage(process.env));
  return error instanceof RulesRefused || error instanceof Error ? error.message : String(error);
};

/** One API process: started by the launcher, by `nest start api`, or by hand. */
const main = async (): Promise<void> => {
  let config: Config | undefined;
  const stops: Stop[] = [];
  const link = joinLauncher(async () => {
    for (const stop of stops.toReversed()) await stop();
  });
  const fail = async (error: unknown): Promise<void> => {
    process.stderr.write(`${sentenceOf(error, config)}\n`);
    // What hangs on an engine that is gone must not keep a process that has to end.
    setTimeout(() => process.exit(codeOf(error)), endWithinMs).unref();
    for (const stop of stops.toReversed()) await stop().catch(() => undefined);
    process.exit(codeOf(error));
  };
  try {
    config = loadConfig({ env: process.env, root: checkoutRoot(resolve(__dirname)) });
    const logger = createLogger('api', config.logLevel);
    const { language, warnings = [] } = config;
    for (const words of warnings) logger.warn(words[language]);
    const url = await serve(config, logger, (stop) => stops.push(stop), (failure) => void fail(failure));
    logger.info({ url }, 'serving');
    link.ready();
  } catch (error) {
    await fail(error);
  }
};

const codeOf = (error: unknown): number => (error instanceof PlatformFailure ? error.exitCode : 70);

void main();
