import type { Rejection, Text } from '@zhibu/kernel';
import type { CommandContext as ServiceContext } from '@zhibu/application';
import type { CliCommand, CliOption, CommandContext } from '../cli-command';
import { accepted } from '../command-refused';
import { exitCodes } from '../exit-codes';
import { actingOptions, keyOption } from '../runtime/acting-officer';
import { OpenRuntime, withRuntime } from '../runtime/open-runtime';
import { readerScope } from '../runtime/reader-scope';
import { batchArgument, batchRow, batchText } from './batch-view';

type Answer = { readonly ok: true; readonly duplicate: boolean } | { readonly ok: false; readonly rejection: Rejection };

interface BatchStep {
  readonly word: string;
  readonly text: Text;
  readonly options?: readonly CliOption[];
  /** Checks options before anything is opened, and gives the work itself. */
  prepare(context: CommandContext): (open: OpenRuntime, command: ServiceContext, batchId: string) => Promise<Answer>;
}

/** One step of a batch by an officer: `zhibu batch <word> ID`. Prints the batch as it stands afterwards. */
export const batchStep = ({ word, text, options = [], prepare }: BatchStep): CliCommand => ({
  words: ['batch', word],
  text,
  arguments: [batchArgument],
  options: [...options, ...actingOptions, keyOption],
  run: async (context) => {
    const work = prepare(context);
    const { batchStream } = await import('@zhibu/domain');
    const batchId = context.args[0] ?? '';
    return withRuntime(context, {}, async (open) => {
      const done = accepted(await work(open, await open.command(batchStream(batchId)), batchId));
      await open.settle();
      const row = await batchRow(open, await readerScope(context, open), batchId);
      context.output.result({ ...row, duplicate: done.duplicate }, () => batchText(row, context.output));
      return exitCodes.ok;
    });
  },
});

/** The same step by the program itself, for consequences that nobody asks for in person. */
export const automatic = (open: OpenRuntime, key: string): ServiceContext => ({
  clock: open.runtime.clock,
  actor: open.runtime.automation,
  commandKey: key,
  correlationId: key,
  causationId: key,
});
