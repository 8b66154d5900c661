import { resolve } from 'node:path';
import { Actor, Text, dateOf, text } from '@zhibu/kernel';
import type { CommandContext as ServiceContext } from '@zhibu/application';
import type { Config } from '@zhibu/platform';
import type { Definitions, OpenDatabase, Runtime, RuntimeEars } from '@zhibu/runtime';
import type { CommandContext } from '../cli-command';
import { CommandRefused } from '../command-refused';
import { ExitCode, exitCodes } from '../exit-codes';
import { isEngineTrouble } from '../failures';
import { interruptible } from '../interrupts';
import { actingOfficer } from './acting-officer';
import { keyAtVersion, lineKey } from './command-key';

export interface OpenOptions {
  /** Milliseconds to wait until the read models show everything before `work` begins; 0 does not wait. Default 60,000. */
  readonly settledWithinMs?: number;
  /** Default `as-used`: a procedure or rule that changed after it was used ends the command. */
  readonly definitions?: Definitions;
  /** Looks at the keys before anything is opened with them, which a new database then remembers. */
  readonly before?: (database: OpenDatabase, signal: AbortSignal) => Promise<void>;
}

/** What a command works with. */
export interface OpenRuntime {
  readonly runtime: Runtime;
  readonly config: Config;
  readonly database: OpenDatabase;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
  /** The officer of `--as` or ZHIBU_USER; ends the command when nobody is named. */
  officer(): Promise<Actor>;
  /** Context for a command that changes `stream`, by that officer, under a key that pressing twice repeats. */
  command(stream?: string): Promise<ServiceContext>;
  /** Context for something that is recorded each time it happens, such as a look at a person. */
  everyTime(): Promise<ServiceContext>;
  /** Waits until the read models show everything written so far. */
  settle(withinMs?: number): Promise<void>;
}

const settledDefaultMs = 60_000;

const behind = (): CommandRefused =>
  new CommandRefused(
    [{ code: 'cli.read-models-behind', message: text('查询数据尚未更新到最新', 'The read models do not show everything yet'), expected: text('读到日志末尾', 'the end of the log'), actual: text('等待超时；运行 zhibu doctor 查看原因', 'waited in vain; run zhibu doctor for the reason') }],
    exitCodes.environment,
  );

/** Settings from the environment and the file. Throws a `PlatformFailure` that lists all that is wrong. */
export const configOf = async ({ env }: Pick<CommandContext, 'env'>): Promise<Config> => {
  const { checkoutRoot, loadConfig } = await import('@zhibu/platform');
  return loadConfig({ env, root: checkoutRoot(resolve(__dirname, '..')) });
};

/** The same, and a word on names of the environment that have no effect. */
export const configSaid = async (context: CommandContext): Promise<Config> => {
  const config = await configOf(context);
  for (const words of config.warnings ?? []) context.output.note(words);
  return config;
};

/** The wired product over a database, migrated and not started. */
export const createCliRuntime = async (context: CommandContext, config: Config, database: OpenDatabase, definitions: Definitions = 'as-used', ears: Partial<RuntimeEars> = {}): Promise<Runtime> => {
  const { engineWords, openRuntime } = await import('@zhibu/runtime');
  const onError = (where: string, error: unknown): void => {
    const { zh, en } = wordsOf(error);
    context.output.note(text(`${where}：${zh}，将重试`, `${where}: ${en}; trying again`));
  };
  return openRuntime(config, database, { kind: 'command', onError, onEngine: (state) => context.output.note(engineWords(state)), ...ears }, definitions);
};

const wordsOf = (error: unknown): Text => {
  if (!isEngineTrouble(error)) {
    const said = error instanceof Error ? error.message || error.name : String(error);
    return text(said, said);
  }
  const { code, message, expected, actual } = error.rejection;
  return text(`${message.zh}；应为${expected.zh}，实为${actual.zh} [${code}]`, `${message.en}; expected ${expected.en}, found ${actual.en} [${code}]`);
};

/**
 * Opens everything for one command and closes it in any case. The read models run in this process as far as
 * no worker runs them: each has a lease, so beside a worker nothing is done twice.
 */
export const withRuntime = async (context: CommandContext, options: OpenOptions, work: (open: OpenRuntime) => Promise<ExitCode>): Promise<ExitCode> => {
  const config = await configSaid(context);
  return interruptible(async (signal) => {
    const { commandWaitMs, openDatabase } = await import('@zhibu/runtime');
    const database = await openDatabase(config, { waitMs: commandWaitMs, say: (words) => context.output.note(words), signal });
    try {
      await options.before?.(database, signal);
      const runtime = await createCliRuntime(context, config, database, options.definitions);
      try {
        await runtime.start({ projections: true, workers: false });
        const open = opened(context, { runtime, config, database, signal });
        const settledWithinMs = options.settledWithinMs ?? settledDefaultMs;
        if (settledWithinMs > 0) await open.settle(settledWithinMs);
        return await work(open);
      } finally {
        await runtime.stop();
      }
    } finally {
      await database.stop();
    }
  });
};

const opened = (context: CommandContext, base: Pick<OpenRuntime, 'runtime' | 'config' | 'database' | 'signal'>): OpenRuntime => {
  const { runtime, database } = base;
  let actor: Promise<Actor> | null = null;
  const officer = (): Promise<Actor> => (actor ??= actingOfficer(context, runtime));
  const contextOf = async (commandKey: string): Promise<ServiceContext> => {
    const { newId } = await import('@zhibu/platform');
    const requestId = newId();
    return { clock: runtime.clock, actor: await officer(), commandKey, correlationId: requestId, causationId: requestId };
  };
  return {
    ...base,
    officer,
    command: async (stream) => {
      const key = lineKey(context, await officer(), dateOf(runtime.clock.now()), database.secrets.pseudonymKey);
      return contextOf(stream === undefined ? key : await keyAtVersion(runtime.eventStore, stream, key));
    },
    everyTime: async () => {
      const { newId } = await import('@zhibu/platform');
      return contextOf(`${(await officer()).userId}/look-${newId()}`);
    },
    settle: async (withinMs = settledDefaultMs) => {
      if (!(await runtime.caughtUp(withinMs))) throw behind();
    },
  };
};
