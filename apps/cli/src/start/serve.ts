import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dateOf, text } from '@zhibu/kernel';
import type { Config, PlatformFailure, RunningChildren } from '@zhibu/platform';
import type { OpenDatabase, Runtime } from '@zhibu/runtime';
import type { CommandContext } from '../cli-command';
import { CommandRefused } from '../command-refused';
import { checkCalendar } from '../doctor/checks';
import { exitCodes } from '../exit-codes';
import { configSaid, createCliRuntime } from '../runtime/open-runtime';
import { createChildLog } from './child-log';

export interface Serving {
  readonly config: Config;
  readonly runtime: Runtime;
  /** Where people open it. */
  readonly url: string;
  /** Rejects when a child was given up, or when the event log is not that of the database any more. */
  readonly finished: Promise<void>;
  stop(): Promise<void>;
  kill(): void;
}

/** Longer than a worker takes for the jobs it has in hand. */
const stopWithinMs = 14_000;
/** What a child takes to be ready once its engines are. */
const childReadyMs = 60_000;
/** Another event log, an engine that is unfit or refuses us, wrong settings: no new start mends them. */
const lastingExitCodes: readonly number[] = [65, 76, 77, 78];

const mainOf = (app: string): string => join(__dirname, '..', '..', '..', app, 'dist', 'main.js');

const checkBuilt = (): void => {
  const missing = ['api', 'worker'].map(mainOf).filter((path) => !existsSync(path));
  if (missing.length === 0) return;
  throw new CommandRefused([{ code: 'cli.not-built', message: text('程序尚未编译', 'The program is not compiled'), expected: text('先运行 npm run build', 'npm run build first'), actual: text(missing.join('、'), missing.join(', ')) }], exitCodes.environment);
};

/** PostgreSQL, schemas, API and workers. What was started is ended again when a later step fails. */
export const serve = async (context: CommandContext): Promise<Serving> => {
  checkBuilt();
  const config = await configSaid(context);
  const { freePort, requirePort } = await import('@zhibu/platform');
  const { openDatabase, serverWaitMs, tellOfPersonKeys } = await import('@zhibu/runtime');
  const port = config.port === 0 ? await freePort(config.host) : config.port;
  await requirePort(port, config.host);
  const database = await openDatabase(config, { whenRunning: 'refuse', waitMs: serverWaitMs, say: (words) => context.output.note(words) });
  try {
    const { runtime, children, closeLogs, foreignLog } = await runtimeAndChildren(context, config, database, port);
    const calendar = await checkCalendar(runtime.policies, dateOf(runtime.clock.now()));
    if (calendar.warning === true) context.output.note(text(`${calendar.title.zh}：${calendar.found.zh}；应为 ${calendar.expected.zh}`, `${calendar.title.en}: ${calendar.found.en}; expected ${calendar.expected.en}`));
    const ending = new AbortController();
    void tellOfPersonKeys(runtime, (words) => context.output.note(words), ending.signal);
    const stopServing = async (): Promise<void> => {
      ending.abort();
      await children.stop();
      closeLogs();
      await runtime.stop();
    };
    const stop = (): Promise<void> => stopServing().finally(() => database.stop());
    try {
      for (const { file, line, reason } of await runtime.checkDefinitions()) context.output.note(text(`${file}:${line} ${reason.zh}`, `${file}:${line} ${reason.en}`));
    } catch (error) {
      await stopServing();
      throw error;
    }
    const host = config.host.includes(':') ? `[${config.host}]` : config.host;
    return { config, runtime, url: `http://${host}:${port}`, finished: Promise.race([children.finished, foreignLog]), stop, kill: () => children.kill() };
  } catch (error) {
    await database.stop();
    throw error;
  }
};

/** At the same time, for a quick start: each migrates, which is safe at once. The launcher's own failure is the clearer one. */
const runtimeAndChildren = async (context: CommandContext, config: Config, database: OpenDatabase, port: number) => {
  let failed: (failure: PlatformFailure) => void = () => undefined;
  const foreignLog = new Promise<never>((_, reject) => (failed = reject));
  foreignLog.catch(() => undefined);
  const open = async (): Promise<Runtime> => {
    const own = await createCliRuntime(context, config, database, 'as-used', { kind: 'start', onForeignLog: (failure) => failed(failure) });
    await own.start({ projections: false, workers: false });
    return own;
  };
  const [runtime, started] = await Promise.allSettled([open(), startChildren(context, config, database.url, port)]);
  if (runtime.status === 'fulfilled' && started.status === 'fulfilled') return { runtime: runtime.value, foreignLog, ...started.value };
  if (runtime.status === 'fulfilled') await runtime.value.stop();
  if (started.status === 'fulfilled') await started.value.children.stop().finally(started.value.closeLogs);
  throw [runtime, started].flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []))[0];
};

const startChildren = async ({ output }: CommandContext, config: Config, databaseUrl: string, port: number): Promise<{ readonly children: RunningChildren; readonly closeLogs: () => void }> => {
  const { runChildren } = await import('@zhibu/platform');
  const logs = Object.fromEntries(['api', 'worker'].map((name) => [name, createChildLog(join(config.dataFolder, 'logs', `${name}.log`))]));
  const { serverWaitMs, waitMsOf } = await import('@zhibu/runtime');
  // A database that is named stands in the settings, which the children read for themselves.
  const database: Readonly<Record<string, string>> = config.databaseUrl === undefined ? { DATABASE_URL: databaseUrl } : {};
  const env = { ...database, PORT: String(port), HOST: config.host, ZHIBU_DATA: config.dataFolder, ZHIBU_POLICIES: config.policiesFolder };
  // An engine that goes away right now is waited for by the child as well.
  const readyWithinMs = waitMsOf(config, serverWaitMs) + childReadyMs;
  const specs = ['api', 'worker'].map((name) => ({ name, command: process.execPath, args: [mainOf(name)], env, readyWithinMs }));
  const closeLogs = (): void => Object.values(logs).forEach((log) => log.close());
  try {
    const children = await runChildren(specs, {
      stopWithinMs,
      isFinal: (code) => lastingExitCodes.includes(code),
      onEvent: (event) => {
        if (event.type === 'line') logs[event.name]?.write(event.line);
        if (event.type === 'crashed') output.note(text(`进程 ${event.name} 意外结束（${event.how}），即将重启`, `the process ${event.name} ended (${event.how}); it starts again`));
        if (event.type === 'given-up') output.note(text(`进程 ${event.name} 多次无法启动（${event.how}）`, `the process ${event.name} does not start (${event.how})`));
      },
    });
    return { children, closeLogs };
  } catch (error) {
    closeLogs();
    throw error;
  }
};
