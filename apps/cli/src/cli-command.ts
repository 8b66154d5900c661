import type { Language, Text } from '@zhibu/kernel';
import type { ExitCode } from './exit-codes';
import type { Output } from './output';

/** One option, as `--area CODE`. Without a value name it is a switch. */
export interface CliOption {
  readonly name: string;
  readonly value?: string;
  readonly text: Text;
  readonly required?: boolean;
  readonly choices?: readonly string[];
}

export interface CliArgument {
  readonly name: string;
  readonly text: Text;
  readonly required?: boolean;
}

export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

export interface CommandContext {
  /** Of the command that runs. */
  readonly words: readonly string[];
  readonly args: readonly string[];
  /** By the name of the option, without dashes: `values['area']`. */
  readonly values: OptionValues;
  readonly language: Language;
  readonly output: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * One command in one file. `--json` and `--lang` are added to every command. Packages other than the kernel
 * are imported inside `run`, so that a command starts only what it needs; files of the CLI as usual.
 */
export interface CliCommand {
  /** `['policy', 'facts']` is `zhibu policy facts`. */
  readonly words: readonly string[];
  readonly text: Text;
  readonly arguments?: readonly CliArgument[];
  readonly options?: readonly CliOption[];
  run(context: CommandContext): Promise<ExitCode>;
}

/** The text of an option, or undefined when it was not given. */
export const stringValue = (values: OptionValues, name: string): string | undefined => {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
};
