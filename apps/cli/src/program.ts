import { Command, CommanderError, Option } from 'commander';
import type { Language } from '@zhibu/kernel';
import type { CliCommand, OptionValues } from './cli-command';
import { ExitCode, exitCodes } from './exit-codes';
import { failureOf } from './failures';
import { groupText, helpWords } from './help-words';
import { Output } from './output';
import { usageProblem } from './usage-problem';

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

const words = {
  zh: { about: '直补：家庭奖励扶助资金的办理与发放', json: '以 JSON 输出', lang: '语言：zh 或 en', help: '显示帮助' },
  en: { about: 'Zhibu: family-benefit subsidies, worked out, decided and paid', json: 'print JSON', lang: 'language: zh or en', help: 'show help' },
} as const;

/** Finds or makes the command for `['policy', 'facts']`, with a group above it where it needs one. */
const commandAt = (root: Command, path: readonly string[], language: Language): Command =>
  path.reduce((parent, word) => {
    const known = parent.commands.find((child) => child.name() === word);
    if (known) return known;
    const made = parent.command(word).description(groupText(word, language));
    // Options behind the name of a subcommand are the subcommand's, also where the group has the same ones.
    return made.exitOverride().enablePositionalOptions().helpOption('-h, --help', words[language].help).helpCommand(false);
  }, root);

const register = (root: Command, command: CliCommand, language: Language, around: Surroundings, done: (code: ExitCode) => void): void => {
  const target = commandAt(root, command.words, language).description(command.text[language]);
  for (const argument of command.arguments ?? []) target.argument(argument.required === false ? `[${argument.name}]` : `<${argument.name}>`, argument.text[language]);
  for (const option of command.options ?? []) {
    const made = new Option(`--${option.name}${option.value ? ` <${option.value}>` : ''}`, option.text[language]);
    if (option.choices) made.choices([...option.choices]);
    else if (option.value) made.argParser((value) => notAnOption(made.flags, value));
    target.addOption(made.makeOptionMandatory(option.required === true));
  }
  target.option('--json', words[language].json).addOption(new Option('--lang <zh|en>', words[language].lang).choices(['zh', 'en']));
  target.action(async () => {
    const camel: Record<string, string | boolean | undefined> = target.opts();
    const values: OptionValues = Object.fromEntries((command.options ?? []).map(({ name }) => [name, valueIn(camel, name)]));
    const output = new Output(camel['json'] === true, language, around);
    try {
      done(await command.run({ words: command.words, args: target.args, values, language, output, env: around.env }));
    } catch (error) {
      const { problems, exitCode } = failureOf(error);
      output.problems(problems);
      done(exitCode);
    }
    output.flush();
  });
};

/** `--to --json`: the parser would take the next option for the value. */
const notAnOption = (flags: string, value: string): string => {
  if (value.startsWith('--')) throw new CommanderError(exitCodes.badInput, 'commander.optionMissingArgument', `error: option '${flags}' argument missing`);
  return value;
};

/** The parser keeps `--no-demo` as `demo: false`. */
const valueIn = (camel: Readonly<Record<string, string | boolean | undefined>>, name: string): string | boolean | undefined =>
  name.startsWith('no-') ? camel[camelCase(name.slice(3))] === false : camel[camelCase(name)];

const camelCase = (name: string): string => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Help was shown, which tells all of itself, or the command line is wrong. */
const ended = (error: CommanderError, output: Output): ExitCode => {
  if (error.exitCode === 0) return exitCodes.ok;
  if (error.code !== 'commander.help') {
    output.problems([usageProblem(error)]);
    output.flush();
  }
  return exitCodes.badInput;
};

/** Runs one command line. Wrong usage ends with 2, an error nobody expected with 3. */
export const runProgram = async (commands: readonly CliCommand[], argv: readonly string[], language: Language, around: Surroundings): Promise<ExitCode> => {
  let code: ExitCode = exitCodes.ok;
  const root = new Command('zhibu').description(words[language].about).exitOverride().enablePositionalOptions().helpOption('-h, --help', words[language].help).helpCommand(false);
  root.configureHelp(helpWords(language));
  root.configureOutput({ writeOut: around.out, writeErr: around.err, outputError: () => undefined });
  root.addOption(new Option('--lang <zh|en>', words[language].lang).choices(['zh', 'en']));
  for (const command of commands) register(root, command, language, around, (result) => (code = result));
  try {
    await root.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return ended(error, new Output(argv.includes('--json'), language, around));
    const message = error instanceof Error ? error.message : String(error);
    around.err(`${message}\n`);
    return exitCodes.environment;
  }
};
