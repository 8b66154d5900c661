import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { dateOf, text } from '@zhibu/kernel';
import type { Config, RunningChildren } from '@zhibu/platform';
import type { OpenDatabase, Runtime } from '@zhibu/runtime';
import type { CommandContext } from '../cli-command';
import { CommandRefused } from '../command-refused';
import { checkCalendar } from '../doctor/checks';
import { exitCodes } from '../exit-codes';
import { configOf, createCliRuntime } from '../runtime/open-runtime';
import { createChildLog } from './child-log';

export interface Serving {
  readonly config: Config;
  readonly runtime: Runtime;
  /** Where people open it. */
  readonly url: string;
  /** Rejects when a child was given up. */
  readonly finished: Promise<void>;
  stop(): Promise<void>;
  kill(): void;
}

/** Longer than a worker takes for the jobs it has in hand. */
const stopWithinMs = 14_000;

const mainOf = (app: string): string => join(__dirname, '..', '..', '..', app, 'dist', 'main.js');

const checkBuilt = (): void => {
  const missing = ['api', 'worker'].map(mainOf).filter((path) => !existsSync(path));
  if (missing.length === 0) return;
  throw new CommandRefused([{ code: 'cli.not-built', message: text('程序尚未编译', 'The program is not compiled'), expected: text('先运行 npm run build', 'npm run build first'), actual: text(missing.join('、'), missing.join(', ')) }], exitCodes.environment);
};

/** PostgreSQL, schemas, API and workers. What was started is ended again when a later step fails. */
export const serve = async (context: CommandContext): Promise<Serving> => {
  checkBuilt();
  const config = await configOf(context);
  const { freePort, requirePort } = await import('@zhibu/platform');
  const { openDatabase } = await import('@zhibu/runtime');
  const port = config.port === 0 ? await freePort(config.host) : config.port;
  await requirePort(port, config.host);
  const database = await openDatabase(config, 'refuse');
  try {
    const { runtime, children, closeLogs } = await runtimeAndChildren(context, config, database, port);
    const calendar = await checkCalendar(runtime.policies, dateOf(runtime.clock.now()));
    if (calendar.warning === true) context.output.note(text(`${calendar.title.zh}：${calendar.found}；应为 ${calendar.expected.zh}`, `${calendar.title.en}: ${calendar.found}; expected ${calendar.expected.en}`));
    const stopServing = async (): Promise<void> => {
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
    return { config, runtime, url: `http://${host}:${port}`, finished: children.finished, stop, kill: () => children.kill() };
  } catch (error) {
    await database.stop();
    throw error;
  }
};

/** At the same time, for a quick start: each migrates, which is safe at once. The launcher's own failure is the clearer one. */
const runtimeAndChildren = async (context: CommandContext, config: Config, database: OpenDatabase, port: number) => {
  const [runtime, started] = await Promise.allSettled([createCliRuntime(context, config, database), startChildren(context, config, database.url, port)]);
  if (runtime.status === 'fulfilled' && started.status === 'fulfilled') return { runtime: runtime.value, ...started.value };
  if (runtime.status === 'fulfilled') await runtime.value.stop();
  if (started.status === 'fulfilled') await started.value.children.stop().finally(started.value.closeLogs);
  throw [runtime, started].flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []))[0];
};

const startChildren = async ({ output }: CommandContext, config: Config, databaseUrl: string, port: number): Promise<{ readonly children: RunningChildren; readonly closeLogs: () => void }> => {
  const { runChildren } = await import('@zhibu/platform');
  const logs = Object.fromEntries(['api', 'worker'].map((name) => [name, createChildLog(join(config.dataFolder, 'logs', `${name}.log`))]));
  const env = { DATABASE_URL: databaseUrl, PORT: String(port), HOST: config.host, ZHIBU_DATA: config.dataFolder, ZHIBU_POLICIES: config.policiesFolder };
  const specs = ['api', 'worker'].map((name) => ({ name, command: process.execPath, args: [mainOf(name)], env }));
  const closeLogs = (): void => Object.values(logs).forEach((log) => log.close());
  try {
    const children = await runChildren(specs, {
      stopWithinMs,
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
